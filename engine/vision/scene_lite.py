"""EfficientNet-Lite0: what a whole picture shows, in 1280 numbers; 224 x 224 pixels.

Tan and Le, "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks", 2019; the Lite variants
(Liu, 2020) leave out squeeze-and-excitation and have ReLU6. The weights are Google's, trained on ImageNet and carried
over from TensorFlow: hence the padding on the right and below alone where a step of two halves the picture.

The batch norms are folded into the convolutions when the weights are converted, and the last layer, which named one of
a thousand things, is left out: its input is the vector.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn

FEATURES = 1280
_STEM = 32
_EPSILON = 1e-3  # of the batch norms, TensorFlow's


class _Stage(NamedTuple):
    """Blocks of one width, of which the first may halve the picture."""

    blocks: int
    kernel: int
    stride: int
    expansion: int
    channels: int


_STAGES = (
    _Stage(1, 3, 1, 1, 16),
    _Stage(2, 3, 2, 6, 24),
    _Stage(2, 5, 2, 6, 40),
    _Stage(3, 3, 2, 6, 80),
    _Stage(3, 5, 1, 6, 112),
    _Stage(4, 5, 1, 6, 192),
    _Stage(1, 3, 1, 6, 320),
)


class EfficientNetLite0(nn.Module):
    """Input: RGB 0..255, float (n, 3, 224, 224). Output: (n, 1280), not normalised, none below 0."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = _convolution(3, _STEM, kernel=3, stride=2)
        self.blocks = nn.Sequential(*_blocks())
        self.head = _convolution(_STAGES[-1].channels, FEATURES)

    def forward(self, pixels: Tensor) -> Tensor:
        features = self.head(self.blocks(self.stem((pixels - 127) / 128)))
        pooled: Tensor = features.mean((2, 3))
        return pooled


class _Block(nn.Module):
    """Widen, look around in each channel by itself, narrow; what came in is added where the shape allows it."""

    def __init__(self, before: int, stride: int, stage: _Stage) -> None:
        super().__init__()
        wide = before * stage.expansion
        layers: list[nn.Module] = [_convolution(before, wide)] if stage.expansion > 1 else []
        layers += [
            _convolution(wide, wide, stage.kernel, stride, groups=wide),
            nn.Conv2d(wide, stage.channels, 1),
        ]
        self.layers = nn.Sequential(*layers)
        self.adds = stride == 1 and before == stage.channels

    def forward(self, features: Tensor) -> Tensor:
        out: Tensor = self.layers(features)
        return out + features if self.adds else out


def convert_lite0(file: Path) -> dict[str, Tensor]:
    """The state dict of `EfficientNetLite0` out of the published PyTorch file.

    `weights_only` reads tensors and nothing else: no code in the file can run.
    """
    stored = torch.load(file, map_location="cpu", weights_only=True)
    names = [name.removesuffix(".weight") for name in stored if name.endswith(".weight")]
    convolutions = [name for name in names if stored[f"{name}.weight"].ndim == 4]
    norms = [name for name in names if stored[f"{name}.weight"].ndim == 1]  # each follows its convolution
    ours = [
        name.removesuffix(".weight") for name in EfficientNetLite0().state_dict() if name.endswith(".weight")
    ]
    state: dict[str, Tensor] = {}
    for name, convolution, norm in zip(ours, convolutions, norms, strict=True):
        scale = stored[f"{norm}.weight"] / torch.sqrt(stored[f"{norm}.running_var"] + _EPSILON)
        state[f"{name}.weight"] = stored[f"{convolution}.weight"] * scale[:, None, None, None]
        state[f"{name}.bias"] = stored[f"{norm}.bias"] - stored[f"{norm}.running_mean"] * scale
    return state


def _blocks() -> list[_Block]:
    blocks: list[_Block] = []
    before = _STEM
    for stage in _STAGES:
        for number in range(stage.blocks):
            blocks.append(_Block(before, stage.stride if number == 0 else 1, stage))
            before = stage.channels
    return blocks


def _convolution(before: int, after: int, kernel: int = 1, stride: int = 1, groups: int = 1) -> nn.Sequential:
    """With ReLU6, and padded as TensorFlow does: of an even picture halved, the odd row and column at the end."""
    if stride == 1:
        return nn.Sequential(
            nn.Conv2d(before, after, kernel, 1, kernel // 2, groups=groups), nn.ReLU6(inplace=True)
        )
    around = kernel - stride
    padding = nn.ZeroPad2d((around // 2, around - around // 2) * 2)
    return nn.Sequential(
        padding, nn.Conv2d(before, after, kernel, stride, groups=groups), nn.ReLU6(inplace=True)
    )
