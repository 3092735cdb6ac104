import threading
import time
import unittest
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from support import CHAT, observed

import lingsync
from lingsync import Engine, Session

THREADS = 8
EACH = 300


def together(call: Any) -> list[Any]:
    """What ``call`` gives in each of the threads, which start at the same time."""
    barrier = threading.Barrier(THREADS)

    def run(number: int) -> Any:
        barrier.wait()
        return call(number)

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(run, range(THREADS)))


class ThreadsTest(unittest.TestCase):
    def test_calls_on_one_session_wait_for_one_another(self) -> None:
        session = Session()

        def observe(number: int) -> list[int]:
            return [session.observe("client", f"lamp {number}").turn for _ in range(EACH)]

        numbers = sorted(turn for turns in together(observe) for turn in turns)
        self.assertEqual(numbers, list(range(THREADS * EACH)))

    def test_all_kinds_of_calls_may_come_at_the_same_time(self) -> None:
        session = Session()
        observed(session)

        def mixed(number: int) -> None:
            for _ in range(EACH // 10):
                session.observe_many(CHAT)
                session.preview(*CHAT[1], speaker=f"speaker {number}")
                session.rerank(["a lamp", "no"])
                session.summary()
                session.lexicon()
                session.clone().observe(*CHAT[0])
                Session(session.engine).close()
                session.engine.restore(session.snapshot())
                with self.assertRaises(lingsync.InvalidHint):
                    session.observe(*CHAT[0], ambiguous=9)

        together(mixed)
        self.assertEqual(session.turns, 4 + THREADS * (EACH // 10) * 4)

    def test_sessions_of_one_engine_do_not_meet(self) -> None:
        engine = Engine()
        alone = [report.json for report in observed(engine.session(), CHAT * 20)]

        def one(_: int) -> list[str]:
            return [report.json for report in observed(engine.session(), CHAT * 20)]

        for result in together(one):
            self.assertEqual(result, alone)

    def test_a_report_may_be_read_by_many_threads(self) -> None:
        report = observed(Session())[3]
        texts = together(lambda _: (report.json, report.to_json("full"), report.data["turn"]))
        self.assertEqual(len(set(texts)), 1)

    def test_closing_while_others_call_ends_in_an_error_and_no_crash(self) -> None:
        for _ in range(20):
            session = Session()

            def call(number: int, session: Session = session) -> int:
                if number == 0:
                    session.close()
                    return 0
                try:
                    for _ in range(50):
                        session.observe(*CHAT[0])
                        session.snapshot()
                except lingsync.InvalidState as error:
                    self.assertEqual(str(error), "the session is closed")
                    return 1
                return 2

            together(call)

    def test_other_threads_run_during_a_long_call(self) -> None:
        lines = "\n".join(f"{role}\t{text} {n}" for n in range(3000) for role, text in CHAT)
        stamps, done = [time.perf_counter()], threading.Event()

        def stamp() -> None:
            while not done.is_set():
                stamps.append(time.perf_counter())
                time.sleep(0.001)

        other = threading.Thread(target=stamp)
        other.start()
        start = time.perf_counter()
        Session().observe_jsonl(lines)
        took = time.perf_counter() - start
        done.set()
        other.join()
        longest = max(after - before for before, after in zip(stamps, stamps[1:]))
        self.assertLess(longest, took / 2)

    def test_an_engine_analyses_in_many_threads(self) -> None:
        data = "\n".join(f"{role}\t{text}" for role, text in CHAT * 20).encode()
        engine = Engine()
        lines = together(lambda _: [each.json for each in engine.analyse_jsonl(data)])
        self.assertEqual(len({tuple(each) for each in lines}), 1)


if __name__ == "__main__":
    unittest.main()
