"""Many files at once: files, folders and zip files as a list of files to check one after the other. One that is refused stops no other."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError

from loaders.files import opening
from loaders.files.opening import MEGABYTE, TEXT_TABLES, Refusal, refusal
from loaders.findings import Finding

FILES = 200
TOGETHER = 60 * MEGABYTE
"""Of the files that one person hands in and has not accepted: three of the largest, or 200 ordinary ones."""
UNPACKED_SIZE = opening.UNPACKED_SIZE
DIRECTORY_SIZE = MEGABYTE
"""Of a zip's directory, which is read as a whole: enough for 200 files with the longest names that anybody gives."""
NAME = 200
"""Characters of a name that are kept, the last ones."""

WORKBOOKS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".ods")
"""Spreadsheets: those of them that are not read are refused in words that say what to do."""
READ = frozenset({*WORKBOOKS, *TEXT_TABLES})
ARCHIVE = ".zip"
DOCUMENT_PARTS = frozenset({"[Content_Types].xml", "mimetype"})
"""What tells a document, which is a zip too, from files that somebody zipped: ECMA-376 part 2, and OpenDocument 1.2 part 3."""
HELPERS = ("~$", ".")
MAC_FOLDER = "__MACOSX"

END, END_SIZE = b"PK\x05\x06", 22
END_64, END_64_SIZE = b"PK\x06\x07", 20
LONGEST_COMMENT = 65_535


@dataclass(frozen=True)
class Given:
    """A file that came in: what its sender calls it, and where it can be read, or why it is not."""

    name: str
    path: Path | None = None
    refusal: Refusal | None = None

    @property
    def finding(self) -> Finding | None:
        """The refusal as a check says it: an error, or information about a file that is only skipped."""
        refused = self.refusal
        return refused and Finding.of(refused, PurePosixPath(self.name).name)

    @property
    def is_skipped(self) -> bool:
        return self.finding is not None and self.finding.severity != "error"


@dataclass
class _Unpacking:
    """Where the files of zips are put: under numbers, never under a name that comes with them."""

    folder: Path
    count: int = 0

    def put(self, content: bytes, ending: str) -> Path:
        """The file's path; what another upload has put there stays."""
        while True:
            self.count += 1
            path = self.folder / f"{self.count}{ending}"
            if not path.exists():
                path.write_bytes(content)
                return path


def is_many(path: Path) -> bool:
    """Whether it is a folder or a zip of files rather than one file."""
    return path.is_dir() or _is_archive_file(path)


def given(paths: Sequence[Path], folder: Path) -> Iterator[Given]:
    """Every file of `paths`, in their order; folders are gone through with all that is in them, zips are unpacked into `folder`, which is
    empty. A file that is named itself is never skipped, not even when it is not there."""
    place = _Unpacking(folder)
    for path in paths:
        if path.is_dir():
            found = list(_in_folder(path, place))
            yield from found
            if all(each.is_skipped for each in found):
                yield Given(_readable(str(path)), refusal=refusal("nothing-inside"))
        elif _is_archive_file(path):
            yield from _in_archive(_readable(path.name), path, place)
        else:
            yield Given(_readable(path.name), path)


def unpacked(name: str, content: BinaryIO | bytes, folder: Path) -> list[Given]:
    """What one upload holds: itself, or the files of the zip that it is. Both are put into `folder`, under names made here."""
    source = io.BytesIO(content) if isinstance(content, bytes) else content
    place = _Unpacking(folder)
    if _is_archive(name, source):
        return list(_in_archive(_readable(name), source, place))
    source.seek(0)
    return [Given(_readable(name), place.put(source.read(), _known_ending(name)))]


def _in_folder(folder: Path, place: _Unpacking) -> Iterator[Given]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if not path.is_file() or any(part.startswith(HELPERS) for part in inside.parts[:-1]):
            continue
        name = _readable(str(Path(folder.name) / inside))
        if skipped := _skipped(inside):
            yield Given(name, refusal=skipped)
        elif path.suffix.casefold() == ARCHIVE and _is_archive_file(path):
            yield from _in_archive(name, path, place)
        else:
            yield Given(name, path)


def _in_archive(name: str, source: Path | BinaryIO, place: _Unpacking) -> Iterator[Given]:
    with ZipFile(source) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        read = [member for member in members if not _skipped(_path_of(member))]
        if len(read) > FILES or len(members) > opening.PARTS:
            yield Given(name, refusal=refusal("too-many-files", limit=FILES))
            return
        if sum(member.file_size for member in read if member.file_size <= opening.FILE_SIZE) > UNPACKED_SIZE:
            yield Given(name, refusal=refusal("unpacked", limit=UNPACKED_SIZE // MEGABYTE))
            return
        if not read:
            yield Given(name, refusal=refusal("nothing-inside"))
        for member in members:
            yield _member(name, archive, member, place)


def _member(name: str, archive: ZipFile, member: ZipInfo, place: _Unpacking) -> Given:
    path = _path_of(member)
    full_name = _readable(f"{name}/{path}")
    if refused := _skipped(path) or _refused(path, member):
        return Given(full_name, refusal=refused)
    try:
        with archive.open(member) as source:
            content = source.read(opening.FILE_SIZE + 1)
    except (BadZipFile, ZlibError, EOFError, NotImplementedError, ValueError):
        return Given(full_name, refusal=refusal("damaged"))
    return Given(full_name, place.put(content, _known_ending(path.name)))


def _path_of(member: ZipInfo) -> PurePosixPath:
    """Only ever looked at: nothing is written to it."""
    return PurePosixPath(member.filename.replace("\\", "/"))


def _skipped(path: PurePath) -> Refusal | None:
    """For what nobody meant to hand in."""
    if path.name.startswith(HELPERS) or MAC_FOLDER in path.parts:
        return Refusal("unused-sheet", "helper-file")
    if path.suffix.casefold() not in {*READ, ARCHIVE}:
        return Refusal("unused-sheet", "file")
    return None


def _refused(path: PurePosixPath, member: ZipInfo) -> Refusal | None:
    """What the zip's directory alone says about one of its files."""
    if path.suffix.casefold() == ARCHIVE:
        return refusal("nested-zip")
    if member.flag_bits & 1:
        return refusal("password")
    if opening.is_bomb(member):
        return refusal("bomb")
    if member.file_size > opening.FILE_SIZE:
        return refusal("file", limit=opening.FILE_SIZE // MEGABYTE)
    return None if member.compress_type in (ZIP_STORED, ZIP_DEFLATED) else refusal("damaged")


def _is_archive_file(path: Path) -> bool:
    try:
        with path.open("rb") as source:
            return _is_archive(path.name, source)
    except OSError:
        # Whoever reads it says what is wrong.
        return False


def _is_archive(name: str, source: BinaryIO) -> bool:
    """Whether it is files that somebody zipped. What calls itself a spreadsheet, or has a document's parts, is one file, damaged or not;
    so is what is no zip that `zipfile` could go through cheaply."""
    if Path(name).suffix.casefold() in READ or not 0 < _directory_size(source) <= DIRECTORY_SIZE:
        return False
    try:
        with ZipFile(source) as archive:
            return not DOCUMENT_PARTS & set(archive.namelist())
    except (BadZipFile, NotImplementedError, ValueError):
        return False


def _directory_size(source: BinaryIO) -> int:
    """Bytes of the zip's directory, by its end record (APPNOTE.TXT 4.3.16), found as `zipfile` finds it; 0 where there is none, or where
    the larger record of zip64 says it."""
    size = source.seek(0, 2)
    source.seek(max(0, size - END_64_SIZE - END_SIZE - LONGEST_COMMENT))
    tail = source.read()
    source.seek(0)
    place = len(tail) - END_SIZE if tail[-END_SIZE:].startswith(END) else tail.rfind(END)
    if place < 0 or tail[:place][-END_64_SIZE:].startswith(END_64):
        return 0
    return int.from_bytes(tail[place + 12 : place + 16], "little")


def _known_ending(name: str) -> str:
    ending = Path(name).suffix.casefold()
    return ending if ending in READ else ".xlsx"


def _readable(name: str) -> str:
    """A name as it may be shown: without characters that nobody sees, and no longer than people give."""
    return "".join(character if character.isprintable() else "\ufffd" for character in name)[-NAME:]
