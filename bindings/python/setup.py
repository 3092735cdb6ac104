"""Builds the Rust library and puts it into the package.

From the repository the crate lies two folders up; a source distribution carries it in ``rust``.
``LINGSYNC_LIBRARY`` may name a library that is already built: then nothing is compiled.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from setuptools import Distribution, setup
from setuptools.command.bdist_wheel import bdist_wheel
from setuptools.command.build_py import build_py
from setuptools.command.sdist import sdist

HERE = Path(__file__).resolve().parent
PACKAGE = "lingsync"

# What cargo needs of the crate to build the library.
CRATE = (
    "Cargo.lock",
    "README.md",
    "CHANGELOG.md",
    "LICENSE-MIT",
    "LICENSE-APACHE",
    "NOTICE",
    "src",
    "docs",
)
# What it needs as well, should the crate have it.
PERHAPS = ("build.rs", "cbindgen.toml", "include", "schema")
# Tables of its manifest whose files are left behind.
LEFT_OUT = ("[[bench]]", "[[example]]", "[[test]]")


def crate() -> Path:
    """The folder of the crate."""
    for folder in (HERE / "rust", HERE.parent.parent):
        if (folder / "Cargo.toml").is_file():
            return folder
    raise SystemExit("lingsync: the Rust crate is neither in ./rust nor two folders up")


def library_name() -> str:
    """What the shared library is called on this system; as in ``lingsync/_native.py``."""
    if sys.platform == "win32":
        return "lingsync.dll"
    return "liblingsync.dylib" if sys.platform == "darwin" else "liblingsync.so"


def library() -> Path:
    """The shared library: the one that is named, or one built now."""
    named = os.environ.get("LINGSYNC_LIBRARY")
    if not named:
        return compiled(crate())
    if not Path(named).is_file():
        raise SystemExit(f"lingsync: LINGSYNC_LIBRARY names {named}, which is no file")
    return Path(named)


def compiled(folder: Path) -> Path:
    """Runs cargo; its messages say where the library is."""
    cargo = os.environ.get("CARGO") or shutil.which("cargo")
    if cargo is None:
        raise SystemExit(
            "lingsync: cargo is not on PATH. Install Rust 1.85 or newer (https://rustup.rs), or "
            "install a ready wheel, or name a ready library in LINGSYNC_LIBRARY."
        )
    command = [cargo, "rustc", "--lib", "--release", "--locked", "--features", "capi"]
    command += ["--crate-type", "cdylib", "--message-format", "json-render-diagnostics"]
    target = os.environ.get("CARGO_TARGET_DIR") or str(folder / "target" / "python")
    environment = {
        **os.environ,
        "CARGO_TARGET_DIR": target,
        "CARGO_PROFILE_RELEASE_STRIP": "symbols",
    }
    done = subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.PIPE, check=False)
    if done.returncode:
        raise SystemExit(f"lingsync: cargo failed with {done.returncode}; its message is above")
    found = artifact(done.stdout.decode("utf-8", "replace"))
    if found is None:
        raise SystemExit("lingsync: cargo built no shared library")
    return found


def artifact(messages: str) -> Path | None:
    """The file that cargo's messages name as the shared library of the crate."""
    ending = (".so", ".dylib", ".dll")
    for line in reversed(messages.splitlines()):
        message = json.loads(line) if line.startswith("{") else {}
        if message.get("reason") == "compiler-artifact" and message["target"]["name"] == PACKAGE:
            return next(
                (Path(name) for name in message["filenames"] if name.endswith(ending)), None
            )
    return None


class BuildPy(build_py):
    """Adds the shared library to the built package; to the source package if that is editable."""

    def run(self) -> None:
        super().run()
        folder = HERE if self.editable_mode else Path(self.build_lib)
        target = folder / PACKAGE / "_library" / library_name()
        self.mkpath(str(target.parent))
        self.copy_file(str(library()), str(target), preserve_mode=False)


class Sdist(sdist):
    """Adds the crate to the source distribution."""

    def make_release_tree(self, base_dir: str, files: list[str]) -> None:
        super().make_release_tree(base_dir, files)
        source, target = crate(), Path(base_dir) / "rust"
        target.mkdir(parents=True, exist_ok=True)
        for name in (*CRATE, *PERHAPS):
            if (source / name).is_dir():
                shutil.copytree(source / name, target / name)
            elif name in CRATE or (source / name).exists():
                shutil.copy2(source / name, target / name)
        manifest = (source / "Cargo.toml").read_text("utf-8")
        (target / "Cargo.toml").write_text(library_alone(manifest), "utf-8")


def library_alone(manifest: str) -> str:
    """The manifest without the targets whose files are left behind: cargo would miss them."""
    kept: list[str] = []
    inside = False
    for line in manifest.splitlines():
        if line.startswith("["):
            inside = line.strip() in LEFT_OUT
        if not inside:
            kept.append(line)
    return "\n".join(kept) + "\n"


class BdistWheel(bdist_wheel):
    """One wheel for all versions of Python on a platform: the package is no extension module."""

    def finalize_options(self) -> None:
        super().finalize_options()
        self.root_is_pure = False

    def get_tag(self) -> tuple[str, str, str]:
        return "py3", "none", super().get_tag()[2]


class PlatformDistribution(Distribution):
    """A distribution that is not the same on every platform."""

    def has_ext_modules(self) -> bool:
        return True


setup(
    distclass=PlatformDistribution,
    cmdclass={"build_py": BuildPy, "sdist": Sdist, "bdist_wheel": BdistWheel},
)
