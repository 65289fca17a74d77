"""What the tests of photos share."""

from __future__ import annotations

import pytest
from PIL import Image


@pytest.fixture
def marked() -> Image.Image:
    """60 x 40, upright: red at the top left, green at the top right, blue at the bottom left, else white."""
    image = Image.new("RGB", (60, 40), "white")
    image.paste((255, 0, 0), (0, 0, 20, 20))
    image.paste((0, 255, 0), (40, 0, 60, 20))
    image.paste((0, 0, 255), (0, 20, 20, 40))
    return image
