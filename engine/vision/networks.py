"""The networks that a scan needs, loaded together on one device, and what passes between pictures and them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.types import Box
from engine.vision.align import Points, Rect
from engine.vision.detector import Detection, Detector, MtcnnDetector
from engine.vision.device import pick_device
from engine.vision.embedder import Embedder, NetworkEmbedder
from engine.vision.registry import ModelSpec
from engine.vision.scene import NetworkSceneEmbedder, SceneEmbedder


@dataclass(frozen=True, slots=True)
class Networks:
    """What finds faces and what tells them apart, and what tells whole pictures apart, if that is here."""

    detector: Detector
    embedder: Embedder
    scenes: SceneEmbedder | None = None

    @property
    def model(self) -> str:
        """The id of the model whose vectors come out."""
        return self.embedder.spec.id


def load_networks(spec: ModelSpec, device: str, scenes: ModelSpec | None = None) -> Networks:
    """Takes a second or two. Raises `UserProblem`, `ModelMissing` for weights that aren't here."""
    of_scenes = None if scenes is None else NetworkSceneEmbedder(scenes, device)
    return Networks(MtcnnDetector(pick_device(device)), NetworkEmbedder(spec, device), of_scenes)


def box_of(found: Detection, image: Image.Image) -> Box:
    """The detection's box as fractions of `image`, in which it was found."""
    box = found.box
    return Box.from_pixels(box.left, box.top, box.right - box.left, box.bottom - box.top, *image.size)


def points_of(found: Detection, image: Image.Image) -> Points:
    """The detection's landmarks (5, 2) as fractions of `image`, in which it was found."""
    return np.divide(found.landmarks, image.size, dtype=np.float32)


def cut_out(embedder: Embedder, image: Image.Image, box: Box, landmarks: Points) -> NDArray[np.uint8]:
    """The crop of a face whose `box` and `landmarks` (5, 2) are fractions of `image`, at whatever scale it is."""
    x, y, w, h = box.in_pixels(*image.size)
    return embedder.crop(image, Rect(x, y, x + w, y + h), landmarks * np.array(image.size, np.float32))
