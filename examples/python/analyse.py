"""Analyses a transcript in one call: one line of JSON a dialogue.

python examples/python/analyse.py chat.jsonl [brief|full]

Needs the package: pip install ./bindings/python. Prints what ``analyse --json --lexicon`` prints.
"""

import sys

import lingsync


def main() -> int:
    """Analyses the file of the command line."""
    if len(sys.argv) < 2:
        print("usage: analyse.py FILE [brief|full]", file=sys.stderr)
        return 2
    detail = sys.argv[2] if len(sys.argv) > 2 else "brief"
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    try:
        for dialogue in lingsync.analyse_jsonl(sys.argv[1], detail=detail, lexicon=True):
            print(dialogue.json)
    except (lingsync.LingsyncError, OSError) as why:
        print(why, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
