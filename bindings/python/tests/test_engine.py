import copy
import pickle
import unittest
from collections import ChainMap
from typing import Any

from support import CHAT, observed

import lingsync
from lingsync import Engine, Session

KEY = b"sixteen secrets!"
KEYED = {"retention": "keyed"}


class ConfigTest(unittest.TestCase):
    def test_settings_left_out_keep_their_defaults(self) -> None:
        config = Engine({"lexical": {"window_tokens": 4096}}).config
        self.assertEqual(config["lexical"]["window_tokens"], 4096)
        self.assertEqual(config["lexical"]["max_run_tokens"], 4096)
        self.assertEqual(config["retention"], "keep")

    def test_any_mapping_will_do(self) -> None:
        engine = Engine(ChainMap({"detail": "full"}, {"strict": True}))
        self.assertEqual((engine.config["detail"], engine.config["strict"]), ("full", True))

    def test_wrong_settings_are_named(self) -> None:
        wrong: list[tuple[dict[str, Any], str]] = [
            ({"lexicl": {}}, "lexicl"),
            ({"lexical": {"max_run_tokens": 5}}, "max_run_tokens = 5"),
            ({"language": "x"}, "language"),
            ({"patterns": [{"name": "a", "regex": "(", "effect": "mask"}]}, "pattern"),
            ({"limits": {"max_evidence": float("nan")}}, "JSON"),
        ]
        for config, part in wrong:
            with self.assertRaisesRegex(lingsync.InvalidConfig, part):
                Engine(config)

    def test_what_is_no_mapping_is_a_type_error(self) -> None:
        wrong: list[Any] = ["{}", [], 5, b"{}"]
        for config in wrong:
            with self.assertRaises(TypeError):
                Engine(config)

    def test_sessions_without_an_engine_share_one(self) -> None:
        self.assertIs(Session().engine, Session().engine)

    def test_the_pack_is_that_of_the_reports(self) -> None:
        engine = Engine()
        self.assertEqual(engine.session().observe("client", "hello")["pack"], engine.pack)
        self.assertEqual(repr(engine), f"<lingsync.Engine {engine.pack}>")


class KeyTest(unittest.TestCase):
    def test_a_key_keeps_words_out_of_reports_and_snapshots(self) -> None:
        session = Engine(KEYED, key=KEY).session()
        session.observe("client", "my violin")
        report = session.observe("agent", "Which one?")
        self.assertEqual([each["term"] for each in report["lexical"]["missed"]], [None])
        self.assertNotIn(b"violin", session.snapshot())

    def test_a_snapshot_needs_the_key_it_was_made_with(self) -> None:
        session = Engine(KEYED, key=KEY).session()
        observed(session)
        self.assertEqual(Engine(KEYED, key=KEY).restore(session.snapshot()).turns, 4)
        with self.assertRaises(lingsync.KeyMismatch):
            Engine(KEYED, key=KEY[::-1]).restore(session.snapshot())

    def test_a_key_has_sixteen_bytes(self) -> None:
        for key in (b"", b"short", KEY + b"!"):
            with self.assertRaises(lingsync.InvalidArgument):
                Engine(KEYED, key=key)
        wrong: Any = KEY.decode()
        with self.assertRaises(TypeError):
            Engine(KEYED, key=wrong)
        with self.assertRaises(lingsync.InvalidConfig):
            Engine(KEYED)

    def test_the_key_is_in_nothing_that_can_be_read(self) -> None:
        engine = Engine(KEYED, key=KEY)
        session = engine.session()
        seen = repr((engine, session, engine.config, vars(engine), vars(session)))
        self.assertNotIn("sixteen", seen)
        self.assertNotIn(KEY, session.snapshot())


class PickleTest(unittest.TestCase):
    def test_an_engine_is_pickled_by_its_settings(self) -> None:
        engine = Engine({"detail": "full"})
        again = pickle.loads(pickle.dumps(engine))
        self.assertEqual((again.config, again.pack), (engine.config, engine.pack))

    def test_a_session_goes_on_where_it_was_pickled(self) -> None:
        for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
            session = Engine({"lexical": {"max_missed": 2}}).session()
            observed(session, CHAT[:3])
            again = pickle.loads(pickle.dumps(session, protocol))
            self.assertEqual(again.observe(*CHAT[3]), session.observe(*CHAT[3]))

    def test_sessions_pickled_together_share_their_engine(self) -> None:
        engine = Engine()
        one, two = pickle.loads(pickle.dumps([engine.session(), engine.session()]))
        self.assertIs(one.engine, two.engine)

    def test_a_key_does_not_go_into_a_pickle(self) -> None:
        engine = Engine(KEYED, key=KEY)
        for secret in (engine, engine.session(), [engine.session()]):
            with self.assertRaisesRegex(TypeError, "secret"):
                pickle.dumps(secret)

    def test_a_session_that_keeps_nothing_cannot_be_pickled(self) -> None:
        with self.assertRaises(lingsync.RetentionError):
            pickle.dumps(Engine({"retention": "none"}).session())

    def test_a_report_is_pickled_with_both_details_and_its_text(self) -> None:
        single = observed(Session())[3]
        (line,) = Session().observe_many(CHAT[:1])
        for report in (single, line):
            again = pickle.loads(pickle.dumps(report))
            self.assertEqual((again.json, again.text), (report.json, report.text))
            self.assertEqual(again.figures(), report.figures())
            self.assertEqual(again.evidence(), report.evidence())
            self.assertEqual(pickle.loads(pickle.dumps(again)), report)
        again = pickle.loads(pickle.dumps(single))
        self.assertEqual(again.to_json("full"), single.to_json("full"))

    def test_an_error_is_pickled_with_what_it_knows(self) -> None:
        with self.assertRaises(lingsync.InvalidConfig) as caught:
            Engine({"lexicl": 1})
        again = pickle.loads(pickle.dumps(caught.exception))
        self.assertIs(type(again), lingsync.InvalidConfig)
        self.assertEqual(str(again), str(caught.exception))
        self.assertEqual((again.kind, again.status), ("invalid_config", 12))

    def test_copies_of_an_engine_are_the_engine(self) -> None:
        engine = Engine(KEYED, key=KEY)
        self.assertIs(copy.copy(engine), engine)
        self.assertIs(copy.deepcopy(engine), engine)
        self.assertIs(copy.deepcopy(engine.session()).engine, engine)


if __name__ == "__main__":
    unittest.main()
