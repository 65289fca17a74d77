"""Finding what is similar by face, by scene, by both, in smaller vectors and in a learned space."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from searching_library import SCENES, Taken, fill, group

from engine.errors import UserProblem
from engine.library import Library
from engine.similar.projection import LayeredProjection, save_projection
from engine.types import PhotoMatch, SimilarBy, SimilarOnly, SimilarQuery, SimilarTo

PEOPLE, PLACES = 6, 6


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def found(library: Library, tmp_path: Path) -> dict:
    """Everybody twice at every place, Anna (0) and Ben (1) also together; landscapes without anybody."""
    taken = [
        Taken(f"{place}/{who}-{shot}.jpg", (who,), place, 2010 + place)
        for who in range(PEOPLE)
        for place in range(PLACES)
        for shot in range(2)
    ]
    taken += [Taken(f"{place}/both.jpg", (0, 1), place, 2010 + place) for place in range(PLACES)]
    taken += [Taken(f"{place}/empty-{shot}.jpg", (), place) for place in range(PLACES) for shot in range(2)]
    return fill(library, tmp_path / "photos", taken)


def names(photos: tuple[PhotoMatch, ...]) -> list[str]:
    return ["/".join(match.photo.path.parts[-2:]) for match in photos]


def who(name: str) -> str:
    return name.split("/")[1].split("-")[0]


def place(name: str) -> str:
    return name.split("/")[0]


def like(found: dict, name: str, by: SimilarBy | None = None, **more: object) -> SimilarQuery:
    return SimilarQuery(SimilarTo(faces=tuple(found[name][1])), by, **more)  # type: ignore[arg-type]


def test_by_face_the_same_person_comes_first_wherever_they_are(library, found):
    answer = library.find_similar(like(found, "0/3-0.jpg", count=11))
    assert (answer.by, answer.of) == (SimilarBy.FACE, SimilarBy.FACE)
    assert {who(name) for name in names(answer.photos)} == {"3"}
    assert [match.score for match in answer.matches] == sorted(
        (m.score for m in answer.matches), reverse=True
    )
    assert found["0/3-0.jpg"][1][0] not in {match.face.id for match in answer.matches}


def test_by_scene_the_same_place_comes_first_whoever_is_there(library, found):
    answer = library.find_similar(like(found, "2/3-0.jpg", SimilarBy.SCENE, count=10))
    assert {place(name) for name in names(answer.photos)} == {"2"}
    assert "2/3-0.jpg" not in names(answer.photos)
    assert not answer.matches


def test_by_both_the_same_person_in_the_same_place_comes_first(library, found):
    assert names(library.find_similar(like(found, "2/3-0.jpg", SimilarBy.BOTH)).photos)[0] == "2/3-1.jpg"


@pytest.mark.parametrize(("weight", "by"), [(1.0, SimilarBy.FACE), (0.0, SimilarBy.SCENE)])
def test_at_its_ends_the_slider_is_face_or_scene_alone(library, found, weight, by):
    joint = library.find_similar(like(found, "2/3-0.jpg", SimilarBy.BOTH, weight=weight, count=10))
    single = library.find_similar(like(found, "2/3-0.jpg", by, count=10))
    assert names(joint.photos) == names(single.photos)


def test_the_slider_orders_anew_as_a_new_search_would(library, found):
    answer = library.find_similar(like(found, "2/3-0.jpg", SimilarBy.BOTH, count=20))
    for weight in (0.0, 0.2, 0.5, 0.9, 1.0):
        moved = library.reweighed(answer, weight)
        fresh = library.find_similar(like(found, "2/3-0.jpg", SimilarBy.BOTH, weight=weight, count=20))
        assert names(moved.photos) == names(fresh.photos)
        assert max(match.score for match in moved.photos) <= 1


def test_a_photo_without_a_face_is_searched_for_by_scene(library, found):
    photo, _ = found["4/empty-0.jpg"]
    for by in (None, SimilarBy.BOTH):
        answer = library.find_similar(SimilarQuery(SimilarTo(photos=(photo,)), by, count=10))
        assert answer.by is SimilarBy.SCENE
        assert {place(name) for name in names(answer.photos)} == {"4"}
    with pytest.raises(UserProblem, match="by scene"):
        library.find_similar(SimilarQuery(SimilarTo(photos=(photo,)), SimilarBy.FACE))


def test_any_of_two_people_or_both_of_them_in_one_photo(library, found):
    to = SimilarTo(faces=(*found["0/0-0.jpg"][1], *found["0/1-0.jpg"][1]))
    either = library.find_similar(SimilarQuery(to, count=20))
    assert {who(name) for name in names(either.photos)} == {"0", "1", "both.jpg"}
    together = library.find_similar(SimilarQuery(to, together=True, count=PLACES))
    assert {who(name) for name in names(together.photos)} == {"both.jpg"}
    assert all(len(match.matches) == 2 for match in together.photos)


def test_photos_like_those_of_a_person_are_other_peoples(library, found):
    own = [face for name, (_, ids) in found.items() if who(name) == "2" for face in ids]
    person = group(library, own)
    by_scene = library.find_similar(SimilarQuery(SimilarTo(person=person), SimilarBy.SCENE, count=100))
    assert by_scene.photos
    assert "2" not in {who(name) for name in names(by_scene.photos)}
    by_face = library.find_similar(SimilarQuery(SimilarTo(person=person), SimilarBy.FACE, count=100))
    assert not set(own) & {match.face.id for match in by_face.matches}


def test_only_some_photos_may_be_found(library, found, tmp_path):
    def ask(by: SimilarBy, only: SimilarOnly) -> set[str]:
        return set(names(library.find_similar(like(found, "0/3-0.jpg", by, only=only, count=200)).photos))

    anna = group(library, [face for name, (_, ids) in found.items() if who(name) == "0" for face in ids])
    library.name_person(anna, "Anna")
    for by in (SimilarBy.FACE, SimilarBy.SCENE, SimilarBy.BOTH):
        in_two = ask(by, SimilarOnly(folders=(tmp_path / "photos" / "2", tmp_path / "photos" / "3")))
        assert {place(name) for name in in_two} == {"2", "3"}
        assert {place(name) for name in ask(by, SimilarOnly(years=(2011, 2012)))} == {"1", "2"}
        assert "0" not in {who(name) for name in ask(by, SimilarOnly(unnamed=True))}
        assert "0" not in {who(name) for name in ask(by, SimilarOnly(not_people=frozenset([anna])))}
        assert "0" in {who(name) for name in ask(by, SimilarOnly())}


def test_nothing_less_alike_than_asked_for(library, found):
    everything = library.find_similar(like(found, "0/3-0.jpg", count=200))
    least = everything.photos[20].score
    some = library.find_similar(like(found, "0/3-0.jpg", count=200, min_score=least))
    assert names(some.photos) == [
        name for name, m in zip(names(everything.photos), everything.photos, strict=True) if m.score >= least
    ]


def test_near_duplicates_come_as_one(library, tmp_path):
    taken = [Taken("a/1.jpg", (0,), 0), Taken("a/2.jpg", (0,), 1), Taken("a/3.jpg", (0,), 1, like="a/2.jpg")]
    found = fill(library, tmp_path / "photos", [*taken, Taken("a/4.jpg", (0,), 2)])
    answer = library.find_similar(like(found, "a/1.jpg"))
    assert sorted([len(match.folded) for match in answer.photos]) == [0, 1]
    every = library.find_similar(like(found, "a/1.jpg", fold=False))
    assert len(every.photos) == 3


def test_smaller_vectors_find_the_same_and_say_what_they_keep(library, found):
    for of, place_or_who in ((SimilarBy.FACE, who), (SimilarBy.SCENE, place)):
        answer = library.find_similar(like(found, "2/3-0.jpg", SimilarBy.COMPACT, of=of, count=8))
        assert place_or_who(names(answer.photos)[0]) == place_or_who("2/3-0.jpg")
        assert 32 <= answer.dimensions <= 128
        assert 0.3 < answer.explained <= 1
    both = library.find_similar(like(found, "2/3-0.jpg", SimilarBy.COMPACT, of=SimilarBy.BOTH))
    assert names(both.photos)[0] == "2/3-1.jpg"


def test_a_library_that_is_too_small_has_no_smaller_vectors(library, tmp_path):
    found = fill(library, tmp_path / "photos", [Taken("a/1.jpg", (0,), 0), Taken("a/2.jpg", (0,), 1)])
    with pytest.raises(UserProblem, match="scan more photos"):
        library.find_similar(like(found, "a/1.jpg", SimilarBy.COMPACT))


def test_a_learned_space_is_taken_from_a_file(library, found):
    with pytest.raises(UserProblem, match="no learned space"):
        library.find_similar(like(found, "2/3-0.jpg", SimilarBy.LEARNED))
    _, vectors = (
        library._searcher()
        .spaces.plain(SimilarBy.FACE)
        .finder.vectors_of(np.array([found["0/0-0.jpg"][1][0], found["1/0-0.jpg"][1][0]]))
    )
    to_anna = vectors.mean(axis=0)  # a space in which there is Anna and nobody else: one number
    folder = library.directory / "projections"
    folder.mkdir()
    learned = LayeredProjection(
        "sface", np.zeros(128, np.float32), ((np.stack([to_anna, -to_anna]), np.zeros(2, np.float32)),)
    )
    save_projection(learned, folder / "anna.safetensors")
    (folder / "damaged.safetensors").write_bytes(b"nothing")
    answer = library.find_similar(like(found, "2/0-0.jpg", SimilarBy.LEARNED, count=5))
    assert (answer.dimensions, answer.explained) == (2, None)
    assert answer.photos
    assert answer.learned == {SimilarBy.FACE}
    with pytest.raises(UserProblem, match="no learned space"):
        library.find_similar(like(found, "2/3-0.jpg", SimilarBy.LEARNED, of=SimilarBy.SCENE))


def test_where_only_faces_have_a_learned_space_scenes_are_compared_as_they_are(library, found):
    learn_faces(library)
    both = library.find_similar(like(found, "2/3-0.jpg", SimilarBy.LEARNED, of=SimilarBy.BOTH))
    assert names(both.photos)[0] == "2/3-1.jpg"
    assert all(match.scene_score is not None for match in both.photos)


def test_another_models_projection_is_no_learned_space(library, found):
    learn_faces(library, source="facenet-casia")
    learn_faces(library, dimensions=64)
    assert library.find_similar(like(found, "2/3-0.jpg")).learned == set()


def learn_faces(library, source="sface", dimensions=128):
    """A projection that leaves everything as it is."""
    folder = library.directory / "projections"
    folder.mkdir(exist_ok=True)
    same = (np.eye(dimensions, dtype=np.float32), np.zeros(dimensions, np.float32))
    save_projection(
        LayeredProjection(source, np.zeros(dimensions, np.float32), (same,)),
        folder / f"learned-{source}.safetensors",
    )


def test_photos_that_come_later_are_found(library, found, tmp_path):
    library.find_similar(like(found, "2/3-0.jpg", SimilarBy.BOTH))
    fill(library, tmp_path / "photos", [Taken("2/3-9.jpg", (3,), 2)])
    for by in (SimilarBy.FACE, SimilarBy.SCENE, SimilarBy.BOTH):
        assert "2/3-9.jpg" in names(library.find_similar(like(found, "2/3-0.jpg", by, count=40)).photos)


def test_a_library_whose_scenes_nobody_looked_at_says_so(library, found):
    library._catalogue.write(lambda writer: writer.execute("DELETE FROM scene"))
    with pytest.raises(UserProblem, match="scan their folders again"):
        library.find_similar(like(found, "2/3-0.jpg", SimilarBy.SCENE))


def test_a_pasted_picture_is_searched_for_like_a_file(library, small_portraits):
    library.scan([small_portraits])
    file = sorted(small_portraits.glob("*.jpg"))[0]
    for by in (None, SimilarBy.SCENE, SimilarBy.BOTH):
        pasted = library.find_similar(SimilarQuery(SimilarTo(picture=file.read_bytes()), by, fold=False))
        opened = library.find_similar(SimilarQuery(SimilarTo(picture=file), by, fold=False))
        assert names(pasted.photos) == names(opened.photos) != []
        assert file not in {match.photo.path for match in pasted.photos}


ASK = """
import sys
from pathlib import Path
from engine.errors import UserProblem
from engine.library import Library
from engine.types import SimilarBy, SimilarQuery, SimilarTo
with Library(Path(sys.argv[1])) as library:
    found = library.find_similar(SimilarQuery(SimilarTo(picture=Path(sys.argv[2])), SimilarBy.BOTH))
    try:
        library.find_similar(SimilarQuery(SimilarTo(picture=b"no picture")))
    except UserProblem as problem:
        print(len(found.photos), "torch" in sys.modules, problem)
"""


def test_no_network_is_loaded_for_what_the_library_knows_nor_for_what_is_no_picture(library, small_portraits):
    library.scan([small_portraits])
    file = sorted(small_portraits.glob("*.jpg"))[0]
    asked = subprocess.run(
        [sys.executable, "-c", ASK, library.directory, file], check=True, capture_output=True, text=True
    )
    photos, loaded, problem = asked.stdout.split(maxsplit=2)
    assert int(photos) > 0
    assert (loaded, "not a picture" in problem) == ("False", True)


def test_a_smaller_copy_of_a_picture_is_folded_onto_it(library, portraits, tmp_path):
    folder = tmp_path / "photos"
    folder.mkdir()
    for path in sorted(portraits.glob("*.jpg"))[:3]:
        with Image.open(path) as image:
            image.convert("RGB").save(folder / path.name, quality=92)
            image.thumbnail((800, 800))
            image.convert("RGB").save(folder / f"small {path.name}", quality=70)
    library.scan([folder])
    query = SimilarQuery(SimilarTo(picture=sorted(portraits.glob("*.jpg"))[0]), SimilarBy.SCENE)
    answer = library.find_similar(query)
    assert len(library.find_similar(replace(query, fold=False)).photos) > len(answer.photos)
    assert len(answer.photos) <= 3
    assert library.scene_model == SCENES
