#!/usr/bin/env bash
# Compares with pydialign in one run. Needs python3 and PyPI at the first run. Works from any folder.
set -euo pipefail

cd "$(dirname "$0")/../.."
venv=target/peers-venv
if [ ! -x "$venv/bin/python" ] || ! "$venv/bin/python" -c 'import pydialign' 2>/dev/null; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet pydialign==0.1.0
fi
program=$(cargo bench --bench peers --no-run --message-format=json 2>/dev/null |
    sed -n 's/.*"name":"peers".*"executable":"\([^"]*\)".*/\1/p')
dialogue=$(mktemp -t lingsync-dialogue.XXXXXX)
trap 'rm -f "$dialogue"' EXIT
"$program" dialogue "${1:-1000}" >"$dialogue"
"$venv/bin/python" benches/peers/pydialign.py "$program" "$dialogue"
