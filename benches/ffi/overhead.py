"""What a call from Python costs: CPU time a call, the best of several rounds, one JSON line each.

``benches/ffi/run.sh`` runs it beside the same calls from Rust, C and Go.
"""

import json
import time

import lingsync

TEXT = "where is my box? it should be here by now"
TURNS, BATCH, ROUNDS = 50, 200, 9


def main() -> None:
    """Prints every figure."""
    session = lingsync.Session()
    for turn in range(TURNS):
        session.observe(("client", "agent")[turn % 2], TEXT)
    turns = [(("client", "agent")[turn % 2], TEXT) for turn in range(BATCH)]
    lines = "".join(json.dumps({"role": role, "text": text}) + "\n" for role, text in turns)
    batch = lingsync.Session()

    def figures(text: str) -> object:
        report = session.preview("agent", text)
        return report.shared_repetition, report.mirrored, report.words

    def undecoded() -> object:
        batch.reset()
        return batch.observe_jsonl(lines)

    def many() -> object:
        batch.reset()
        return batch.observe_many(turns)

    calls = [
        ("turns", lambda: session.turns, 100_000, 1),
        ("preview_empty", lambda: figures(""), 50_000, 1),
        ("preview", lambda: figures(TEXT), 20_000, 1),
        ("preview_json", lambda: session.preview("agent", TEXT).to_json("brief"), 10_000, 1),
        ("batch", undecoded, 40, BATCH),
        ("batch_of_tuples", many, 40, BATCH),
    ]
    for name, call, count, per_call in calls:
        best = float("inf")
        for _ in range(ROUNDS):
            start = time.process_time()
            for _ in range(count):
                call()
            best = min(best, (time.process_time() - start) / (count * per_call))
        print(json.dumps({"caller": "python", "call": name, "ns": round(best * 1e9, 1)}))


if __name__ == "__main__":
    main()
