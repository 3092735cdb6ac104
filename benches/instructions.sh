#!/usr/bin/env bash
# Instructions per word, counted by callgrind: they do not depend on what else the machine does.
# Needs valgrind and binutils. Works from any folder: benches/instructions.sh [HISTORY [TURNS]]
set -euo pipefail

history=${1:-3000}
turns=${2:-500}
cd "$(dirname "$0")/.."
program=$(cargo bench --bench instructions --no-run --message-format=json 2>/dev/null |
    sed -n 's/.*"name":"instructions".*"executable":"\([^"]*\)".*/\1/p')
counts=$(mktemp -d -t lingsync-callgrind.XXXXXX)
trap 'rm -rf "$counts"' EXIT

measure() { # what, window
    local file="$counts/$1-$2"
    local words
    words=$(valgrind --tool=callgrind --callgrind-out-file="$file" --collect-atstart=no \
        --toggle-collect='instructions::measured*' --dump-instr=yes --compress-strings=no \
        --compress-pos=no "$program" run "$1" "$2" "$history" "$turns" 2>"$file.log") ||
        { cat "$file.log" >&2; exit 1; }
    echo
    echo "== $1, window of $2 words (0: none), $history turns of history"
    "$program" report "$file" "$words"
}

measure tracker 0
measure tracker 16384
measure text 16384
measure session 16384
measure register 16384
measure acts 16384
measure correction 16384
measure claims 16384
measure chat 16384
