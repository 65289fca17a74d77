"""The converted networks say what the published ones say."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
import torch
from facenet_pytorch import InceptionResnetV1
from numpy.typing import NDArray

from engine.vision.embedder import NetworkEmbedder, load_network, unit_rows
from engine.vision.facenet import FaceNet, convert_casia, convert_vggface2
from engine.vision.registry import ModelSpec, find_model
from engine.vision.source import source_file
from tests.engine.vision.conftest import Portrait

Crop = NDArray[np.uint8]


def published(model: str) -> Path:
    file = source_file(find_model(model))
    assert file is not None
    return file


def crops(embedder: NetworkEmbedder, portraits: list[Portrait]) -> list[Crop]:
    return [embedder.crop(each.image, each.face.box, each.face.landmarks) for each in portraits]


@pytest.fixture(scope="module")
def sface(converted_weights: Path) -> NetworkEmbedder:
    return NetworkEmbedder(find_model("sface"), "cpu")


@pytest.fixture(scope="module")
def facenet_casia(converted_weights: Path) -> NetworkEmbedder:
    return NetworkEmbedder(find_model("facenet-casia"), "cpu")


@pytest.fixture(params=["sface", "facenet_casia"])
def embedder(request: pytest.FixtureRequest) -> NetworkEmbedder:
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module")
def reference() -> Callable[[Crop], NDArray[np.float32]]:
    """The published SFace file as onnxruntime runs it."""
    model = onnx.load(str(published("sface")))
    weights = {tensor.name for tensor in model.graph.initializer}
    # The file lists its dequantised tensors as inputs too; only the picture is one.
    inputs = [each for each in model.graph.input if each.name == "data" and each.name not in weights]
    del model.graph.input[:]
    model.graph.input.extend(inputs)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])

    def run(crop: Crop) -> NDArray[np.float32]:
        picture = crop.transpose(2, 0, 1)[None].astype(np.float32)
        vector = session.run(None, {"data": picture})[0][0]
        return vector / np.linalg.norm(vector)

    return run


def test_sface_agrees_with_onnxruntime_on_every_face(
    sface: NetworkEmbedder, reference: Callable[[Crop], NDArray[np.float32]], portrait_faces: list[Portrait]
) -> None:
    faces = crops(sface, portrait_faces)
    faces += [np.ascontiguousarray(crop[:, ::-1]) for crop in faces]
    expected = np.stack([reference(crop) for crop in faces])
    assert len(expected) == 12
    assert (np.sum(sface.embed(faces) * expected, axis=1) >= 0.9999).all()
    assert np.linalg.matrix_rank(expected) == 12  # the reference does tell them apart


def test_one_person_is_nearer_than_two(embedder: NetworkEmbedder, portrait_faces: list[Portrait]) -> None:
    whole = [portrait for portrait in portrait_faces if "partial" not in portrait.name]
    vectors = embedder.embed(crops(embedder, whole))
    same, different = [], []
    for (one, a), (other, b) in itertools.combinations(zip(whole, vectors, strict=True), 2):
        (same if one.person == other.person else different).append(float(a @ b))
    assert len(same) == 3
    assert len(different) == 3
    assert min(same) > max(different) + 0.15


def test_rows_are_unit_vectors_whatever_the_batch(
    embedder: NetworkEmbedder, portrait_faces: list[Portrait]
) -> None:
    faces = crops(embedder, portrait_faces)
    together = embedder.embed(faces)
    assert together.shape == (6, embedder.spec.dimensions)
    assert together.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    alone = np.concatenate([embedder.embed([face]) for face in faces])
    assert (np.sum(alone * together, axis=1) > 0.9999).all()
    assert embedder.embed([]).shape == (0, embedder.spec.dimensions)


def test_half_precision_as_on_a_gpu_says_nearly_the_same(
    embedder: NetworkEmbedder, portrait_faces: list[Portrait]
) -> None:
    faces = np.stack(crops(embedder, portrait_faces))
    halved = load_network(embedder.spec).half()
    rough = unit_rows(halved, faces, torch.device("cpu"), torch.float16)
    assert rough.dtype == np.float32
    assert (np.sum(rough * embedder.embed(list(faces)), axis=1) >= 0.9999).all()


def test_every_layer_of_facenet_casia_gets_its_weights() -> None:
    state = convert_casia(published("facenet-casia"))
    FaceNet().load_state_dict(state, strict=True)
    assert sum(key.endswith(".weight") and value.ndim == 4 for key, value in state.items()) == 132
    assert all(value.isfinite().all() for value in state.values())


@pytest.fixture(scope="module")
def lively() -> InceptionResnetV1:
    """Random weights, with batch norms as far from the identity as trained ones are."""
    torch.manual_seed(0)
    network = InceptionResnetV1(num_classes=10, classify=False).eval()
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.running_mean.normal_(0, 0.1)
            module.running_var.uniform_(0.5, 2)
            torch.nn.init.uniform_(module.weight, 0.5, 1.5)
            torch.nn.init.normal_(module.bias, 0, 0.1)
    return network


def test_folding_the_batch_norms_changes_nothing(lively: InceptionResnetV1, tmp_path: Path) -> None:
    release = tmp_path / "release.pt"
    classifier = {"logits.weight": torch.zeros(10, 512), "logits.bias": torch.zeros(10)}
    torch.save(lively.state_dict() | classifier, release)
    folded = FaceNet().eval()
    folded.load_state_dict(convert_vggface2(release))
    pixels = torch.randint(0, 256, (2, 3, 160, 160)).float()
    with torch.inference_mode():
        expected = lively((pixels - 127.5) / 128)
        torch.testing.assert_close(folded(pixels), expected, atol=1e-4, rtol=1e-3)
        folded.make_lean()
        torch.testing.assert_close(folded(pixels), expected, atol=1e-4, rtol=1e-3)
    assert not any(isinstance(module, torch.nn.BatchNorm2d) for module in folded.modules())


class Burglar:
    """Unpickling this would write a file."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self.trace,)


def test_a_release_file_with_code_in_it_is_refused(tmp_path: Path) -> None:
    release, trace = tmp_path / "release.pt", tmp_path / "was here"
    torch.save({"conv2d_1a.conv.weight": Burglar(trace)}, release)
    with pytest.raises(Exception, match=r"weights_only|[Uu]nsupported"):
        convert_vggface2(release)
    assert not trace.exists()


def test_the_vggface2_model_runs_from_a_file_that_the_user_has(
    lively: InceptionResnetV1, empty_weights: Path, tmp_path: Path
) -> None:
    import dataclasses
    import hashlib

    from engine.vision.source import import_weights, installed

    release = tmp_path / "from a friend.pt"
    torch.save(lively.state_dict(), release)
    known = find_model("facenet-vggface2")
    spec: ModelSpec = dataclasses.replace(known, sha256=hashlib.sha256(release.read_bytes()).hexdigest())
    assert not installed(spec)
    import_weights(spec, release)
    assert installed(spec)
    embedder = NetworkEmbedder(spec, "cpu")
    assert embedder.embed([np.zeros((160, 160, 3), np.uint8)]).shape == (1, 512)
