"""Which file a scan opens next."""

from __future__ import annotations

import random
from pathlib import Path

from engine.scanning.pending import LookFirst, PendingFiles
from engine.scanning.plan import PendingFile


def files(*names: str) -> list[PendingFile]:
    return [PendingFile(path.parent, path.name, 1, 1) for path in (Path("/photos", name) for name in names)]


def names(pending: PendingFiles) -> list[str]:
    return [str(file.path.relative_to("/photos")) for file in pending]


NEW, CHANGED = files("a/1", "b/1", "b/deep/2", "bb/1"), files("a/2", "b/3")


def test_without_a_wish_files_come_in_order() -> None:
    assert names(PendingFiles([NEW, [], CHANGED, []], LookFirst())) == [
        "a/1", "b/1", "b/deep/2", "bb/1", "a/2", "b/3",
    ]  # fmt: skip


def test_an_opened_folder_goes_first_but_changed_files_never_before_new_ones() -> None:
    pending = PendingFiles([NEW, CHANGED], LookFirst((Path("/photos/b"),)))
    assert names(pending) == ["b/1", "b/deep/2", "a/1", "bb/1", "b/3", "a/2"]


def test_a_wish_may_change_at_any_time() -> None:
    wish = LookFirst()
    pending = PendingFiles([NEW, CHANGED], wish)
    assert str(next(pending).path) == "/photos/a/1"
    wish.folders = (Path("/photos/bb"),)
    assert str(next(pending).path) == "/photos/bb/1"
    wish.folders = (Path("/photos/b/deep"), Path("/photos/a"))
    assert names(pending) == ["b/deep/2", "b/1", "a/2", "b/3"]


def test_whatever_is_wished_every_file_comes_once_and_its_group_in_turn() -> None:
    choice = random.Random(3)
    for _ in range(200):
        groups = [
            files(*(f"{choice.choice('abc')}/{group} {number}" for number in range(choice.randrange(9))))
            for group in range(3)
        ]
        wish = LookFirst()
        pending = PendingFiles(groups, wish)
        came: list[PendingFile] = []
        while len(pending):
            if choice.random() < 0.3:
                wish.folders = tuple(
                    Path("/photos", choice.choice("abc")) for _ in range(choice.randrange(3))
                )
            came.append(next(pending))
        ends = [0, len(groups[0]), len(groups[0]) + len(groups[1]), len(came)]
        for group, start, end in zip(groups, ends, ends[1:], strict=False):
            assert sorted(came[start:end], key=str) == sorted(group, key=str)
