"""What the tests share. Imported first: it settles which ``lingsync`` is tested.

The package beside the tests has a library only if it was installed in place; otherwise the
installed package is tested, even from within this folder.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parent

if not (SOURCE / "lingsync" / "_library").is_dir() and "LINGSYNC_LIBRARY" not in os.environ:
    sys.path[:] = [folder for folder in sys.path if Path(folder or ".").resolve() != SOURCE]

# A short support chat, written for these tests.
CHAT = (
    ("client", "The lamp I bought flickers, can I swap the lamp?"),
    ("agent", "A lamp that flickers can be swapped within a month."),
    ("client", "Good. Where do I send the old lamp? \U0001f4a1"),
    ("agent", "Send the old lamp to our workshop, caf\u00e9 side entrance."),
)


def observed(session: Any, chat: Any = CHAT) -> list[Any]:
    """The reports of a chat."""
    return [session.observe(role, text) for role, text in chat]
