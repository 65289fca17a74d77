"""Faces into vectors: the same person's lie close together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import nn

from engine.vision.align import Points, Rect, aligned_crop, margin_crop
from engine.vision.device import BatchRunner, pick_device
from engine.vision.registry import ModelSpec
from engine.vision.weights import load_state

# Faces in a batch. A GPU wants many to be busy. On a processor the layers' outputs should stay in its cache: a batch
# of 8 pictures of 112 pixels runs half again as fast as one of 32, and wider pictures' first layers are thinner.
_ON_GPU = 128
_ON_PROCESSOR = {"sface": 8, "facenet": 16}


class Embedder(Protocol):
    """Turns crops into embeddings of one model."""

    spec: ModelSpec

    def crop(self, image: Image.Image, box: Rect, landmarks: Points) -> NDArray[np.uint8]:
        """Cut one face as this model wants it: RGB (size, size, 3). `box`, `landmarks` (5, 2): pixels of `image`."""
        ...

    def embed(self, crops: Sequence[NDArray[np.uint8]]) -> NDArray[np.float32]:
        """(n, d) float32 with rows of length 1."""
        ...


class NetworkEmbedder:
    """An `Embedder` that runs a network on one device."""

    def __init__(self, spec: ModelSpec, device: str = "auto") -> None:
        self.spec = spec
        self._network = load_network(spec)
        self._runner = BatchRunner(
            self._run, pick_device(device), on_gpu=_ON_GPU, on_processor=_ON_PROCESSOR[spec.network]
        )

    @property
    def device(self) -> torch.device:
        return self._runner.device

    def crop(self, image: Image.Image, box: Rect, landmarks: Points) -> NDArray[np.uint8]:
        if self.spec.crop.kind == "aligned":
            return aligned_crop(image, landmarks, self.spec.crop.size)
        return margin_crop(image, box, self.spec.crop.size, self.spec.crop.margin)

    def embed(self, crops: Sequence[NDArray[np.uint8]]) -> NDArray[np.float32]:
        if not crops:
            return np.empty((0, self.spec.dimensions), np.float32)
        return self._runner(np.stack(crops))

    def _run(self, crops: NDArray[np.uint8], device: torch.device) -> NDArray[np.float32]:
        precision = _precision(device)
        return unit_rows(self._network.to(device, precision), crops, device, precision)


def unit_rows(
    network: nn.Module, crops: NDArray[np.uint8], device: torch.device, precision: torch.dtype
) -> NDArray[np.float32]:
    """What `network`, which is on `device` and of `precision`, makes of `crops` (n, h, w, 3): (n, d) unit rows."""
    with torch.inference_mode():
        pixels = torch.from_numpy(crops).to(device).permute(0, 3, 1, 2).to(precision)
        features = network(pixels.contiguous(memory_format=torch.channels_last))
        unit = nn.functional.normalize(features.float(), dim=1)
    rows: NDArray[np.float32] = unit.cpu().numpy()
    return rows


def load_network(spec: ModelSpec) -> nn.Module:
    """The model's network, ready to run on the processor. Raises `ModelMissing`."""
    from engine.vision.facenet import FaceNet
    from engine.vision.sface import SFace

    network = SFace() if spec.network == "sface" else FaceNet()
    network.load_state_dict(load_state(spec))
    if isinstance(network, FaceNet):
        network.make_lean()
    # Channels last is about twice as fast for these convolutions on a processor.
    return network.eval().requires_grad_(False).to(memory_format=torch.channels_last)


def _precision(device: torch.device) -> torch.dtype:
    """CUDA's matrix units are made for half precision, and the cosine to single precision stays above 0.9999."""
    return torch.float16 if device.type == "cuda" else torch.float32
