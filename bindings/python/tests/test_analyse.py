import gzip
import json
import tempfile
import unittest
from collections import ChainMap
from pathlib import Path
from typing import Any

from support import CHAT, observed

import lingsync
from lingsync import Engine, Session
from lingsync._lines import Lines

MESSAGES: list[dict[str, Any]] = [
    {"role": "system", "content": "You repair lamps."},
    {"role": "user", "content": CHAT[0][1]},
    {"role": "assistant", "content": None, "tool_calls": [{"id": "1"}]},
    {"role": "tool", "content": "{}"},
    {"role": "assistant", "content": [{"type": "text", "text": CHAT[1][1]}]},
    {"role": "user", "content": CHAT[2][1]},
    {"role": "assistant", "content": CHAT[3][1]},
]


def dialogue_line(name: str) -> str:
    turns = [{"role": role, "text": text} for role, text in CHAT]
    return json.dumps({"id": name, "turns": turns})


class MessagesTest(unittest.TestCase):
    def test_chat_messages_give_the_reports_of_a_session(self) -> None:
        dialogue = lingsync.analyse(MESSAGES)
        session = Session()
        self.assertEqual(
            [each.json for each in dialogue.turns], [r.json for r in observed(session)]
        )
        self.assertEqual((dialogue.skipped, dialogue.roles_assumed), (3, False))
        self.assertEqual(dialogue.summary, session.summary())
        self.assertIsNone(dialogue.error)

    def test_the_texts_of_the_turns_are_at_hand(self) -> None:
        for messages in (MESSAGES, {"messages": MESSAGES}, tuple(MESSAGES), iter(MESSAGES)):
            dialogue = lingsync.analyse(messages)
            self.assertEqual([each.text for each in dialogue.turns], [text for _, text in CHAT])
        self.assertIn("lamp", dialogue.turns[3].mirrored_words)

    def test_the_parts_of_a_content_are_joined_as_the_library_does(self) -> None:
        parts: list[Any] = [
            {"type": "text", "text": "caf\u00e9"},
            {"type": "image_url", "image_url": {}},
            "lamp",
            {"type": "input_text", "text": "blue"},
        ]
        messages = [{"role": "user", "content": parts}, {"role": "assistant", "content": "a lamp"}]
        (first, second) = lingsync.analyse(messages).turns
        self.assertEqual((first.text, first.words), ("caf\u00e9\nlamp\nblue", 3))
        self.assertEqual(second.mirrored_words, ["lamp"])

    def test_labels_are_read_as_the_library_reads_them(self) -> None:
        messages = [
            {"speaker": "System:", "text": "left out"},
            {"role": "", "speaker": "Ana", "text": "a lamp"},
            {"speaker": "Bo:", "text": "the \u00e9 lamp"},
            {"role": "Developer", "content": "left out"},
        ]
        dialogue = lingsync.analyse({"turns": messages})
        self.assertTrue(dialogue.roles_assumed)
        self.assertEqual([each.text for each in dialogue.turns], ["a lamp", "the \u00e9 lamp"])
        self.assertEqual(dialogue.turns[1].mirrored_words, ["lamp"])

    def test_any_mapping_is_a_message(self) -> None:
        dialogue = lingsync.analyse([ChainMap({"role": "user"}, {"content": "a lamp"})])
        self.assertEqual([each.text for each in dialogue.turns], ["a lamp"])

    def test_detail_and_lexicon_can_be_asked_for(self) -> None:
        dialogue = lingsync.analyse(MESSAGES, detail="full", lexicon=True)
        self.assertIn("reuse", dialogue.turns[0]["lexical"])
        lexicon = dialogue.lexicon
        assert lexicon is not None
        self.assertEqual(lexicon, json.loads(dialogue.json)["lexicon"])
        self.assertIsNone(lingsync.analyse(MESSAGES).lexicon)

    def test_what_is_no_conversation_is_refused(self) -> None:
        wrong: list[Any] = [{}, {"messages": 5}, {"a": 1}, [5], [{"role": "user"}], [[], []]]
        for messages in wrong:
            with self.assertRaises(lingsync.InvalidTranscript):
                lingsync.analyse(messages)
        empty: list[Any] = [[], {"messages": []}]
        for nothing in empty:
            self.assertEqual(lingsync.analyse(nothing).turns, [])
        no_lists: list[Any] = ["hello", b"hello", 5, None]
        for messages in no_lists:
            with self.assertRaises(TypeError):
                lingsync.analyse(messages)

    def test_a_text_given_for_a_path_is_refused_without_its_words(self) -> None:
        for text in ('{"id": "marmalade"}', "[marmalade]", "user\tmarmalade\nbot\thello"):
            with self.assertRaises(lingsync.InvalidArgument) as caught:
                lingsync.analyse_jsonl(text)
            self.assertNotIn("marmalade", str(caught.exception))

    def test_the_line_of_a_turn_is_what_the_library_wrote(self) -> None:
        dialogue = lingsync.analyse(MESSAGES)
        inner = ",".join(each.json for each in dialogue.turns)
        self.assertIn(f'"turns":[{inner}],"summary"', dialogue.json)
        self.assertEqual(dialogue.data, json.loads(dialogue.json))


class JsonLinesTest(unittest.TestCase):
    LINES = "\n".join(dialogue_line(name) for name in "abc").encode()

    def test_every_dialogue_comes_in_its_turn(self) -> None:
        dialogues = list(lingsync.analyse_jsonl(self.LINES))
        self.assertEqual([each.id for each in dialogues], ["a", "b", "c"])
        self.assertEqual(len({each.turns[3].json for each in dialogues}), 1)
        self.assertIsNone(dialogues[0].turns[0].text)

    def test_what_is_not_looked_at_is_not_decoded(self) -> None:
        (dialogue, *_) = lingsync.analyse_jsonl(self.LINES)
        self.assertIsNone(dialogue._members)

    def test_a_path_bytes_and_gzip_are_the_same(self) -> None:
        expected = [each.json for each in lingsync.analyse_jsonl(self.LINES)]
        with tempfile.TemporaryDirectory() as folder:
            plain, packed = Path(folder) / "chat.jsonl", Path(folder) / "chat"
            plain.write_bytes(self.LINES)
            packed.write_bytes(gzip.compress(self.LINES[:50]) + gzip.compress(self.LINES[50:]))
            sources: list[Any] = [plain, str(plain), packed, bytearray(self.LINES)]
            sources += [memoryview(self.LINES), gzip.compress(self.LINES)]
            for source in sources:
                found = [each.json for each in lingsync.analyse_jsonl(source)]
                self.assertEqual(found, expected)

    def test_a_bomb_is_stopped_at_the_bound(self) -> None:
        bomb = gzip.compress(b" " * (64 << 20))
        self.assertLess(len(bomb), 1 << 17)
        with self.assertRaises(lingsync.LimitExceeded):
            lingsync.analyse_jsonl(bomb, max_bytes=1 << 20)
        with self.assertRaises(lingsync.LimitExceeded):
            lingsync.analyse_jsonl(self.LINES, max_bytes=len(self.LINES) - 1)
        self.assertEqual(
            len(list(lingsync.analyse_jsonl(self.LINES, max_bytes=len(self.LINES)))), 3
        )

    def test_broken_gzip_is_an_invalid_transcript(self) -> None:
        packed = gzip.compress(self.LINES)
        for broken in (
            packed[:-3],
            packed[:20],
            packed[:2],
            packed[:40] + b"\0" * 40,
            packed + b"x",
        ):
            with self.assertRaises(lingsync.InvalidTranscript):
                lingsync.analyse_jsonl(broken)

    def test_what_is_neither_path_nor_bytes_is_a_type_error(self) -> None:
        for source in (None, 5, ["a"], object()):
            wrong: Any = source
            with self.assertRaises(TypeError):
                lingsync.analyse_jsonl(wrong)
        with self.assertRaises(FileNotFoundError):
            lingsync.analyse_jsonl("no such file.jsonl")

    def test_an_unreadable_line_stops_everything_or_stands_at_its_place(self) -> None:
        data = self.LINES.replace(dialogue_line("b").encode(), b'{"id": "b", "turns": 5}')
        with self.assertRaises(lingsync.InvalidTranscript):
            lingsync.analyse_jsonl(data)
        first, second, third = lingsync.analyse_jsonl(data, keep_going=True)
        self.assertEqual((first.error, third.id), (None, "c"))
        self.assertIsInstance(second.error, lingsync.InvalidTranscript)
        self.assertIn('"error"', second.json)
        for name in ("id", "turns", "summary", "lexicon", "skipped", "roles_assumed"):
            with self.assertRaises(lingsync.InvalidTranscript):
                getattr(second, name)

    def test_summaries_alone_have_no_turns(self) -> None:
        for dialogue in lingsync.analyse_jsonl(self.LINES, summary_only=True, lexicon=True):
            self.assertEqual((dialogue.turns, dialogue.summary["turns"]), ([], 4))
            self.assertIsNotNone(dialogue.lexicon)

    def test_nothing_gives_nothing(self) -> None:
        self.assertEqual(list(lingsync.analyse_jsonl(b"")), [])
        self.assertEqual(list(lingsync.analyse_jsonl(b"\n \n")), [])

    def test_an_engine_has_its_own_settings(self) -> None:
        engine = Engine({"detail": "full"})
        (dialogue, *_) = engine.analyse_jsonl(self.LINES)
        self.assertIn("reuse", dialogue.turns[0]["lexical"])

    def test_long_lines_are_put_together_from_pieces(self) -> None:
        turns = [{"role": role, "text": f"{text} {n}"} for n in range(1500) for role, text in CHAT]
        lines = "\n".join(
            json.dumps({"id": f"{n}", "turns": turns[: 6000 // n]}) for n in (1, 2, 3)
        )
        results = Engine().analyse_jsonl(lines.encode())
        self.assertIsInstance(results._lines, Lines)
        rest = results._lines._rest
        assert rest is not None
        self.assertGreater(rest.length, 4 << 20)
        self.assertEqual([len(each.turns) for each in results], [6000, 3000, 2000])
        self.assertEqual((list(results), results._lines._rest), ([], None))


if __name__ == "__main__":
    unittest.main()
