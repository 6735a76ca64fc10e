"""How does the text of a file get in, whatever stands at its path?"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from itertools import islice
from pathlib import Path as FilePath
from typing import BinaryIO

from solver.problems import did_you_mean
from solver.scenario.source import Fault, Place, ScenarioError, Source

MAX_BYTES = 10_000_000
"""Largest file read. All of India's results at six elections take a quarter of it."""


def read_text(path: FilePath, name: str) -> str:
    """The text of a UTF-8 file, a byte order mark taken off.

    Raises:
        ScenarioError: naming the file, and the place of the first byte that is not UTF-8.
    """
    try:
        raw = _read(path)
    except (OSError, ValueError) as error:
        raise _refused(name, f"cannot be read: {getattr(error, 'strerror', None) or error}") from None
    if isinstance(raw, str):
        raise _refused(name, raw, "standard input is '-'" if "pipe" in raw else "")
    return decode(raw, name)


def _read(path: FilePath) -> bytes | str:
    """The bytes of a regular file, or why there are none; opened unblocked, because a pipe may have
    no writer.
    """
    file = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        mode = os.fstat(file).st_mode
        if stat.S_ISDIR(mode):
            return "is a directory, not a file"
        if not stat.S_ISREG(mode):
            return "is a pipe or a device, not a file"
        with open(file, "rb", closefd=False) as stream:
            return stream.read(MAX_BYTES + 1) or b""
    finally:
        os.close(file)


def read_stream(stream: BinaryIO, name: str) -> str:
    """The text of a stream such as standard input, read no further than a file would be.

    Raises:
        ScenarioError: as `decode`.
    """
    return decode(stream.read(MAX_BYTES + 1), name)


def decode(raw: bytes, name: str) -> str:
    """UTF-8 bytes as text, a byte order mark taken off.

    Raises:
        ScenarioError: where they are not UTF-8, or too many.
    """
    if len(raw) > MAX_BYTES:
        raise _refused(name, f"is larger than {MAX_BYTES // 1_000_000} MB, which no scenario or table needs")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _refused(name, "is UTF-16, not UTF-8", "save the file as UTF-8")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8")
        source = Source(name, raw.decode("utf-8-sig", "replace"))
        message = f"byte 0x{error.object[error.start]:02x} is not UTF-8"
        raise ScenarioError([Fault(source.at(len(before)), message, "save the file as UTF-8")]) from None


def _refused(name: str, why: str, hint: str = "") -> ScenarioError:
    return ScenarioError([Fault(Place(Source(name, "")), why, hint)])


def beside(folder: FilePath, name: str) -> FilePath | tuple[str, str]:
    """The file that a scenario in `folder` names, or (what is wrong, hint); links are followed
    before they are judged.
    """
    if "\0" in name or FilePath(name).is_absolute() or not _within(folder, folder / name):
        hint = "name a file in the scenario's folder or below, by a relative path"
        return f"table '{name}' lies outside the scenario's folder", hint
    if not _exists(folder / name):
        return f"no table '{name}' beside the scenario", did_you_mean(name, sorted(islice(_tables(folder), 1_000)))
    return folder / name


def _within(folder: FilePath, file: FilePath) -> bool:
    return FilePath(os.path.realpath(file)).is_relative_to(os.path.realpath(folder))


def _exists(file: FilePath) -> bool:
    try:
        return file.exists()
    except OSError:  # a name longer than any file's
        return False


def _tables(folder: FilePath) -> Iterator[str]:
    return (str(file.relative_to(folder)) for pattern in ("*.csv", "*/*.csv") for file in folder.glob(pattern))
