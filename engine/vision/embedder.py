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

_BATCH = 32


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
        self._network = _load_network(spec)
        self._runner = BatchRunner(self._run, pick_device(device), _BATCH)

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
        network = self._network.to(device)
        with torch.inference_mode():
            pixels = torch.from_numpy(crops).to(device).permute(0, 3, 1, 2).float()
            features = network(pixels.contiguous(memory_format=torch.channels_last))
            unit = nn.functional.normalize(features, dim=1)
        rows: NDArray[np.float32] = unit.cpu().numpy()
        return rows


def _load_network(spec: ModelSpec) -> nn.Module:
    from engine.vision.facenet import FaceNet
    from engine.vision.sface import SFace

    network = SFace() if spec.network == "sface" else FaceNet()
    network.load_state_dict(load_state(spec))
    # Channels last is about twice as fast for these convolutions on a processor.
    return network.eval().requires_grad_(False).to(memory_format=torch.channels_last)
