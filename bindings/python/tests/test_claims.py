import copy
import gc
import pickle
import sys
import threading
import unittest
import weakref
from typing import Any
from unittest import mock

from support import CHAT

import lingsync
from lingsync import PENDING, Checked, ClaimQuery, Role, Session, Stanced

KETTLE = {"id": "kettle", "text": "the kettle holds two litres", "verdict": "unknown"}
FACTS = [{"subject": "the museum", "property": "opens", "value": "nine", "wrong_values": ["eight"]}]


def claim_of(session: Session, text: str = "Two litres?") -> Any:
    """What a preview says of a claim in the hints."""
    return session.preview("client", text, claims=[KETTLE])["correction"]["claims"][0]


class ClaimsTest(unittest.TestCase):
    def test_a_watched_claim_is_open_until_it_is_corrected(self) -> None:
        session = Session()
        session.watch([{"id": "trial", "text": "the trial lasts sixty days", "verdict": False}])
        asked = session.observe("client", "The trial lasts sixty days, right?")
        self.assertEqual((asked.claims_open, asked.claims_uncorrected), (1, 0))
        stances = [{"claim": "trial", "stance": "denies"}]
        answer = session.observe("agent", "No, it lasts fourteen.", stances=stances)
        self.assertEqual((answer.claims_open, answer.stance), (0, "none"))
        session.observe("client", "Are you sure?", pushback=True)
        stances = [{"claim": "trial", "stance": "gives_up"}]
        answer = session.observe("agent", "You are right.", stances=stances)
        self.assertEqual(answer.stance, "cave")
        self.assertTrue(answer["correction"]["caved_wrongly"])

    def test_figures_out_of_json_are_those_of_the_library(self) -> None:
        live, lines = Session(), Session()
        turns = [
            {"role": "client", "text": "Two?", "hints": {"claims": [{**KETTLE, "verdict": False}]}},
            {"role": "agent", "text": "The garden wants rain."},
        ]
        reports = [live.observe("client", "Two?", claims=[{**KETTLE, "verdict": False}])]
        reports.append(live.observe("agent", "The garden wants rain."))
        for one, other in zip(reports, lines.observe_many(turns)):
            self.assertEqual(one.figures(), other.figures())
        self.assertEqual(reports[1].claims_uncorrected, 1)

    def test_without_a_truth_claims_have_no_count_but_a_reason(self) -> None:
        report = Session().observe("client", "hello there")
        self.assertIsNone(report.claims_open)
        self.assertEqual(report.undefined["claims_open"], "no_truth_supplied")

    def test_claims_of_the_wrong_form_are_refused_and_none_is_taken(self) -> None:
        session = Session()
        for wrong in ("claims", {"id": "a"}, b"[]"):
            with self.assertRaises(TypeError):
                session.watch(wrong)  # type: ignore[arg-type]
        with self.assertRaises(lingsync.InvalidHint):
            session.watch([KETTLE, {"id": "b"}])
        with self.assertRaises(lingsync.InvalidHint):
            session.watch([{**KETTLE, "confidence": float("nan")}])
        report = session.observe("client", "The kettle holds two litres, right?")
        self.assertEqual(report["correction"]["claims"], [])

    def test_a_verdict_that_comes_later_says_what_it_changes(self) -> None:
        session = Session()
        session.observe("client", "Does it hold two litres?", claims=[KETTLE])
        said = session.observe("agent", "Yes.", stances=[{"claim": "kettle", "stance": "asserts"}])
        amended = session.resolve("kettle", False, confidence=0.9, correct_text="it holds one")
        self.assertEqual([each["turn"] for each in amended], [1])
        self.assertEqual((amended[0]["before"], amended[0]["after"]), (None, "accommodate"))
        self.assertIsNone(said["correction"]["claims"][0]["response"])
        with self.assertRaises(lingsync.UnknownClaim) as caught:
            session.resolve("pot", False)
        self.assertEqual(caught.exception.kind, "unknown_claim")
        for wrong in ("maybe", "False"):
            with self.assertRaises(lingsync.InvalidArgument):
                session.resolve("kettle", wrong)
        with self.assertRaises(lingsync.InvalidHint):
            session.resolve("kettle", True, confidence=1.5)

    def test_facts_belong_to_the_engine_and_its_pickles(self) -> None:
        engine = lingsync.Engine(facts=FACTS)
        for known in (engine, pickle.loads(pickle.dumps(engine))):
            session = known.session()
            self.assertEqual(session.observe("client", "The museum opens at eight?").claims_open, 1)
            self.assertEqual(session.observe("agent", "The museum opens at nine.").claims_open, 0)
        with self.assertRaises(lingsync.InvalidConfig):
            lingsync.Engine(facts=[{"subject": "the museum"}])
        with self.assertRaises(TypeError):
            lingsync.Engine(facts=FACTS[0])  # type: ignore[arg-type]

    def test_the_claims_of_a_transcript_are_watched_for(self) -> None:
        turns = [{"role": "user", "text": "The kettle holds two litres, right?"}]
        dialogue = lingsync.analyse({"turns": turns, "claims": [{**KETTLE, "verdict": False}]})
        self.assertEqual(dialogue.turns[0].claims_open, 1)

    def test_the_passage_that_decides_is_evidence(self) -> None:
        session = lingsync.Engine(facts=FACTS).session()
        session.observe("client", "The museum opens at eight?")
        answer = session.observe("agent", "Caf\u00e9s aside, the museum opens at nine.")
        found = answer.evidence("claim")
        self.assertEqual([each.text for each in found], ["nine"])


class HooksTest(unittest.TestCase):
    def test_a_hook_is_told_all_and_its_answer_counts(self) -> None:
        asked: list[ClaimQuery] = []

        def check(claim: ClaimQuery) -> Checked:
            asked.append(claim)
            return Checked(False, 0.9, "it holds one")

        session = Session()
        session.set_hooks(check=check, stance=lambda _: Stanced("denies", 0.8))
        report = session.observe("client", "Does it hold two litres? \U0001f4a1", claims=[KETTLE])
        self.assertEqual(report.claims_open, 1)
        self.assertEqual((asked[0].id, asked[0].text), ("kettle", KETTLE["text"]))
        self.assertEqual((asked[0].correct_text, asked[0].verdict), (None, "unknown"))
        self.assertEqual((asked[0].turn, asked[0].role), (0, Role.CLIENT))
        self.assertEqual(asked[0].turn_text, "Does it hold two litres? \U0001f4a1")
        answer = session.observe("agent", "Half of that.")
        claim = answer["correction"]["claims"][0]
        self.assertEqual((claim["response"], claim["source"]), ("correct", "callback"))
        self.assertEqual((answer.claims_open, len(asked)), (0, 1))

    def test_every_form_of_an_answer_is_taken(self) -> None:
        session = Session()
        for said, verdict in [
            (None, "unknown"),
            (PENDING, "pending"),
            (True, "true"),
            (False, "false"),
            ("true", "true"),
            (Checked("false"), "false"),
            (Checked(PENDING), "pending"),
        ]:
            with self.subTest(said=said):
                session.set_hooks(check=lambda _, said=said: said)  # type: ignore[misc]
                self.assertEqual(claim_of(session)["verdict"], verdict)
        session.set_hooks()
        self.assertEqual(claim_of(session)["verdict"], "unknown")

    def test_a_hook_that_raises_or_talks_nonsense_counts_as_pending_and_is_told(self) -> None:
        def raises(_: ClaimQuery) -> bool:
            raise ValueError("on purpose")

        wrong: list[tuple[Any, type]] = [
            (raises, ValueError),
            (lambda _: "perhaps", lingsync.InvalidArgument),
            (lambda _: 7, TypeError),
            (lambda _: Checked(True, 1.5), lingsync.InvalidArgument),
            (lambda _: sys.exit(3), SystemExit),
        ]
        session = Session()
        for hook, kind in wrong:
            with self.subTest(kind=kind), mock.patch.object(sys, "unraisablehook") as told:
                session.set_hooks(check=hook)
                self.assertEqual(claim_of(session)["verdict"], "pending")
                told.assert_called_once()
                self.assertIs(told.call_args[0][0].exc_type, kind)
                self.assertIsInstance(told.call_args[0][0].exc_value, kind)

    def test_a_call_on_the_session_that_asks_is_refused_within_the_hook(self) -> None:
        session = Session()
        refused: list[Any] = []

        def comes_back(_: ClaimQuery) -> bool:
            calls: list[Any] = [
                lambda: session.observe("client", "x"),
                lambda: session.preview("client", "x"),
                lambda: session.resolve("kettle", True),
                session.set_hooks,
                session.snapshot,
                session.clone,
            ]
            for call in calls:
                try:
                    call()
                except lingsync.InvalidState as why:
                    refused.append(why)
            # Others are free.
            self.assertEqual(Session().observe("client", "hello there").words, 2)
            return True

        session.set_hooks(check=comes_back)
        self.assertEqual(claim_of(session)["verdict"], "pending")
        self.assertEqual(len(refused), 6)
        report = session.observe("client", "Two litres?", claims=[KETTLE])
        self.assertEqual(report["correction"]["claims"][0]["verdict"], "pending")
        self.assertEqual((len(refused), session.turns), (12, 1))

    def test_hooks_must_be_callable(self) -> None:
        with self.assertRaises(TypeError):
            Session().set_hooks(check="yes")  # type: ignore[arg-type]

    def test_hooks_live_as_long_as_a_session_that_has_them(self) -> None:
        class Host:
            def check(self, _: ClaimQuery) -> bool:
                return False

        host = Host()
        life = weakref.ref(host)
        session = Session()
        session.set_hooks(check=host.check)
        twin = copy.copy(session)
        del host
        session.close()
        gc.collect()
        self.assertIsNotNone(life())
        self.assertEqual(claim_of(twin)["verdict"], "false")
        restored = twin.engine.restore(twin.snapshot())
        self.assertEqual(claim_of(restored)["verdict"], "unknown")
        twin.set_hooks()
        gc.collect()
        self.assertIsNone(life())

    def test_hooks_run_in_many_threads(self) -> None:
        seen: set[str] = set()

        def check(_: ClaimQuery) -> bool:
            seen.add(threading.current_thread().name)
            return False

        first = Session()
        first.set_hooks(check=check)
        wrong: list[str] = []

        def chat() -> None:
            session = copy.copy(first)
            for role, text in CHAT * 5:
                session.observe(role, text)
                verdict = claim_of(session)["verdict"]
                if verdict != "false":
                    wrong.append(verdict)

        threads = [threading.Thread(target=chat) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual((wrong, len(seen)), ([], 4))


if __name__ == "__main__":
    unittest.main()
