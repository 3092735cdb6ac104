import gc
import unittest
from typing import Any

from support import CHAT, observed

import lingsync
from lingsync import Engine, Session
from lingsync._encode import HINTS


class TextTest(unittest.TestCase):
    def test_a_nul_is_a_character_like_any_other(self) -> None:
        session = Session()
        session.observe("client", "blue\0lamp")
        report = session.observe("agent", "\0a blue\0 \0lamp\0")
        self.assertEqual(report.mirrored_words, ["blue", "lamp"])
        self.assertEqual(session.observe("client", "\0").words, 0)
        self.assertEqual(session.observe("client", "").words, 0)

    def test_a_lone_surrogate_counts_as_a_replacement_character(self) -> None:
        broken, whole = "blue \ud83d lamp \udc00", "blue \ufffd lamp \ufffd"
        one, two = Session(), Session()
        self.assertEqual(one.observe("client", broken), two.observe("client", whole))
        report = one.observe("agent", "\udfff\ud800 a lamp")
        (lamp,) = report.evidence("mirrored")
        self.assertEqual((lamp.start, lamp.byte_start), (5, 9))
        self.assertEqual(report.text, "\udfff\ud800 a lamp")

    def test_surrogates_are_harmless_in_every_text_argument(self) -> None:
        session = Session()
        session.observe("client", "hello", speaker="A\ud800", referent="\udc00")
        session.observe_many([{"role": "client", "text": "a\ud800b", "speaker": "\ud801"}])
        self.assertEqual(session.forget("A\ufffd").turns, 1)
        lingsync.analyse([{"role": "user", "content": "a\ud800b"}])
        Engine({"glossary": [{"id": "\ud800", "terms": ["a\udc00"]}]})
        with self.assertRaises(lingsync.InvalidArgument):
            session.observe("\ud800", "hello")

    def test_adjacent_surrogates_stay_two_so_that_places_fit_the_text(self) -> None:
        session = Session()
        session.observe("client", "lamp")
        text = "\ud83d\ude00 lamp"
        for report in (session.preview("agent", text), *session.observe_many([("agent", text)])):
            (lamp,) = report.evidence("mirrored")
            self.assertEqual((lamp.text, lamp.start), ("lamp", 3))

    def test_a_long_turn_is_refused_or_taken_as_the_limit_says(self) -> None:
        text = "a lamp and " * 200_000
        self.assertGreater(len(text), 2 << 20)
        session = Session()
        for call in (session.observe, session.preview):
            with self.assertRaises(lingsync.LimitExceeded):
                call("client", text)
        with self.assertRaises(lingsync.LimitExceeded):
            session.observe_many([("client", "hello"), ("client", text)])
        self.assertEqual(session.turns, 0)
        wide = Engine({"limits": {"max_turn_bytes": 4 << 20}}).session()
        self.assertEqual(wide.observe("client", text).words, 600_000)
        (lamp,) = wide.observe("agent", "\u00e9 lamp").evidence("mirrored")
        self.assertEqual(lamp.start, 2)

    def test_texts_that_are_no_str_are_type_errors(self) -> None:
        session = Session()
        for text in (None, b"hello", bytearray(b"hello"), 5, ["hello"], object()):
            wrong: Any = text
            for call in (session.observe, session.preview):
                with self.assertRaisesRegex(TypeError, "^text must be a str, not "):
                    call("client", wrong)
        roles: list[Any] = [None, 5, b"client", ["client"], {}]
        for role in roles:
            with self.assertRaisesRegex(TypeError, "^role must be a str or a Role, not "):
                session.observe(role, "hello")
        self.assertEqual(session.turns, 0)

    def test_a_str_of_ones_own_kind_is_a_str(self) -> None:
        class Name(str):
            __slots__ = ()

        self.assertEqual(Session().observe(Name("client"), Name("hello")).words, 1)

    def test_no_message_of_an_error_holds_the_text(self) -> None:
        engine = Engine({"limits": {"max_turn_bytes": 4}})
        with self.assertRaises(lingsync.LimitExceeded) as caught:
            engine.session().observe("client", "marmalade")
        self.assertNotIn("marmalade", str(caught.exception))


class HintTest(unittest.TestCase):
    def test_unknown_hints_are_counted_or_refused_as_configured(self) -> None:
        turn = {"role": "client", "text": "hello", "hints": {"mood": "low"}}
        session = Session()
        session.observe_many([turn])
        self.assertEqual(session.summary()["unknown_hints"], 1)
        with self.assertRaises(lingsync.InvalidHint):
            Engine({"strict": True}).session().observe_many([turn])

    def test_a_mistyped_keyword_is_a_type_error(self) -> None:
        hints: dict[str, Any] = {"langauge": "es"}
        with self.assertRaisesRegex(TypeError, "'langauge' is no hint: give speaker, at, "):
            Session().observe("client", "hello", **hints)

    def test_the_package_knows_the_hints_that_the_library_knows(self) -> None:
        for name in HINTS:
            session = Session()
            hints: dict[str, Any] = {name: None}
            session.observe("client", "hello", **hints)
            self.assertEqual(session.summary()["unknown_hints"], 0, name)
        self.assertEqual(len(HINTS), 17)

    def test_numbers_that_json_has_not_are_refused(self) -> None:
        session = Session()
        for number in (float("nan"), float("inf"), -float("inf")):
            for hints in ({"ambiguous": number}, {"series": {"pitch": number}}):
                with self.assertRaises(lingsync.InvalidHint):
                    session.observe("client", "hello", **hints)
        for number in (10**5000, 1e300, -1):
            with self.assertRaises(lingsync.InvalidHint):
                session.observe("client", "hello", tokens=number)
        self.assertEqual(session.turns, 0)

    def test_deep_nesting_is_an_error_and_no_crash(self) -> None:
        session = Session()
        for depth in (200, 100_000):
            deep: Any = []
            for _ in range(depth):
                deep = [deep]
            with self.assertRaises(lingsync.InvalidHint):
                session.observe("client", "hello", claims=deep)
            with self.assertRaises((lingsync.InvalidHint, lingsync.InvalidTranscript)):
                session.observe_many([{"role": "client", "text": "x", "hints": {"claims": deep}}])
            with self.assertRaises(lingsync.InvalidTranscript):
                lingsync.analyse([{"role": "user", "content": deep}])
            while deep:
                deep = deep.pop()

    def test_a_cycle_is_an_error(self) -> None:
        cycle: list[Any] = []
        cycle.append(cycle)
        with self.assertRaises(lingsync.InvalidHint):
            Session().observe("client", "hello", claims=cycle)

    def test_values_that_are_not_json_are_type_errors(self) -> None:
        for value in (object(), b"x", {1, 2}, Session):
            with self.assertRaises(TypeError):
                Session().observe("client", "hello", referent=value)

    def test_wrong_hints_name_the_field(self) -> None:
        with self.assertRaisesRegex(lingsync.InvalidHint, "ambiguous"):
            Session().observe("client", "hello", ambiguous="yes")
        with self.assertRaisesRegex(lingsync.InvalidHint, "exclude"):
            Session().observe("client", "h\u00e9", exclude=[{"start": 2, "end": 3}])

    def test_a_time_is_a_whole_number_of_64_bits(self) -> None:
        session = Session()
        for at in (1.5, "now", b"1"):
            wrong: Any = at
            with self.assertRaises(TypeError):
                session.observe("client", "hello", at=wrong)
        for at in (2**63, -(2**63) - 1):
            with self.assertRaises(lingsync.InvalidArgument):
                session.observe("client", "hello", at=at)
        session.observe("client", "hello", at=2**63 - 1)
        session.observe("client", "hello", at=-(2**63))

    def test_a_speaker_is_a_str_of_bounded_length(self) -> None:
        session = Session()
        wrong: Any = b"Ana"
        with self.assertRaises(TypeError):
            session.observe("client", "hello", speaker=wrong)
        with self.assertRaises(TypeError):
            session.forget(wrong)
        with self.assertRaises(lingsync.LimitExceeded):
            session.observe("client", "hello", speaker="a" * 1025)


class SnapshotTest(unittest.TestCase):
    def snapshot(self) -> bytes:
        session = Session()
        session.observe("client", "a blue lamp", speaker="Ana", at=5)
        session.observe("agent", "blue?")
        return session.snapshot()

    def test_a_snapshot_cut_anywhere_is_refused(self) -> None:
        engine, snapshot = Engine(), self.snapshot()
        for length in range(len(snapshot)):
            with self.assertRaises(lingsync.InvalidSnapshot):
                engine.restore(snapshot[:length])
        with self.assertRaises(lingsync.InvalidSnapshot):
            engine.restore(snapshot + b"\0")
        self.assertEqual(engine.restore(snapshot).snapshot(), snapshot)

    def test_a_snapshot_with_any_byte_changed_is_refused(self) -> None:
        engine, snapshot = Engine(), self.snapshot()
        for place in range(len(snapshot)):
            for change in (0x01, 0x80, 0xFF):
                broken = bytearray(snapshot)
                broken[place] ^= change
                with self.assertRaises(lingsync.LingsyncError):
                    engine.restore(broken)

    def test_a_snapshot_of_another_engine_is_refused(self) -> None:
        snapshot = self.snapshot()
        with self.assertRaises(lingsync.ConfigMismatch):
            Engine({"lexical": {"window_tokens": 4096}}).restore(snapshot)
        with self.assertRaises(lingsync.LimitExceeded):
            Engine({"limits": {"max_snapshot_bytes": 16}}).restore(snapshot)

    def test_what_is_no_snapshot_is_refused(self) -> None:
        engine = Engine()
        for data in (b"", b"\0" * 100, b"LSYN" * 30):
            with self.assertRaises(lingsync.LingsyncError):
                engine.restore(data)
        wrong: Any = "LSYN"
        with self.assertRaises(TypeError):
            engine.restore(wrong)


class Closer:
    def __init__(self, session: Session) -> None:
        self.session = session

    def __del__(self) -> None:
        self.session.close()


class ReentranceTest(unittest.TestCase):
    def test_a_finaliser_may_use_the_session_that_is_in_use(self) -> None:
        session = Session()

        class Caller:
            def __del__(self) -> None:
                observed(session, CHAT[:1])

        threshold = gc.get_threshold()
        gc.set_threshold(1)
        try:
            for _ in range(200):
                cycle: list[Any] = [Caller()]
                cycle.append(cycle)
                del cycle
                self.assertEqual(session.observe(*CHAT[1]).words, 10)
        finally:
            gc.set_threshold(*threshold)
        gc.collect()
        self.assertEqual(session.turns, 400)

    def test_a_finaliser_may_close_the_session_that_is_in_use(self) -> None:
        threshold = gc.get_threshold()
        gc.set_threshold(1)
        try:
            for _ in range(100):
                session = Session()
                cycle: list[Any] = [Closer(session)]
                cycle.append(cycle)
                del cycle
                with self.assertRaises(lingsync.InvalidState):
                    for _ in range(1000):
                        session.observe(*CHAT[1])
                        session.observe_many(CHAT[:1])
                        session.snapshot()
        finally:
            gc.set_threshold(*threshold)

    def test_objects_that_were_never_made_can_be_dropped(self) -> None:
        for kind in (Session, Engine):
            del_me = kind.__new__(kind)
            del del_me
        with self.assertRaises(lingsync.InvalidConfig):
            Engine({"nonsense": 1})
        wrong: Any = "engine"
        with self.assertRaises(TypeError):
            Session(wrong)


if __name__ == "__main__":
    unittest.main()
