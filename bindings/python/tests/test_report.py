import json
import pickle
import unittest
from collections.abc import Mapping

from support import CHAT, observed

import lingsync
from lingsync import Engine, Session, byte_spans, char_spans


class ReportTest(unittest.TestCase):
    def test_json_is_decoded_when_it_is_asked_for_and_only_once(self) -> None:
        report = Session().observe(*CHAT[0])
        self.assertIsNone(report._data)
        self.assertEqual(report.data, json.loads(report.json))
        self.assertIs(report.data, report.data)
        self.assertIs(report.json, report.json)

    def test_a_report_is_a_mapping(self) -> None:
        report = Session().observe(*CHAT[0])
        self.assertIsInstance(report, Mapping)
        self.assertEqual(report["text"]["words"], report.words)
        self.assertEqual(list(report), list(report.data))
        self.assertEqual((report.get("nothing"), "lexical" in report), (None, True))
        self.assertEqual(dict(report), report.data)
        with self.assertRaises(KeyError):
            report["nothing"]

    def test_both_details_can_be_had_of_one_report(self) -> None:
        report = Session().observe(*CHAT[0])
        self.assertEqual(report.to_json(), report.json)
        self.assertEqual(report.to_json("brief"), report.json)
        self.assertIn("reuse", json.loads(report.to_json("full"))["lexical"])
        full = Engine({"detail": "full"}).session().observe(*CHAT[0])
        self.assertEqual(full.to_json("full"), full.json)

    def test_a_report_that_came_as_json_has_its_one_detail(self) -> None:
        (report,) = Session().observe_many(CHAT[:1])
        self.assertEqual(report.to_json(), report.json)
        with self.assertRaises(lingsync.InvalidState):
            report.to_json("full")

    def test_a_pickled_report_and_one_from_a_batch_know_their_detail(self) -> None:
        for detail in ("brief", "full"):
            session = lingsync.Engine({"detail": detail}).session()
            report = session.observe("client", "the blue lamp")
            copy = pickle.loads(pickle.dumps(report))
            again = pickle.loads(pickle.dumps(copy))
            for each in ("brief", "full"):
                self.assertEqual(copy.to_json(each), report.to_json(each))
                self.assertEqual(again.to_json(each), report.to_json(each))
            (line,) = session.observe_many([("agent", "a lamp?")], detail=detail)
            self.assertEqual(line.to_json(detail), line.json)

    def test_a_report_outlives_its_session_and_engine(self) -> None:
        session = Engine().session()
        report = observed(session)[3]
        session.close()
        del session
        self.assertEqual(report["turn"], 3)
        self.assertEqual(
            [each.text for each in report.evidence("expression")], ["Send the old lamp"]
        )

    def test_the_repr_names_no_words(self) -> None:
        report = Session().observe("client", "marmalade")
        self.assertEqual(repr(report), "<lingsync.Report turn=0 role=client words=1>")

    def test_equal_reports_are_equal(self) -> None:
        one, two = Session().observe(*CHAT[0]), Session().observe(*CHAT[0])
        self.assertEqual(one, two)
        self.assertNotEqual(one, Session().observe(*CHAT[1]))

    def test_the_reasons_are_those_of_the_json(self) -> None:
        from lingsync._figures import REASON_NAMES

        self.assertEqual(len(set(REASON_NAMES)), 16)
        self.assertEqual(REASON_NAMES[1:3], ("not_available", "empty"))
        self.assertNotIn("unknown", REASON_NAMES)

    def test_the_figures_of_json_equal_those_of_the_struct(self) -> None:
        texts = ["", "\U0001f44d", "a lamp", "```\ncode here\n```", "a lamp and a lamp"]
        turns = [(role, text) for text in texts for role in ("client", "agent", "other")]
        session, batch = Session(), Session()
        for single, line in zip(observed(session, turns), batch.observe_many(turns)):
            self.assertEqual(single.figures(), line.figures())
            self.assertEqual(single.undefined, line.undefined)

    def test_acts_and_steps_are_the_same_in_json_and_struct(self) -> None:
        turns = [
            ("client", "Can you change it to Thursday?"),
            ("agent", "Your delivery is planned for Thursday."),
            ("client", "No, I meant the visit."),
            ("agent", "Sorry, I misread you. The visit is on Thursday."),
            ("client", "Sorry, the what?"),
            ("agent", "The visit of the engineer."),
            ("client", "Okay, thanks. Can you send me the details?"),
            ("agent", "Do you want the details of the visit or of the bill?"),
        ]
        seen = []
        for single, line in zip(observed(Session(), turns), Session().observe_many(turns)):
            self.assertEqual(single.figures(), line.figures())
            seen.append((single.response, single.repair, single.asked, single.grounded))
        self.assertEqual(seen[1][:3], ("passive", "idle", 0))
        self.assertEqual(seen[2][1], "misread")
        self.assertEqual(seen[3][1], "repaired")
        self.assertEqual(seen[4][1:], ("open", 1, 1))
        self.assertGreater(seen[6][3], 0)
        self.assertEqual(seen[7][0], "clarify")


class EvidenceTest(unittest.TestCase):
    def test_every_place_holds_the_words_it_names(self) -> None:
        family, flag = "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f1eb\U0001f1f7"
        first = f"{family} d\u00e9j\u00e0 vu: the ma\u00f1ana d\u00e9sk"
        second = f"D\u00e9j\u00e0 vu {flag} e\u0301clair, the ma\u00f1ana d\u00e9sk \u4e16\u754c"
        session = Session()
        session.observe("client", first)
        report = session.observe("agent", second)
        found = report.evidence("mirrored") + report.evidence("expression")
        self.assertTrue(found)
        for each in found:
            assert each.start is not None and each.end is not None
            self.assertEqual(second[each.start : each.end], each.text)
            cut = second.encode()[each.byte_start : each.byte_end].decode()
            self.assertEqual(cut, each.text)
        self.assertIn("ma\u00f1ana", report.mirrored_words)

    def test_each_kind_has_its_details(self) -> None:
        config = {
            "glossary": [{"id": "parcel", "terms": ["box", "parcel"]}],
            "patterns": [{"name": "thanks", "regex": "thank you", "effect": "act"}],
        }
        session = Engine(config).session()
        client = "where is my box? it had an urgent stamp"
        session.observe("client", client)
        report = session.observe("agent", "thank you, the parcel had an urgent label")
        by_kind = {each.kind: each for each in report.evidence()}
        self.assertEqual(set(by_kind), {"expression", "mirrored", "missed", "diverged", "pattern"})
        self.assertEqual(by_kind["diverged"].details["theirs"], "box")
        self.assertEqual(by_kind["diverged"].text, "parcel")
        self.assertEqual(by_kind["mirrored"].details, {"lag": 1})
        self.assertEqual(by_kind["pattern"].text, "thank you")
        self.assertIn("salience", by_kind["missed"].details)
        self.assertIn("initiator", by_kind["expression"].details)

    def test_a_missed_term_stands_in_the_turn_of_the_other(self) -> None:
        client = "\u00ab my violin"
        session = Session()
        session.observe("client", client)
        report = session.observe("agent", "Which one?")
        (missed,) = report.evidence("missed")
        self.assertEqual((missed.turn, missed.text, missed.start), (0, "violin", None))
        self.assertEqual(report.missed_terms, ["violin"])
        for texts in ([client], {0: client}):
            (missed,) = report.evidence("missed", texts=texts)
            self.assertEqual((missed.start, missed.end, missed.text), (5, 11, "violin"))

    def test_without_the_text_places_are_in_bytes_only(self) -> None:
        data = b"client\ta lamp\nagent\ta \xc3\xa9 lamp\n"
        (dialogue,) = lingsync.analyse_jsonl(data)
        (lamp,) = dialogue.turns[1].evidence("mirrored")
        self.assertEqual((lamp.start, lamp.text, lamp.byte_start), (None, None, 5))
        texts = ["a lamp", "a \u00e9 lamp"]
        (lamp,) = dialogue.turns[1].evidence("mirrored", texts=texts)
        self.assertEqual((lamp.start, lamp.text), (4, "lamp"))

    def test_a_text_that_is_not_that_of_the_turn_is_refused(self) -> None:
        (dialogue,) = lingsync.analyse_jsonl(b"client\ta lamp\nagent\ta lamp\n")
        with self.assertRaises(lingsync.InvalidArgument):
            dialogue.turns[1].evidence(texts=["x", "x"])

    def test_an_unknown_kind_of_evidence_is_refused(self) -> None:
        report = Session().observe(*CHAT[0])
        with self.assertRaises(lingsync.InvalidArgument):
            report.evidence("mirored")

    def test_without_retention_missed_terms_have_no_text(self) -> None:
        session = Engine({"retention": "none"}).session()
        session.observe("client", "my violin")
        report = session.observe("agent", "Which one?")
        self.assertEqual([each.text for each in report.evidence("missed")], [None])
        self.assertEqual(report.missed_terms, [])


class PlacesTest(unittest.TestCase):
    TEXT = "a\u00e9\u4e16\U0001f600e\u0301z"

    def test_places_in_bytes_and_characters_are_each_others_inverse(self) -> None:
        size = len(self.TEXT)
        spans = [(start, end) for start in range(size + 1) for end in range(start, size + 1)]
        self.assertEqual(char_spans(self.TEXT, byte_spans(self.TEXT, spans)), spans)

    def test_surrogates_count_as_three_bytes_each(self) -> None:
        text = "a\ud800\udc00b"
        self.assertEqual(byte_spans(text, [(0, 4), (3, 4)]), [(0, 8), (7, 8)])
        self.assertEqual(char_spans(text, [(1, 4), (7, 8)]), [(1, 2), (3, 4)])

    def test_places_within_a_character_are_refused(self) -> None:
        for span in ((2, 3), (0, 2), (3, 2), (-1, 1), (0, 99)):
            with self.assertRaises(lingsync.InvalidArgument):
                char_spans(self.TEXT, [span])
        for span in ((3, 2), (-1, 1), (0, 99)):
            with self.assertRaises(lingsync.InvalidArgument):
                byte_spans(self.TEXT, [span])

    def test_no_places_give_no_places(self) -> None:
        self.assertEqual((char_spans("x", []), byte_spans("x", [])), ([], []))


if __name__ == "__main__":
    unittest.main()
