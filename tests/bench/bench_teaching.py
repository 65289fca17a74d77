"""Whether people come out better with every word of the user: `python -m tests.bench.bench_teaching [SET...]`.

On a copy of a scanned library the ten largest groups get their names. Then come thirty corrections of somebody who
knows the labels, and after each everybody is grouped again. Last come twenty groupings, stricter and laxer ones:
whatever was said must stand.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import numpy as np

from engine.library import Library
from engine.people.measures import scores
from engine.types import FaceId, PersonId
from tests.bench.labelled import DATA, ROOT, labelled, who_is_who

SETS = ("celeb", "lfw")
MODEL = "sface"
NAMED, CORRECTIONS = 10, 30
ROUNDING = 1e-9
STRICTNESS = (-1.0, -0.5, 0.0, 0.5, 1.0) * 4

Correction = Callable[[], object]


def main() -> int:
    """1 if a step made people worse or a word was lost."""
    if not DATA.is_dir():
        print("  skipped: no ../shared here")
        return 0
    found = [taught(name) for name in sys.argv[1:] or SETS]
    return 0 if all(found) else 1


def taught(name: str) -> bool:
    labelled(name, MODEL)  # scans it, if that was never done
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        copy = shutil.copytree(ROOT / "build" / "bench" / name, Path(folder) / name)
        with Library(copy) as library:
            user = User(library, {face.id: who for face, who in who_is_who(library, DATA / name)})
            library.group()
            print(f"{name}, {MODEL}: {len(user.who)} faces. BCubed F when grouped {user.f():.5f}")
            steps = [user.f(), *named(library, user), *corrected(library, user)]
            return bool(min(np.diff(steps)) >= -ROUNDING) & (kept(library, user) == 0)


def named(library: Library, user: User) -> list[float]:
    """F after each name. A name alone moves nobody, unless somebody bears it already."""
    found = []
    for person in [person.id for person in library.people()][:NAMED]:
        user.give_name(person)
        library.group()
        found.append(user.f())
    print("  ten named", *(f"{f:.5f}" for f in found))
    return found


def corrected(library: Library, user: User) -> list[float]:
    """F after each correction, of the kinds in turn; fewer if nothing is wrong any more."""
    found = [user.f()]
    for kind in cycle(user.kinds):
        correction = user.next_of(kind)
        if correction is not None:
            correction()
            library.group()
            found.append(user.f())
            change = found[-1] - found[-2]
            mark = "  WORSE" * (change < -ROUNDING)
            print(f"  {len(found) - 1:3} {kind:24} {found[-1]:.5f}  {change:+.5f}{mark}", flush=True)
        if len(found) > CORRECTIONS or not any(user.next_of(each) for each in user.kinds):
            return found[1:]
    return found[1:]


def kept(library: Library, user: User) -> int:
    """How many of the user's words did not hold in some grouping."""
    user.listen()
    lost = set()
    for strictness in STRICTNESS:
        library.group(strictness=strictness)
        lost |= user.unheard()
    print(f"  of {len(user.said) + len(user.denied)} words {len(lost)} lost over {len(STRICTNESS)} groupings")
    return len(lost)


class User:
    """Somebody who knows who everybody is."""

    def __init__(self, library: Library, who: dict[FaceId, str]) -> None:
        self._library = library
        self._random = np.random.default_rng(0)
        self.who = who
        self.kinds = {
            "a stray face moved": self._move,
            "a stray face split off": self._split,
            "a piece joined": self._join,
            "a single face named": self._name_single,
            "a stray face taken out": self._take_out,
        }
        self.said: dict[FaceId, PersonId] = {}
        self.denied: set[tuple[FaceId, PersonId]] = set()

    def f(self) -> float:
        now = self._people_of()
        labels = np.array([now.get(face, -1) for face in self.who], np.int64)
        return scores(np.array(list(self.who.values())), labels).f

    def give_name(self, person: PersonId) -> None:
        """That of whom most of its faces show."""
        shown = self._shown().get(person)
        if shown:
            self._library.name_person(person, shown)

    def next_of(self, kind: str) -> Correction | None:
        """None if nothing of this kind is wrong."""
        wrong = self.kinds[kind]()
        return wrong[self._random.integers(len(wrong))] if wrong else None

    def listen(self) -> None:
        """Remember what has been said of every face until now."""
        self.said = {
            face.id: face.person_id
            for face in self._library.faces(list(self.who))
            if face.confirmed and face.person_id
        }

    def unheard(self) -> set[tuple[FaceId, PersonId]]:
        """The faces that are not whom the user said, or whom they are not."""
        now = self._people_of()
        away = {(face, person) for face, person in self.said.items() if now.get(face) != person}
        return away | {(face, person) for face, person in self.denied if now.get(face) == person}

    def _move(self) -> list[Correction]:
        """Out of a person with a name, to whom it shows."""
        bearers = self._bearers()
        return [
            lambda face=face, who=who: self._library.move_faces_to_name([face], who)
            for face, person, who in self._strayed()
            if person in bearers
        ]

    def _split(self) -> list[Correction]:
        """Off a group without a name: moving it would leave open whether the rest is to follow."""
        bearers = self._bearers()
        return [
            lambda person=person, rest=rest, theirs=theirs: self._library.split(person, [rest, theirs])
            for person, theirs, rest in self._strangers()
            if person not in bearers
        ]

    def _take_out(self) -> list[Correction]:
        return [
            lambda person=person, theirs=theirs: (
                self.denied.update((face, person) for face in theirs),
                self._library.take_out(theirs, person),
            )
            for person, theirs, _ in self._strangers()
        ]

    def _strangers(self) -> list[tuple[PersonId, list[FaceId], list[FaceId]]]:
        """Persons and groups with all the faces of somebody else in them, and with the rest of their faces: nobody
        who sees two faces of a stranger sends off one."""
        members = defaultdict(list)
        for face, person in self._people_of().items():
            members[person].append(face)
        return [
            (
                person,
                *(
                    [face for face in members[person] if (self.who[face] == who) is own]
                    for own in (True, False)
                ),
            )
            for person, who in sorted({(person, who) for _, person, who in self._strayed()})
        ]

    def _join(self) -> list[Correction]:
        homes = self._homes()
        return [
            lambda piece=piece, who=who: self._library.merge([piece], homes[who])
            for piece, who in self._shown().items()
            if homes[who] != piece
        ]

    def _name_single(self) -> list[Correction]:
        homes, now = self._homes(), self._people_of()
        return [
            lambda face=face, who=who: self._library.move_faces([face], homes[who])
            for face, who in self.who.items()
            if face not in now and who in homes
        ]

    def _strayed(self) -> list[tuple[FaceId, PersonId, str]]:
        """The faces in somebody else's group, with that and whom they show."""
        shown, now = self._shown(), self._people_of()
        return [
            (face, now[face], who)
            for face, who in self.who.items()
            if face in now and shown[now[face]] != who and face not in self.said
        ]

    def _shown(self) -> dict[PersonId, str]:
        """Whom most faces of each person show."""
        members: defaultdict[PersonId, Counter[str]] = defaultdict(Counter)
        for face, person in self._people_of().items():
            members[person][self.who[face]] += 1
        return {person: faces.most_common(1)[0][0] for person, faces in members.items()}

    def _homes(self) -> dict[str, PersonId]:
        """Of everybody the person with a name, or the largest group, that shows them."""
        sizes = Counter(self._people_of().values())
        bearers = self._bearers()
        shown = self._shown().items()
        return {who: person for person, who in sorted(shown, key=lambda i: (i[0] in bearers, sizes[i[0]]))}

    def _bearers(self) -> set[PersonId]:
        return {person.id for person in self._library.people() if person.name}

    def _people_of(self) -> dict[FaceId, PersonId]:
        faces = self._library.faces(list(self.who))
        return {face.id: face.person_id for face in faces if face.person_id is not None}


if __name__ == "__main__":
    sys.exit(main())
