"""Whole pictures into vectors: those that show the same kind of thing lie close together."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import nn

from engine.vision.device import BatchRunner, pick_device
from engine.vision.registry import ModelSpec
from engine.vision.weights import load_state

# Pictures in a batch. On a processor 4 take a fifth less time each than 16: what the first layers make of them stays in
# its cache.
_ON_GPU = 128
_ON_PROCESSOR = 4

Pixels = NDArray[np.uint8]
Vectors = NDArray[np.float32]


class SceneEmbedder(Protocol):
    """Turns pictures into embeddings of one model."""

    spec: ModelSpec

    def crop(self, thumbnail: bytes) -> Pixels:
        """The picture as this model wants it, RGB (size, size, 3).

        From a thumbnail as `engine.photos.thumbnails` makes it, whatever else is at hand: made of more pixels, the
        vector of the same photo would be another one (cosine 0.95), and what is kept is seldom more.
        """
        ...

    def embed(self, crops: Sequence[Pixels]) -> Vectors:
        """(n, d) float32 with rows of length 1."""
        ...


class NetworkSceneEmbedder:
    """A `SceneEmbedder` that runs a network on one device."""

    def __init__(self, spec: ModelSpec, device: str = "auto") -> None:
        """Raises `UserProblem`, `ModelMissing`."""
        self.spec = spec
        self._network = load_scene_network(spec)
        self._runner = BatchRunner(self._run, pick_device(device), on_gpu=_ON_GPU, on_processor=_ON_PROCESSOR)

    def crop(self, thumbnail: bytes) -> Pixels:
        with Image.open(io.BytesIO(thumbnail), formats=("JPEG",)) as image:
            return scene_crop(image.convert("RGB"), self.spec.crop.size)

    def embed(self, crops: Sequence[Pixels]) -> Vectors:
        if not crops:
            return np.empty((0, self.spec.dimensions), np.float32)
        return self._runner(np.stack(crops))

    def _run(self, crops: Pixels, device: torch.device) -> Vectors:
        precision = torch.float16 if device.type == "cuda" else torch.float32
        network = self._network.to(device, precision)
        with torch.inference_mode():
            pixels = torch.from_numpy(crops).to(device).permute(0, 3, 1, 2).to(precision)
            pooled = network(pixels.contiguous(memory_format=torch.channels_last)).float()
        rows: Vectors = power_normalised(pooled.cpu().numpy())
        return rows


def scene_crop(image: Image.Image, size: int) -> Pixels:
    """All of `image` (RGB), pressed into a square of `size` pixels: (size, size, 3).

    A square from the middle is a little better for pictures of single things (precision at 4 on 20 kinds of scenes
    0.890 for 0.885), but a family at the edge of a wide photo would not be seen.
    """
    small = image.resize((size, size), Image.Resampling.BICUBIC)
    return np.asarray(small, np.uint8)


def power_normalised(pooled: Vectors) -> Vectors:
    """Unit rows of the square roots of `pooled` (n, d), none below 0.

    So no strong feature hides the others: precision at 4 on 20 kinds of scenes rises from 0.885 to 0.897 and mean
    average precision from 0.70 to 0.75. Arandjelović and Zisserman, "Three things everyone should know to improve
    object retrieval", 2012.
    """
    roots = np.sqrt(np.maximum(pooled, 0))
    unit: Vectors = (roots / np.maximum(np.linalg.norm(roots, axis=1, keepdims=True), 1e-12)).astype(
        np.float32
    )
    return unit


def load_scene_network(spec: ModelSpec) -> nn.Module:
    """The model's network, ready to run on the processor. Raises `ModelMissing`."""
    from engine.vision.scene_lite import EfficientNetLite0
    from engine.vision.scene_resnet import SceneResNet

    network = EfficientNetLite0() if spec.network == "efficientnet-lite0" else SceneResNet(spec.network)
    network.load_state_dict(load_state(spec))
    # Channels last is about twice as fast for these convolutions on a processor.
    return network.eval().requires_grad_(False).to(memory_format=torch.channels_last)
