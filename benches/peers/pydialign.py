"""Times pydialign's online scoring and lingsync on the same dialogue, in one run.

Usage: pydialign.py PROGRAM DIALOGUE (see run.sh). Fails unless both give the same figures.
"""

import json
import statistics
import subprocess
import sys
import time

# This file has the package's name, and stands first on the path.
sys.path.pop(0)
from pydialign import DialogueHistory, Utterance  # noqa: E402

ROUNDS = 5
CHECKED = 5


def main() -> None:
    program, path = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        turns = [Utterance(*line.rstrip("\n").split("\t")) for line in file]
    timed = subprocess.run([program, "time", path], check=True, capture_output=True, text=True)
    ours = json.loads(timed.stdout)

    for back in range(CHECKED, 0, -1):
        theirs = DialogueHistory(turns[:-back]).score(turns[-back])
        der, dser = ours["der_and_dser"][-back]
        # lingsync's DSER divides by the words of the turn, too.
        assert abs(der - theirs.der) < 1e-12, (back, der, theirs.der)
        assert abs(dser - theirs.dser) < 1e-12, (back, dser, theirs.dser)

    history, last = DialogueHistory(turns[:-1]), turns[-1]
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter_ns()
        history.score(last)
        times.append(time.perf_counter_ns() - start)
    theirs_ns = statistics.median(times)

    print(f"turn {len(turns)}; DER and DSER of the last {CHECKED} turns are the same")
    print(f"pydialign, score()                     {theirs_ns / 1e6:12.3f} ms")
    for name, key in [
        ("lingsync, observe()", "observe_ns"),
        ("lingsync, observe() and both lexicons", "observe_and_lexicons_ns"),
    ]:
        print(f"{name:38} {ours[key] / 1e6:12.6f} ms   {theirs_ns / ours[key]:12.0f} times faster")
    gate = theirs_ns / ours["observe_ns"] >= 10_000
    print(f"gate, observe() at least 10,000 times faster: {'ok' if gate else 'MISSED'}")


if __name__ == "__main__":
    main()
