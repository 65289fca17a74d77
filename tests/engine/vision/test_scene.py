"""Whole pictures' vectors: those that show the same kind of thing lie close together."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image, ImageOps
from torchvision import models

from engine.errors import ModelMissing, UserProblem
from engine.photos.decode import open_photo
from engine.photos.thumbnails import make_thumbnail
from engine.vision import source
from engine.vision.choice import default_scene_model, model_infos, scene_model_infos
from engine.vision.registry import find_model, find_scene_model
from engine.vision.scene import NetworkSceneEmbedder
from engine.vision.scene_resnet import SceneResNet, convert_resnet


@pytest.fixture(scope="module")
def embedder(converted_weights: Path) -> NetworkSceneEmbedder:
    return NetworkSceneEmbedder(find_scene_model("efficientnet-lite0"), "cpu")


@pytest.fixture(scope="module")
def astronaut(portraits: Path) -> Image.Image:
    return open_photo(sorted(portraits.glob("*.jpg"))[0], 640).image


def test_a_picture_is_nearest_to_itself_made_smaller_and_brighter(embedder, portraits):
    images = [open_photo(path, 640).image for path in sorted(portraits.parent.glob("*/*.jpg"))]
    changed = [
        ImageOps.autocontrast(image.resize((image.width // 2, image.height // 2)), cutoff=2)
        for image in images
    ]
    vectors = embedder.embed([embedder.crop(make_thumbnail(image)) for image in images])
    others = embedder.embed([embedder.crop(make_thumbnail(image)) for image in changed])
    assert vectors.shape == (len(images), embedder.spec.dimensions)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert np.array_equal((others @ vectors.T).argmax(axis=1), np.arange(len(images)))


def test_a_vector_does_not_depend_on_what_else_is_in_the_batch(embedder, astronaut):
    crop = embedder.crop(make_thumbnail(astronaut))
    alone = embedder.embed([crop])
    among = embedder.embed([np.zeros_like(crop)] * 20 + [crop])
    assert np.allclose(alone[0], among[-1], atol=1e-5)
    assert embedder.embed([]).shape == (0, embedder.spec.dimensions)


def test_a_black_picture_has_a_vector_too(embedder):
    assert np.isfinite(embedder.embed([np.zeros((224, 224, 3), np.uint8)])).all()


def test_a_resnet_gives_what_comes_before_its_last_layer(tmp_path):
    published = models.resnet34(weights=None).eval()
    with torch.no_grad():
        for module in published.modules():
            if isinstance(module, torch.nn.BatchNorm2d):
                module.running_mean.uniform_(-0.1, 0.1)
                module.running_var.uniform_(0.5, 2)
                module.weight.uniform_(0.5, 1.5)
    torch.save(published.state_dict(), tmp_path / "resnet34.pth")
    ours = SceneResNet("resnet34").eval()
    ours.load_state_dict(convert_resnet("resnet34", tmp_path / "resnet34.pth"))
    pixels = torch.rand(2, 3, 224, 224) * 255
    published.fc = torch.nn.Identity()
    with torch.inference_mode():
        expected = published((pixels - ours.mean) / ours.deviation)
        assert torch.allclose(ours(pixels), expected, rtol=1e-3, atol=1e-4 * float(expected.max()))


def test_only_the_published_weights_of_a_resnet_are_taken(empty_weights, tmp_path):
    file = tmp_path / "resnet50.pth"
    file.write_bytes(b"something else")
    spec = find_scene_model("resnet50")
    with pytest.raises(ModelMissing, match="SHA-256"):
        source.import_weights(spec, file)
    with pytest.raises(UserProblem, match="none of the models"):
        source.model_of(file, [spec])
    known = replace(spec, sha256=hashlib.sha256(b"something else").hexdigest()[:8])
    assert source.model_of(file, [known]) == known
    source.import_weights(known, file)
    assert source.installed(known)
    assert not source.installed(replace(spec, sha256="0" * 64, url="https://example.org/other.pth"))


def test_models_of_scenes_and_of_faces_are_told_apart():
    assert default_scene_model() == "efficientnet-lite0"
    assert [info.id for info in scene_model_infos() if info.default] == ["efficientnet-lite0"]
    assert not {info.id for info in scene_model_infos()} & {info.id for info in model_infos()}
    with pytest.raises(UserProblem):
        find_model("efficientnet-lite0")
    with pytest.raises(UserProblem):
        find_scene_model("sface")
