# PYTHONPATH=bindings/python python3 examples/python/chat_loop.py
"""The shape of a chat backend.

Each request brings the chat so far, some candidate replies, and the state of the session as bytes;
it picks a reply and gives the new state. The programs of the same name in C, C++, Go and Rust print
the same.
"""

from __future__ import annotations

import sys

import lingsync

ENGINE = lingsync.Engine()


def handle(
    state: bytes | None, messages: list[dict[str, str]], candidates: list[str]
) -> tuple[str, bytes]:
    """Handles one request: the reply, and the state for the next request."""
    # The session goes on where the request before left it.
    with ENGINE.session() if state is None else ENGINE.restore(state) as session:
        print(f"messages: {len(messages)}, seen before: {session.turns}")

        # It has seen more than the chat holds: the last reply is to be written anew.
        if session.turns > len(messages):
            session.rewind(len(messages))
        # "user" is the client, "assistant" the agent.
        session.observe_many(messages[session.turns :])

        # A preview changes nothing. The default order puts replies that merely echo last, then
        # fewer missed terms first, then more mirrored words. That is an order by uptake of words,
        # no judgement of quality; give a key of your own, or use it beside your model's own score.
        ranked = session.rerank(candidates)
        if not ranked:
            raise ValueError("a request needs a candidate")
        best = ranked[0]
        said = session.observe("agent", best.text)
        state = session.snapshot()

    share = f"- ({said.undefined.get('shared_repetition')})"
    if said.shared_repetition is not None:
        share = f"{100.0 * said.shared_repetition:.1f} %"
    print(f"  turn {said.turn}: mirrored {said.mirrored}, missed {said.missed}, shared {share}")
    print(f"  reply {best.index + 1} of {len(candidates)}: {best.text}")
    print(f"  state: {len(state)} bytes")
    return best.text, state


def main() -> None:
    question = "My tulip bulbs have not come yet. Can you check the parcel?"
    chat = [{"role": "user", "content": question}]
    _, state = handle(
        None,
        chat,
        [
            "We apologise for the inconvenience and will look into it.",
            "My tulip bulbs have not come yet. Can you check the parcel?",
            "I can check where the parcel with your tulip bulbs is. What is your postcode?",
        ],
    )
    # The second request is for the same messages: the user wants another reply.
    reply, state = handle(
        state,
        chat,
        [
            "Shipments are delayed at times.",
            "I checked: the parcel with the tulip bulbs left our shop, but it has not come far.",
        ],
    )
    chat.append({"role": "assistant", "content": reply})
    chat.append({"role": "user", "content": "Will the bulbs survive the frost in the parcel?"})
    handle(
        state,
        chat,
        [
            "Rest assured that everything will be fine 🌷",
            "In a parcel the bulbs stay fresh for three weeks; frost does them no harm.",
        ],
    )


if __name__ == "__main__":
    try:
        main()
    except lingsync.LingsyncError as error:
        sys.exit(f"{error.kind}: {error}")
