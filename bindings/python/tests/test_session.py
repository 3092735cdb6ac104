import copy
import unittest
from typing import Any

from support import CHAT, observed

import lingsync
from lingsync import Role, Session


class ObserveTest(unittest.TestCase):
    def test_a_turn_gives_its_figures_without_json(self) -> None:
        reports = observed(Session())
        last = reports[-1]
        self.assertEqual((last.turn, last.role, last.words), (3, Role.AGENT, 10))
        self.assertEqual(last.shared_repetition, 0.4)
        self.assertEqual((last.mirrored, last.missed), (3, 1))
        self.assertIsNone(last._json)

    def test_what_has_no_meaning_is_none_with_a_reason(self) -> None:
        report = Session().observe("client", "\U0001f44d")
        self.assertIsNone(report.shared_repetition)
        self.assertEqual(report.undefined["shared_repetition"], "empty")
        self.assertEqual(report.undefined["claims_open"], "no_truth_supplied")
        self.assertNotIn("mirrored", report.undefined)
        self.assertTrue(all(getattr(report, name) is None for name in report.undefined))

    def test_every_word_for_a_role_is_taken_in_upper_and_lower_case(self) -> None:
        session = Session()
        for word, role in [
            ("user", Role.CLIENT),
            ("HUMAN", Role.CLIENT),
            ("Assistant", Role.AGENT),
            ("other", Role.OTHER),
            (Role.AGENT, Role.AGENT),
        ]:
            self.assertIs(session.observe(word, "hello").role, role)

    def test_the_words_for_roles_are_those_of_the_library(self) -> None:
        from lingsync.roles import ROLE_CODES, ROLES

        for word, code in ROLE_CODES.items():
            dialogue = lingsync.analyse([{"role": word, "content": "hello there"}])
            self.assertEqual((word, dialogue.turns[0].role), (word, ROLES[code]))

    def test_an_unknown_role_is_a_value_error_that_names_the_choices(self) -> None:
        with self.assertRaises(lingsync.InvalidArgument) as caught:
            Session().observe("waiter", "hello")
        self.assertIsInstance(caught.exception, ValueError)
        self.assertIn("assistant", str(caught.exception))
        self.assertIn("customer", str(caught.exception))

    def test_speaker_time_and_hints_reach_the_report(self) -> None:
        session = Session()
        report = session.observe("client", "hola", speaker=' A"\nna: ', at=12, language="es")
        self.assertEqual((report["speaker"], report["at"]), ('A"\nna', 12))
        earlier = session.observe("client", "hola", at=-3)
        self.assertTrue(earlier["clock_backwards"])

    def test_hints_change_what_is_measured(self) -> None:
        text = "caf\u00e9 number 555 is mine"
        (span,) = lingsync.byte_spans(text, [(5, 15)])
        exclude = [{"start": span[0], "end": span[1]}]
        self.assertEqual(Session().observe("client", text, exclude=exclude).words, 3)

    def test_a_preview_changes_nothing_and_equals_the_observation(self) -> None:
        session = Session()
        observed(session, CHAT[:3])
        before = session.snapshot()
        previewed = session.preview(*CHAT[3])
        self.assertEqual(session.snapshot(), before)
        self.assertEqual(previewed, session.observe(*CHAT[3]))

    def test_a_closed_session_refuses_every_call(self) -> None:
        session = Session()
        report = session.observe(*CHAT[0])
        session.close()
        session.close()
        calls: list[Any] = [
            lambda: session.observe("client", "hello"),
            lambda: session.preview("client", "hello"),
            lambda: session.observe_many([("client", "hello")]),
            lambda: session.observe_jsonl("client\thello"),
            lambda: session.rerank(["hello"]),
            lambda: session.turns,
            lambda: session.heap_bytes,
            session.summary,
            session.lexicon,
            session.snapshot,
            session.clone,
            session.reset,
            lambda: session.rewind(0),
            lambda: session.redact(0),
            lambda: session.forget("Ana"),
            lambda: len(session),
        ]
        for call in calls:
            with self.assertRaises(lingsync.InvalidState) as caught:
                call()
            self.assertEqual(str(caught.exception), "the session is closed")
        self.assertEqual(repr(session), "<lingsync.Session closed>")
        self.assertIn('"schema"', report.json)

    def test_a_with_statement_closes_the_session(self) -> None:
        with Session() as session:
            session.observe(*CHAT[0])
        with self.assertRaises(lingsync.InvalidState):
            session.observe(*CHAT[1])


class BatchTest(unittest.TestCase):
    def test_many_turns_give_what_single_turns_give(self) -> None:
        single, many = Session(), Session()
        one_by_one, at_once = observed(single), many.observe_many(CHAT)
        self.assertEqual([a.json for a in one_by_one], [b.json for b in at_once])
        self.assertEqual([a.figures() for a in one_by_one], [b.figures() for b in at_once])
        self.assertEqual([a.undefined for a in one_by_one], [b.undefined for b in at_once])
        self.assertEqual([a.evidence() for a in one_by_one], [b.evidence() for b in at_once])
        self.assertEqual(single.snapshot(), many.snapshot())

    def test_a_turn_of_a_batch_may_have_all_fields(self) -> None:
        turns = [
            {"role": "user", "content": "hola", "speaker": "Ana", "at": 5, "hints": {"tokens": 1}},
            {"role": "agent", "text": "adi\u00f3s", "labels": "not looked at"},
        ]
        first, second = Session().observe_many(turns)
        self.assertEqual((first["speaker"], first["at"]), ("Ana", 5))
        self.assertEqual((first.text, second.text), ("hola", "adi\u00f3s"))

    def test_a_wrong_turn_leaves_the_session_as_it_was(self) -> None:
        session = Session()
        observed(session)
        before = session.snapshot()
        wrong: list[Any] = [
            ("waiter", "hello"),
            ("client", None),
            ("client", b"hello"),
            ("client",),
            {"text": "hello"},
            {"role": "client"},
            "client",
            {"role": "client", "text": "hello", "hints": {"ambiguous": 7}},
            {"role": "client", "text": "hello", "hints": {"ambiguous": float("nan")}},
            {"role": "client", "text": "hello", "hints": []},
            {"role": "client", "text": "hello", "at": "now"},
            {"role": "client", "text": "hello", "speaker": 5},
        ]
        for turn in wrong:
            with self.assertRaises((lingsync.LingsyncError, TypeError)):
                session.observe_many([("client", "fine"), turn])
        self.assertEqual(session.snapshot(), before)

    def test_a_wrong_turn_is_named_by_its_number(self) -> None:
        with self.assertRaisesRegex(lingsync.InvalidArgument, "^turn 1: 'waiter' is no role"):
            Session().observe_many([("client", "fine"), ("waiter", "hello")])
        with self.assertRaisesRegex(TypeError, "^turn 0: text must be a str, not NoneType"):
            Session().observe_many([{"role": "client"}])

    def test_no_turns_give_no_reports(self) -> None:
        self.assertEqual(Session().observe_many([]), [])
        self.assertEqual(Session().observe_many(iter([])), [])

    def test_lines_of_json_give_lines_of_json(self) -> None:
        lines = '{"role": "user", "text": "pause"}\n\n{"role": "system", "text": "x"}\nagent\tok'
        session = Session()
        reports = session.observe_jsonl(lines.encode(), detail="full")
        self.assertEqual((reports.count("\n"), session.turns), (2, 2))
        self.assertIn('"reuse"', reports)

    def test_the_detail_of_a_batch_can_be_chosen(self) -> None:
        (report,) = Session().observe_many([("client", "hello")], detail="full")
        self.assertIn("reuse", report["lexical"])
        (report,) = Session().observe_many([("client", "hello")])
        self.assertNotIn("reuse", report["lexical"])


class RerankTest(unittest.TestCase):
    CLIENT = "does the kiln need a new element?"
    CANDIDATES = (
        "Does the kiln need a new element?",
        "Your heating coil might be defective.",
        "An old kiln often needs one: measure the element.",
    )

    def session(self) -> Session:
        session = Session()
        session.observe("client", self.CLIENT)
        return session

    def test_echoes_come_last_then_fewer_missed_terms_are_better(self) -> None:
        ranked = self.session().rerank(self.CANDIDATES)
        self.assertEqual([each.index for each in ranked], [2, 1, 0])
        self.assertEqual([each.text for each in ranked], [self.CANDIDATES[i] for i in (2, 1, 0)])
        self.assertEqual(ranked[-1].key[0], True)

    def test_more_mirrored_words_break_a_tie_and_then_the_order_given(self) -> None:
        session = Session()
        session.observe("client", "the kiln and the kiln shelf")
        session.observe("agent", "Which one?")
        session.observe("client", "hm")
        ranked = session.rerank(["no idea", "a kiln", "the shelf of a kiln", "none at all"])
        self.assertEqual([each.index for each in ranked], [2, 1, 0, 3])

    def test_a_key_of_the_callers_replaces_the_order(self) -> None:
        ranked = self.session().rerank(self.CANDIDATES, key=lambda report: report.words)
        self.assertEqual([each.key for each in ranked], sorted(each.key for each in ranked))

    def test_ranking_changes_nothing(self) -> None:
        session = self.session()
        before = session.snapshot()
        session.rerank(self.CANDIDATES, role="assistant", speaker="Bo", at=3)
        self.assertEqual((session.snapshot(), session.rerank([])), (before, []))

    def test_one_text_in_place_of_a_list_is_refused(self) -> None:
        with self.assertRaises(TypeError):
            self.session().rerank("hello")


class WayBackTest(unittest.TestCase):
    def test_a_rewound_session_is_as_it_was(self) -> None:
        session = Session()
        observed(session, CHAT[:2])
        before = session.snapshot()
        observed(session, CHAT[2:])
        session.rewind(2)
        self.assertEqual((session.turns, session.snapshot()), (2, before))

    def test_numbers_that_are_no_turns_are_refused_and_not_cut_to_32_bits(self) -> None:
        session = Session()
        observed(session)
        for number in (-1, 2**32, 2**32 + 1, -(2**40), 10**5000):
            with self.assertRaises(lingsync.InvalidArgument):
                session.rewind(number)
            with self.assertRaises(lingsync.InvalidArgument):
                session.redact(number)
        with self.assertRaises(lingsync.LingsyncError):
            session.rewind(99)
        with self.assertRaises(lingsync.UnknownTurn) as caught:
            session.redact(99)
        self.assertEqual((caught.exception.kind, caught.exception.status), ("unknown_turn", 14))
        self.assertEqual(session.turns, 4)

    def test_a_redacted_turn_is_shared_by_nobody(self) -> None:
        session = Session()
        session.observe("client", "the password is marmalade")
        self.assertEqual(session.redact(0), (1, False))
        self.assertEqual(session.preview("agent", "marmalade").mirrored, 0)

    def test_a_forgotten_speaker_is_unknown_afterwards(self) -> None:
        session = Session()
        session.observe("client", "my box is late", speaker="Zo\u00eb")
        session.observe("client", "really late", speaker="Zo\u00eb")
        self.assertEqual(session.forget("Zo\u00eb"), (2, False))
        with self.assertRaises(lingsync.UnknownSpeaker):
            session.forget("Zo\u00eb")

    def test_a_reset_session_is_as_new(self) -> None:
        session = Session()
        observed(session)
        session.reset()
        self.assertEqual((len(session), session.snapshot()), (0, Session().snapshot()))

    def test_a_copy_goes_its_own_way(self) -> None:
        session = Session()
        observed(session, CHAT[:2])
        for copied in (session.clone(), copy.copy(session), copy.deepcopy(session)):
            self.assertEqual(copied.snapshot(), session.snapshot())
            copied.observe(*CHAT[2])
            self.assertEqual((copied.turns, session.turns), (3, 2))

    def test_an_empty_session_is_true_and_its_length_is_its_turns(self) -> None:
        session = Session()
        self.assertTrue(session)
        self.assertEqual((len(session), repr(session)), (0, "<lingsync.Session turns=0>"))


class ConversationTest(unittest.TestCase):
    def test_the_summary_counts_turns_and_words(self) -> None:
        session = Session()
        words = sum(report.words for report in observed(session))
        summary = session.summary()
        self.assertEqual((summary["turns"], summary["words"]), (4, words))
        self.assertNotIn("distance", summary["lexical"]["pairs"][0])
        self.assertIn("distance", session.summary("full")["lexical"]["pairs"][0])

    def test_the_lexicon_names_the_shared_expressions(self) -> None:
        session = Session()
        observed(session)
        texts = [found["text"] for found in session.lexicon()["expressions"]]
        self.assertIn("send the old lamp", texts)
        own = session.lexicon("client", "client")
        self.assertEqual(own["sharing"], {"own": "client"})

    def test_an_unknown_detail_is_refused(self) -> None:
        session = Session()
        for detail in ("Full", "", "x" * 99):
            with self.assertRaises(lingsync.InvalidArgument):
                session.summary(detail)
        with self.assertRaises(TypeError):
            session.summary(2)  # type: ignore[arg-type]

    def test_heap_bytes_grow_with_the_session(self) -> None:
        session = Session()
        empty = session.heap_bytes
        session.observe_many(CHAT * 50)
        self.assertGreater(session.heap_bytes, empty)


if __name__ == "__main__":
    unittest.main()
