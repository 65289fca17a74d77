"""The vectors of whole pictures."""

from __future__ import annotations

import numpy as np

from engine.catalogue import files, scenes, tidying

NET = "efficientnet-lite0"


def unit(number: int, size: int = 1280) -> np.ndarray:
    vector = np.random.default_rng(number).random(size).astype(np.float32)
    return vector / np.linalg.norm(vector)


def test_what_is_stored_comes_back_as_good_as_it_was(library):
    photos = [library.photo(f"{number}.jpg")[0] for number in range(3)]
    library.write(scenes.add_scenes, NET, [(photo, unit(photo)) for photo in photos])
    library.write(scenes.add_scenes, "resnet50", [(photos[0], unit(9, 2048))])
    assert library.read(scenes.photo_ids, NET).tolist() == photos
    assert library.read(scenes.photo_ids, NET, photos[0]).tolist() == photos[1:]
    found, vectors = library.read(scenes.vectors_of, NET, [photos[2], photos[0], 99])
    assert found.tolist() == [photos[0], photos[2]]
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    assert min(unit(photo) @ vector for photo, vector in zip(found, vectors, strict=True)) > 0.99999
    assert library.read(scenes.vectors_of, NET, [])[1].shape == (0, 0)


def test_a_vector_that_is_computed_anew_replaces_the_old_one(library):
    photo, _ = library.photo("a.jpg")
    library.write(scenes.add_scenes, NET, [(photo, unit(1))])
    library.write(scenes.add_scenes, NET, [(photo, unit(2))])
    assert library.read(scenes.vectors_of, NET, [photo])[1][0] @ unit(2) > 0.99999


def test_only_shown_photos_in_the_folders_lack_a_vector(library):
    here, _ = library.photo("here/a.jpg")
    done, _ = library.photo("here/b.jpg")
    gone, _ = library.photo("here/c.jpg")
    there, _ = library.photo("there/d.jpg")
    library.write(scenes.add_scenes, NET, [(done, unit(1))])
    library.write(files.mark_missing, library.top / "here", [b"c.jpg"])
    assert library.read(scenes.lacking, NET, [library.top / "here"]) == [here]
    assert library.read(scenes.lacking, NET, [library.top, library.top / "here"]) == [here, there]
    assert library.read(scenes.lacking, "resnet50", [library.top / "here"]) == [here, done]
    assert library.read(scenes.shown, [here, gone]).tolist() == [here]


def test_a_photo_that_is_tidied_away_takes_its_vector_with_it(library):
    photo, _ = library.photo("a.jpg")
    library.write(scenes.add_scenes, NET, [(photo, unit(1))])
    library.write(tidying.drop_photos, [photo])
    assert library.read(scenes.photo_ids, NET).tolist() == []
