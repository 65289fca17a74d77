"""The portraits' faces, found once, and a folder of their own for converted weights."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import torch
from PIL import Image

from engine.vision.detector import Detection, MtcnnDetector


@dataclass(frozen=True)
class Portrait:
    """One person's picture and everything that was found in it."""

    name: str
    image: Image.Image
    found: list[Detection]

    @property
    def person(self) -> str:
        return "obama" if self.name.startswith("obama") else self.name

    @property
    def face(self) -> Detection:
        return max(self.found, key=lambda each: each.box.right - each.box.left)


@pytest.fixture(scope="session")
def detector() -> MtcnnDetector:
    return MtcnnDetector(torch.device("cpu"))


@pytest.fixture(scope="session")
def portrait_faces(portraits: Path, detector: MtcnnDetector) -> list[Portrait]:
    made = []
    for path in sorted(portraits.glob("*.jpg")):
        image = Image.open(path).convert("RGB")
        image.thumbnail((720, 720))  # large enough for everything that is tested, and quick
        made.append(Portrait(path.stem, image, detector.detect([image])[0]))
    return made


@pytest.fixture(scope="session")
def converted_weights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the tests that run real networks keep what they convert."""
    folder = tmp_path_factory.mktemp("weights")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KITH_WEIGHTS", str(folder))
        yield folder


@pytest.fixture
def empty_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for weights with nothing in it, that of this one test."""
    folder = tmp_path / "weights"
    monkeypatch.setenv("KITH_WEIGHTS", str(folder))
    return folder
