"""Runs every example of the docstrings and of the README."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil
import unittest

from support import SOURCE

import lingsync

MODULES = [
    importlib.import_module(f"lingsync.{found.name}")
    for found in pkgutil.iter_modules(lingsync.__path__)
]


def load_tests(
    loader: unittest.TestLoader, tests: unittest.TestSuite, pattern: str | None
) -> unittest.TestSuite:
    """The examples, and the tests below."""
    for module in (lingsync, *MODULES):
        if ">>> " in inspect.getsource(module):
            tests.addTests(doctest.DocTestSuite(module))
    tests.addTests(doctest.DocFileSuite(str(SOURCE / "README.md"), module_relative=False))
    return tests


class DocumentationTest(unittest.TestCase):
    def test_everything_public_is_documented(self) -> None:
        for name in lingsync.__all__:
            found = getattr(lingsync, name)
            if not callable(found):
                continue
            self.assertTrue(inspect.getdoc(found), name)
            for member, value in vars(found).items() if inspect.isclass(found) else ():
                if not member.startswith("_") and (callable(value) or isinstance(value, property)):
                    self.assertTrue(inspect.getdoc(value), f"{name}.{member}")

    def test_no_name_of_a_module_is_taken_for_an_extension(self) -> None:
        names = {module.__name__.partition(".")[2] for module in MODULES}
        self.assertNotIn("liblingsync", names)
        self.assertIn("schema", names)


if __name__ == "__main__":
    unittest.main()
