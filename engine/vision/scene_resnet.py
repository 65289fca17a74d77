"""torchvision's ResNets as scene networks: what goes into the last layer is the vector.

He et al., "Deep Residual Learning for Image Recognition", 2015; the weights are torchvision's, trained on ImageNet.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn.utils import fuse_conv_bn_eval

from engine.vision.borrowed import BasicBlock, Bottleneck, models

_MEAN = (123.675, 116.28, 103.53)  # of ImageNet, in 0..255
_DEVIATION = (58.395, 57.12, 57.375)


class SceneResNet(nn.Module):
    """Input: RGB 0..255, float (n, 3, 224, 224). Output: (n, 512 or 2048), not normalised, none below 0."""

    mean: Tensor
    deviation: Tensor

    def __init__(self, name: str) -> None:
        super().__init__()
        self.network = _folded(models.get_model(name, weights=None).eval())
        self.register_buffer("mean", torch.tensor(_MEAN).reshape(3, 1, 1), persistent=False)
        self.register_buffer("deviation", torch.tensor(_DEVIATION).reshape(3, 1, 1), persistent=False)

    def forward(self, pixels: Tensor) -> Tensor:
        pooled: list[Tensor] = []
        penultimate = self.network.get_submodule("avgpool")
        hook = penultimate.register_forward_hook(lambda _, __, out: pooled.append(out.flatten(1)))
        try:
            self.network((pixels - self.mean) / self.deviation)
        finally:
            hook.remove()
        return pooled[0]


def convert_resnet(name: str, file: Path) -> dict[str, Tensor]:
    """The state dict of `SceneResNet` out of torchvision's file, batch norms folded.

    `weights_only` reads tensors and nothing else: no code in the file can run.
    """
    network = models.get_model(name, weights=None).eval()
    network.load_state_dict(torch.load(file, map_location="cpu", weights_only=True))
    return {f"network.{key}": value for key, value in _folded(network).state_dict().items()}


def _folded(network: nn.Module) -> nn.Module:
    """Each batch norm goes into the convolution before it."""
    for module in [network, *network.modules()]:
        if isinstance(module, (models.ResNet, BasicBlock, Bottleneck)):
            for number in (1, 2, 3):
                if hasattr(module, f"bn{number}"):
                    _fold(module, f"conv{number}", f"bn{number}")
        elif isinstance(module, nn.Sequential) and len(module) == 2 and isinstance(module[1], nn.BatchNorm2d):
            _fold(module, "0", "1")  # the way past a block that changes the shape
    return network


def _fold(module: nn.Module, convolution: str, norm: str) -> None:
    if isinstance(getattr(module, norm), nn.BatchNorm2d):
        setattr(module, convolution, fuse_conv_bn_eval(getattr(module, convolution), getattr(module, norm)))
        setattr(module, norm, nn.Identity())
