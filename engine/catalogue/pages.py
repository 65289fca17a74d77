"""Reads the rows of an SQLite file page by page, also where SQLite itself refuses because pages are damaged.

After https://www.sqlite.org/fileformat2.html. Every page is taken for what it says it is; what cannot be made
out is passed over, cell by cell. Nothing is ever written.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

Value: TypeAlias = "int | float | str | bytes | None"
Row: TypeAlias = "tuple[Value, ...]"

_TABLE_LEAF, _TABLE_INNER, _INDEX_LEAF, _INDEX_INNER = 0x0D, 0x05, 0x0A, 0x02
_KINDS = (_TABLE_LEAF, _TABLE_INNER, _INDEX_LEAF, _INDEX_INNER)
_HEADER = 100  # bytes at the start of page 1
USUAL_PAGE = 4096
_DEEPEST = 40
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}  # bytes of an integer, by its serial type


@dataclass(frozen=True, slots=True)
class Cell:
    """A row of a table, or an entry of an index (then `rowid` is None and `values` holds all of it)."""

    rowid: int | None
    values: Row


class Pages:
    """The pages of `file` as its write-ahead log leaves them. Raises `OSError`. To be closed."""

    def __init__(self, file: Path, size: int | None = None) -> None:
        with file.open("rb") as opened:
            empty = not file.stat().st_size  # what has no bytes can't be mapped
            self._map = None if empty else mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
        self._data: mmap.mmap | bytes = self._map or b""
        self.size = size or page_size(file)
        self._logged = _logged(file.with_name(file.name + "-wal"), self.size)
        self.count = max([len(self._data) // self.size, *self._logged])
        self.broken: set[int] = set()  # pages met so far of which something could not be made out

    def close(self) -> None:
        if self._map is not None:
            self._map.close()

    def walk(self, root: int, met: set[int]) -> Iterator[Cell]:
        """Every cell that can be read below page `root`; the pages that were looked at are added to `met`."""
        waiting = [(root, 0)]
        while waiting:
            number, depth = waiting.pop()
            if number in met or not 1 <= number <= self.count or depth > _DEEPEST:
                continue
            met.add(number)
            if _kind(self._page(number), number) not in _KINDS:
                self.broken.add(number)
            yield from self.cells(number)
            waiting += [(child, depth + 1) for child in reversed(self._children(number))]  # in order

    def cells(self, number: int) -> Iterator[Cell]:
        """The rows or entries on one page."""
        page = self._page(number)
        kind = _kind(page, number)
        if kind in (_TABLE_LEAF, _INDEX_LEAF, _INDEX_INNER):
            for at in self._pointers(page, number):
                try:
                    yield self._cell(page, at, kind)
                except (IndexError, ValueError, struct.error):  # this one is damaged
                    self.broken.add(number)

    def unused(self) -> set[int]:
        """The pages of the free list: what they still hold was deleted."""
        free: set[int] = set()
        trunk = int.from_bytes(self._page(1)[32:36], "big")
        while 1 <= trunk <= self.count and trunk not in free:
            free.add(trunk)
            page = self._page(trunk)
            leaves = min(int.from_bytes(page[4:8], "big"), self.size // 4 - 2)
            free.update(struct.unpack_from(f">{max(leaves, 0)}I", page, 8))
            trunk = int.from_bytes(page[:4], "big")
        return free

    def _page(self, number: int) -> bytes:
        if number in self._logged:
            return self._logged[number]
        return self._data[(number - 1) * self.size : number * self.size].ljust(self.size, b"\0")

    def _pointers(self, page: bytes, number: int) -> list[int]:
        start = _HEADER if number == 1 else 0
        inner = page[start] in (_TABLE_INNER, _INDEX_INNER)
        first = start + (12 if inner else 8)
        said = int.from_bytes(page[start + 3 : start + 5], "big")
        count = min(said, (len(page) - first) // 2)
        pointers = struct.unpack_from(f">{count}H", page, first)
        good = [at for at in pointers if first + 2 * count <= at < len(page) - 3]
        if len(good) < said:
            self.broken.add(number)
        return good

    def _children(self, number: int) -> list[int]:
        page = self._page(number)
        if _kind(page, number) not in (_TABLE_INNER, _INDEX_INNER):
            return []
        start = _HEADER if number == 1 else 0
        cells = [page[at : at + 4] for at in self._pointers(page, number)]
        return [int.from_bytes(child, "big") for child in [*cells, page[start + 8 : start + 12]]]

    def _cell(self, page: bytes, at: int, kind: int) -> Cell:
        if kind == _INDEX_INNER:
            at += 4
        length, at = _varint(page, at)
        rowid = None
        if kind == _TABLE_LEAF:
            rowid, at = _varint(page, at)
            rowid -= (rowid >> 63) << 64
        return Cell(rowid, _record(self._payload(page, at, length, kind)))

    def _payload(self, page: bytes, at: int, length: int, kind: int) -> bytes:
        """The record, gathered from its overflow pages."""
        if length > len(self._data) + len(self._logged) * self.size:
            raise ValueError("longer than the file")
        least = (self.size - 12) * 32 // 255 - 23
        most = self.size - 35 if kind == _TABLE_LEAF else (self.size - 12) * 64 // 255 - 23
        here = length
        if length > most:
            here = least + (length - least) % (self.size - 4)
            here = here if here <= most else least
        parts, left = [page[at : at + here]], length - here
        following = int.from_bytes(page[at + here : at + here + 4], "big") if left else 0
        while left > 0:
            if not 1 <= following <= self.count:
                raise ValueError("the rest of the row is gone")
            rest = self._page(following)
            parts.append(rest[4 : 4 + min(left, self.size - 4)])
            left -= self.size - 4
            following = int.from_bytes(rest[:4], "big")
        return b"".join(parts)


def page_size(file: Path) -> int:
    """The bytes of a page as the file says, or as nearly all files have it."""
    with file.open("rb") as opened:
        data = opened.read(18)
    said = int.from_bytes(data[16:], "big")
    said = 65536 if said == 1 else said
    return said if said >= 512 and said & (said - 1) == 0 else USUAL_PAGE


def _logged(log: Path, size: int) -> dict[int, bytes]:
    """The pages that committed transactions left in the write-ahead log."""
    if not log.is_file():
        return {}
    data = log.read_bytes()
    salts = data[16:24]
    committed: dict[int, bytes] = {}
    open_: dict[int, bytes] = {}
    for at in range(32, len(data) - size - 23, size + 24):
        number, pages_after, here = struct.unpack_from(">II8s", data, at)
        if here != salts:  # left from before the log was begun anew
            break
        open_[number] = data[at + 24 : at + 24 + size]
        if pages_after:  # a commit
            committed.update(open_)
            open_ = {}
    return committed


def _kind(page: bytes, number: int) -> int:
    return page[_HEADER if number == 1 else 0]


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for number in range(8):
        byte = data[at + number]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + number + 1
    return value << 8 | data[at + 8], at + 9


def _record(payload: bytes) -> Row:
    """The values of a record; raises ValueError if its header and its length don't agree."""
    end, at = _varint(payload, 0)
    types = []
    while at < end:
        kind, at = _varint(payload, at)
        types.append(kind)
    values: list[Value] = []
    at = end
    for kind in types:
        value, at = _value(payload, kind, at)
        values.append(value)
    if at != len(payload):
        raise ValueError("a record of another length")
    return tuple(values)


def _value(payload: bytes, kind: int, at: int) -> tuple[Value, int]:
    if kind in (0, 8, 9):
        return (None, 0, 1)[max(kind - 7, 0)], at
    if kind in (10, 11):
        raise ValueError("no type of a stored value")
    length = _INTEGERS.get(kind, 8 if kind == 7 else (kind - 12) // 2)
    raw = payload[at : at + length]
    if len(raw) < length:
        raise ValueError("cut off")
    if kind in _INTEGERS:
        return int.from_bytes(raw, "big", signed=True), at + length
    if kind == 7:
        number: float = struct.unpack(">d", raw)[0]
        return number, at + length
    return (raw.decode() if kind % 2 else raw), at + length
