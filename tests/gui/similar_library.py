"""Libraries for the tests of the pane: one that knows painted pictures from outside, one that has scenes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from engine.catalogue import scenes
from engine.library import Library
from engine.types import SimilarAnswer, SimilarQuery, SimilarTo
from tests.gui.conftest import LEFT, RIGHT, Hands

COPIES = ("party 0.jpg", "party 1.jpg")  # as wholes these two are nearly the same
NUMBERS = 1280


class Counting(Library):
    """A real library that counts how often it is searched."""

    searches = 0

    def find_similar(self, query: SimilarQuery) -> SimilarAnswer:
        self.searches += 1
        return super().find_similar(query)


class Seeing(Counting):
    """Knows without a network where the faces of a painted picture are, and whose they are."""

    seats: tuple[str, ...] = ("a", "b")
    given: Path | bytes | None = None

    def faces_in_picture(self, picture):
        return [LEFT, RIGHT][: len(self.seats)]

    def find_similar(self, query: SimilarQuery) -> SimilarAnswer:
        """The picture stands for the faces of the first photo."""
        if query.to.picture is None:
            return super().find_similar(query)
        self.given = query.to.picture
        first = next(photo for photo in self.photos(self.photo_ids()) if photo.path.name == "party 0.jpg")
        faces = [self.faces_in(first.id)["ab".index(seat)].id for seat in self.seats]
        chosen = faces if query.to.every_face else [faces[query.to.picture_face or 0]]
        answer = super().find_similar(replace(query, to=SimilarTo(faces=tuple(chosen))))
        return replace(answer, query=query)


def window_on(qtbot, library: Library, kind: type[Library]) -> Iterator[Hands]:
    """The window on the same library, opened as one of `kind`."""
    library.close()
    with kind(library.directory) as opened:
        hands = Hands(qtbot, opened)
        yield hands
        hands.close()


def give_scenes(library: Library) -> None:
    """Write down a vector of each photo as a whole, as a scan would: each is another scene, but for `COPIES`."""
    model = library.scene_model
    assert model is not None
    copies = [photo for photo in library.photos(library.photo_ids()) if photo.path.name in COPIES]
    vectors = []
    for photo in library.photos(library.photo_ids()):
        seed = copies[0].id if photo in copies else photo.id
        vector = np.random.default_rng(int(seed)).normal(size=NUMBERS)
        vector += 0.01 * np.random.default_rng(1000 + int(photo.id)).normal(size=NUMBERS)
        vectors.append((photo.id, (vector / np.linalg.norm(vector)).astype(np.float32)))
    library._catalogue.write(lambda writer: scenes.add_scenes(writer, model, vectors))


def names_of_best(hands: Hands) -> set[int | None]:
    """Who the best three results are."""
    return {row.match.face.person_id for row in hands.window.pane.rows()[:3]}
