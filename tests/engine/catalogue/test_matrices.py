"""Vectors that a damaged disk has cut off or spoilt are told as what they are."""

from __future__ import annotations

import numpy as np
import pytest

from engine.catalogue import embeddings, faces, scenes
from engine.catalogue.embedding_rows import EmbeddingRows
from engine.catalogue.matrices import matrix
from engine.catalogue.scene_rows import SceneRows
from engine.errors import UserProblem

MODEL = "sface"


NOT_A_NUMBER = np.full(128, [1.0, *[0.0] * 126, np.nan], "<f4").tobytes()
ENDLESS = np.full(128, [np.inf, -np.inf] * 64, "<f4").tobytes()


@pytest.mark.parametrize("left", [b"\0" * 4, b"\0" * 3, NOT_A_NUMBER, ENDLESS])
def test_a_vector_that_is_cut_off_or_spoilt_is_damage_that_the_doctor_mends(library, left):
    unit = np.eye(1, 128, dtype=np.float32)[0]
    found = [library.photo(f"{number}.jpg", vectors=[unit])[1][0] for number in range(3)]
    [person] = library.guess(found)

    def cut(writer):
        writer.execute("UPDATE embedding SET vector = ? WHERE face_id = ?", (left, found[1]))

    library.write(cut)
    rows = EmbeddingRows(library.catalogue, MODEL, 128)
    for read in (
        lambda: library.read(embeddings.vectors, MODEL),
        lambda: library.read(embeddings.vectors_of, MODEL, found),
        lambda: library.read(faces.person_faces, person, MODEL),
        lambda: rows.vectors(np.array(found)),
    ):
        with pytest.raises(UserProblem, match="doctor --repair"):
            read()


@pytest.mark.parametrize("kind", ["embedding", "scene"])
def test_vectors_that_all_have_one_wrong_length_are_damage_too(library, kind):
    photo, [face] = library.photo("a.jpg", vectors=[np.eye(1, 64, dtype=np.float32)[0]])
    library.write(scenes.add_scenes, "scenes", [(photo, np.eye(1, 64, dtype=np.float32)[0])])
    rows: EmbeddingRows | SceneRows = EmbeddingRows(library.catalogue, MODEL, 128)
    if kind == "scene":
        rows = SceneRows(library.catalogue, "scenes", 128)
    with pytest.raises(UserProblem, match="doctor --repair"):
        rows.vectors(np.array([face if kind == "embedding" else photo]))
    assert rows.vectors(np.array([99]))[1].shape == (0, 128)


def test_of_no_vectors_there_are_no_rows():
    assert matrix([]).shape == (0, 0)
