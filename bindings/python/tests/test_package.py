"""The package around the library: errors, loading, frames, build files."""

import importlib.util
import os
import re
import subprocess
import sys
import unittest
from pathlib import Path
from typing import Any
from unittest import mock

from support import CHAT, SOURCE, observed

import lingsync
from lingsync import Session, _native, errors


def run(code: str) -> tuple[int, bytes, bytes]:
    """Runs a program of its own with the package that is tested: its status and what it says."""
    folder = str(Path(lingsync.__file__).parent.parent)
    environment = {**os.environ, "PYTHONPATH": folder}
    command = [sys.executable, "-X", "dev", "-c", code]
    done = subprocess.run(command, capture_output=True, check=False, cwd=folder, env=environment)
    return done.returncode, done.stdout, done.stderr


class ErrorsTest(unittest.TestCase):
    def test_every_status_of_the_library_has_its_exception(self) -> None:
        for status in (*range(2, 7), *range(10, 23)):
            name = _native.text_of(_native.lib.status_name(status))
            error = errors.error_of(status, name, "message", None)
            self.assertNotEqual(name, "unknown")
            self.assertIsNot(type(error), lingsync.LingsyncError)
            if status != 5:
                self.assertEqual((error.default_kind, error.default_status), (name, status))
                self.assertIs(type(errors.error_of_kind(name, "")), type(error))

    def test_an_unknown_status_is_the_base_class(self) -> None:
        error = errors.error_of(99, "unknown", "message", 7)
        self.assertIs(type(error), lingsync.LingsyncError)
        self.assertEqual((error.status, error.kind, error.offset), (99, "unknown", 7))
        self.assertIs(type(errors.error_of_kind("new_kind", "")), lingsync.LingsyncError)

    def test_every_exception_is_public_and_documented(self) -> None:
        kinds = [each for each in vars(errors).values() if isinstance(each, type)]
        for kind in kinds:
            if issubclass(kind, lingsync.LingsyncError):
                self.assertIs(getattr(lingsync, kind.__name__), kind)
                self.assertTrue(kind.__doc__)

    def test_an_error_says_where_in_the_input_it_is(self) -> None:
        with self.assertRaises(lingsync.LingsyncError) as caught:
            Session().observe_jsonl(b"client\thello\nagent\t\xff")
        self.assertIsInstance(caught.exception.offset, int)


class LoadTest(unittest.TestCase):
    def test_a_library_that_is_not_there_is_an_import_error(self) -> None:
        with self.assertRaisesRegex(ImportError, "LINGSYNC_LIBRARY"):
            _native.load(Path("no such library"))

    def test_a_file_that_is_no_library_is_an_import_error(self) -> None:
        with self.assertRaisesRegex(ImportError, "cannot be loaded"):
            _native.load(Path(__file__))

    def test_a_library_of_another_abi_is_an_import_error(self) -> None:
        library = mock.MagicMock()
        library.lingsync_abi_version.return_value = 999
        with self.assertRaisesRegex(ImportError, "ABI 999, this package needs ABI 1"):
            _native.Library(library, library)

    def test_a_library_without_a_function_is_an_import_error(self) -> None:
        library = mock.MagicMock()
        library.lingsync_abi_version.return_value = _native.ABI_VERSION
        del library.lingsync_session_forget
        with self.assertRaisesRegex(ImportError, "do not fit together"):
            _native.Library(library, library)

    def test_the_version_is_that_of_the_library(self) -> None:
        self.assertEqual(lingsync.__version__, _native.lib.version().decode())

    def test_importing_the_package_imports_nothing_heavy(self) -> None:
        code = "import sys; import lingsync; print('pandas' in sys.modules, 'numpy' in sys.modules)"
        self.assertEqual(run(code), (0, b"False False\n", b""))

    def test_a_program_may_end_with_everything_alive(self) -> None:
        code = (
            "import lingsync, threading\n"
            "session = lingsync.Session()\n"
            "report = session.observe('client', 'hello')\n"
            "lines = lingsync.analyse_jsonl(b'client\\thello\\nagent\\thello')\n"
            "session.cycle = [session, report, lines]\n"
            "call = lambda: [session.observe('client', 'x') for _ in range(2000)]\n"
            "threading.Thread(target=call, daemon=True).start()\n"
        )
        self.assertEqual(run(code), (0, b"", b""))


@unittest.skipUnless((SOURCE.parent.parent / "Cargo.toml").is_file(), "not in the repository")
class RepositoryTest(unittest.TestCase):
    ROOT = SOURCE.parent.parent

    def test_the_versions_agree(self) -> None:
        def version(path: Path) -> Any:
            found = re.search(r'^version = "(.*)"', path.read_text("utf-8"), re.M)
            return found and found.group(1)

        self.assertEqual(version(self.ROOT / "Cargo.toml"), version(SOURCE / "pyproject.toml"))

    def test_the_licences_are_those_of_the_crate(self) -> None:
        for name in ("LICENSE-MIT", "LICENSE-APACHE", "NOTICE"):
            self.assertEqual((self.ROOT / name).read_bytes(), (SOURCE / name).read_bytes())

    def test_the_figures_are_those_of_the_header(self) -> None:
        from lingsync import _figures

        header = (self.ROOT / "include" / "lingsync.h").read_text("utf-8")
        header = re.sub(r"//.*", "", header)
        body = re.search(r"struct lingsync_turn_figures \{(.*?)\}", header, re.S)
        assert body is not None
        names = re.findall(r"(\w+)(?:\[16\])?;", body.group(1))
        self.assertEqual(names, [*_figures._PLACES, "reasons"])
        for prefix, known in (
            ("RESPONSE", _figures.RESPONSES),
            ("REPAIR", _figures.REPAIRS),
            ("STANCE", _figures.STANCES),
            ("SEVERITY", _figures.SEVERITIES),
        ):
            found = re.findall(rf"LINGSYNC_{prefix}_(\w+) = (\d+)", header)
            found = [(name.lower(), int(code)) for name, code in found]
            self.assertEqual(found, [(name, code) for code, name in enumerate(known[:-1])])


@unittest.skipUnless(importlib.util.find_spec("pandas"), "pandas is not installed")
class FrameTest(unittest.TestCase):
    def test_a_frame_has_a_row_a_turn_and_nan_where_undefined(self) -> None:
        session = Session()
        reports = [*observed(session), session.observe("client", "\U0001f44d")]
        frame = lingsync.frame(reports)
        self.assertEqual(list(frame["turn"]), [0, 1, 2, 3, 4])
        self.assertEqual(list(frame["role"]), ["client", "agent"] * 2 + ["client"])
        self.assertEqual(frame["shared_repetition"].isna().tolist(), [False] * 4 + [True])
        # A gap is that of an agent turn that answers a client.
        self.assertEqual(
            frame["warmth_to_target"].isna().tolist(), [True, False, True, False, True]
        )
        self.assertEqual(frame["mirrored"].sum(), sum(each.mirrored for each in reports))

    def test_dialogues_have_their_name_in_the_first_column(self) -> None:
        data = b'{"id": "a", "turns": [{"role": "user", "text": "x"}]}\n{"broken\n'
        frame = lingsync.frame(lingsync.analyse_jsonl(data, keep_going=True))
        self.assertEqual((frame.columns[0], list(frame["dialogue"])), ("dialogue", ["a"]))
        dialogue = lingsync.analyse([{"role": "user", "content": "x"}])
        self.assertEqual(len(dialogue.to_frame()), 1)

    def test_nothing_gives_an_empty_frame_with_its_columns(self) -> None:
        frame = lingsync.frame([])
        self.assertEqual((len(frame), "words" in frame.columns), (0, True))

    def test_what_is_no_report_is_a_type_error(self) -> None:
        wrong: Any = [5]
        with self.assertRaises(TypeError):
            lingsync.frame(wrong)


class NoPandasTest(unittest.TestCase):
    def test_without_pandas_a_frame_is_a_clear_import_error(self) -> None:
        without = mock.patch.dict(sys.modules, {"pandas": None})
        with without, self.assertRaisesRegex(ImportError, "pip install pandas"):
            lingsync.frame(observed(Session(), CHAT[:1]))


if __name__ == "__main__":
    unittest.main()
