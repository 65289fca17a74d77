"""Suggestions, questions and calibration of a library, and what the user's answers do to them."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from engine.catalogue import embeddings, faces, files, guesses, photos, roots
from engine.errors import Cancelled, UserProblem
from engine.grouping import suggesting
from engine.library import Library
from engine.progress import CancelToken
from engine.types import Box, FaceId, PersonId, QuestionKind

MODEL = "sface"

Group = tuple[PersonId, list[FaceId]]


def add_group(library: Library, top: Path, who: int, count: int, seed: int) -> Group:
    """Faces of person `who`, each in a photo of its own; a single one belongs to nobody."""
    centre = np.random.default_rng(who).standard_normal(128)
    random = np.random.default_rng((who, seed))

    def work(writer: sqlite3.Connection) -> Group:
        roots.add_root(writer, top)
        found = []
        for number in range(count):
            path = top / f"{who}-{seed}-{number}.jpg"
            photo = photos.add_photo(
                writer, hashlib.md5(str(path).encode()).digest(), 400, 300, None, "mtcnn"
            )
            files.record_file(writer, path, 10, 20, photo)
            new = faces.NewFace(Box(0.1, 0.2, 0.2, 0.3), np.full((5, 2), 0.5, np.float32), 0.9, 0.8)
            found += faces.add_faces(writer, photo, [new])
            vector = centre + 0.7 * random.standard_normal(128)
            unit = (vector / np.linalg.norm(vector)).astype(np.float32)
            embeddings.add_embeddings(writer, MODEL, [(found[-1], unit)])
        if count == 1:
            return PersonId(0), found
        (person,) = guesses.new_groups(writer, 1).tolist()
        guesses.store_guesses(writer, np.array(found), np.full(len(found), person))
        return PersonId(person), found

    return library._catalogue.write(work)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library") as library:
        library._settings = library._settings.__class__(model=MODEL)
        yield library


@pytest.fixture
def anna(library: Library, tmp_path: Path) -> list[Group]:
    """Anna in two groups, the first of which bears her name, and once more by herself; and ten others."""
    groups = [add_group(library, tmp_path, 0, count, seed) for seed, count in enumerate((8, 5, 1))]
    library.name_person(groups[0][0], "Anna")
    for who in range(1, 11):
        person, _ = add_group(library, tmp_path, who, 6, 0)
        if who < 4:
            library.name_person(person, f"Ben {who}")
    return groups


def suggested(library: Library, who: PersonId | list[FaceId]) -> list[str | None]:
    return [each.person.name for each in library.suggestions_for(who) if each.probability > 0.5]


def asked(library: Library) -> list[tuple[QuestionKind, set[int]]]:
    """The likely questions: of which kind, about whom."""
    questions = [each for each in library.questions() if each.probability > 0.5]
    return [(each.kind, {person.id for person in each.people} | set(each.faces)) for each in questions]


def test_a_group_a_face_and_some_faces_are_suggested_to_be_who_they_are(
    library: Library, anna: list[Group]
) -> None:
    (_, _), (group, members), (_, single) = anna
    assert (
        suggested(library, group) == suggested(library, members[:2]) == suggested(library, single) == ["Anna"]
    )


def test_a_stranger_is_suggested_to_be_nobody(library: Library, anna: list[Group], tmp_path: Path) -> None:
    stranger, _ = add_group(library, tmp_path, 99, 4, 0)
    assert suggested(library, stranger) == []
    assert suggested(library, []) == []


def test_questions_settle_most_faces_first(library: Library, anna: list[Group]) -> None:
    (named, _), (group, _), (_, (face,)) = anna
    first, second = (each for each in library.questions() if each.probability > 0.5)
    assert (first.kind, [person.id for person in first.people]) == (QuestionKind.PEOPLE, [group, named])
    assert first.faces_settled == 5
    assert (second.kind, second.people[0].id, second.faces) == (QuestionKind.FACE, named, (face,))


def test_a_search_for_questions_is_given_up_and_found_anew(library: Library, anna: list[Group]) -> None:
    given_up = CancelToken()
    given_up.cancel()
    with pytest.raises(Cancelled):
        library.questions(token=given_up)
    assert library.questions()


def test_no_is_remembered_and_undo_takes_it_back(library: Library, anna: list[Group]) -> None:
    (named, _), (group, _), (_, (face,)) = anna
    of_people, of_face = (QuestionKind.PEOPLE, {group, named}), (QuestionKind.FACE, {face, named})
    library.tell_apart([group, named])
    assert of_people not in asked(library)
    assert suggested(library, group) == []
    library.take_out([face], named)
    assert of_face not in asked(library)
    assert suggested(library, [face]) == []
    library.undo()
    library.undo()
    assert asked(library) == [of_people, of_face]


def test_yes_settles_the_question(library: Library, anna: list[Group]) -> None:
    (named, _), (group, _), (_, (face,)) = anna
    library.merge([group], named)
    library.move_faces([face], named)
    assert asked(library) == []


def test_the_hidden_and_strangers_are_left_out(library: Library, anna: list[Group]) -> None:
    (named, _), (group, _), _ = anna
    library.set_strangers([group], True)
    assert all(group not in about for _, about in asked(library))
    library.set_hidden(named, True)
    assert asked(library) == []
    assert suggested(library, group) == []


def test_who_is_beside_them_in_a_photo_is_not_suggested(library: Library, anna: list[Group]) -> None:
    _, (group, members), _ = anna
    photo = library.faces(members[:1])[0].photo_id
    face = library.faces_of(anna[0][0])[0]
    library._catalogue.write(
        lambda writer: writer.execute("UPDATE face SET photo_id = ? WHERE id = ?", (photo, face.id))
    )
    assert suggested(library, group) == []


def test_few_names_are_calibrated_by_the_model(library: Library, anna: list[Group]) -> None:
    found = library.calibration(0.001)
    assert not found.own
    assert 0 < found.same_pairs < 200
    assert found.threshold == pytest.approx(0.367, abs=0.01)
    assert len(found.edges) == len(found.same) + 1 == len(found.false_match_rates)


def test_enough_names_are_calibrated_by_themselves(library: Library, tmp_path: Path) -> None:
    for who in range(10):
        person, _ = add_group(library, tmp_path, who, 10, 0)
        library.name_person(person, f"Ben {who}")
    found = library.calibration(0.01)
    assert found.own
    assert found.same_pairs == 300
    assert sum(found.same) == pytest.approx(1)
    assert found.true_match_rate > 0.95
    with pytest.raises(UserProblem, match="too few"):
        library.calibration(0.0000001)


@pytest.mark.parametrize("rate", [0, 1, -1, float("nan")])
def test_a_rate_that_is_none_is_refused(library: Library, rate: float) -> None:
    with pytest.raises(UserProblem, match="between 0 and 1"):
        library.calibration(rate)


def test_an_answer_is_taken_into_account_without_a_new_search(
    library: Library, anna: list[Group], monkeypatch: pytest.MonkeyPatch
) -> None:
    (named, _), (group, members), (_, (face,)) = anna
    assert len(asked(library)) == 2
    monkeypatch.setattr(suggesting, "ranked", None)  # fails if it is called
    settled = library.questions(1)[0]
    assert (settled.people[0].id, settled.faces_settled) == (group, 5)
    library.merge([group], named)
    [question] = library.questions(1)
    assert question.people[0].faces == 13
    library.set_hidden(named, True)
    library.undo()
    library.undo()
    library.take_out(members[1:], group)
    assert library.questions(1)[0].faces == (face,), "who is not Anna asks no more for a group of one"


def test_questions_about_faces_that_came_since_need_a_new_search(
    library: Library, anna: list[Group], tmp_path: Path
) -> None:
    before = asked(library)
    _, [face] = add_group(library, tmp_path, 1, 1, 5)
    assert any(kind == QuestionKind.FACE and face in about for kind, about in asked(library))
    assert len(asked(library)) == len(before) + 1
