"""FaceNet: facenet-pytorch's InceptionResnetV1 with its batch norms folded away; 160 x 160 crops, 512 dimensions.

Schroff et al., "FaceNet: A Unified Embedding for Face Recognition and Clustering", 2015; the trained networks are
David Sandberg's. Two files hold them: a frozen TensorFlow graph (CASIA) and a PyTorch state dict (VGGFace2).
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.utils import fuse_conv_bn_eval

from engine.vision.borrowed import BasicConv2d, InceptionResnetV1
from engine.vision.inception import LeanInception
from engine.vision.tensorflow_graph import read_constants

_Constants = dict[str, NDArray[np.float32]]

_BOTTLENECK = "InceptionResnetV1/Bottleneck"

# What TensorFlow calls the blocks, and PyTorch.
_REPEATED = {"Repeat": "repeat_1", "Repeat_1": "repeat_2", "Repeat_2": "repeat_3"}
_SINGLE = {"Mixed_6a": "mixed_6a", "Mixed_7a": "mixed_7a", "Block8": "block8"}


class FaceNet(nn.Module):
    """Input: RGB 0..255, float (n, 3, 160, 160). Output: (n, 512) unit rows."""

    def __init__(self) -> None:
        super().__init__()
        self.network = _without_batch_norms(InceptionResnetV1().eval())

    def forward(self, pixels: Tensor) -> Tensor:
        return cast(Tensor, self.network((pixels - 127.5) / 128))

    def make_lean(self) -> None:
        """Once its weights are loaded: the same numbers in fewer operations."""
        self.network = LeanInception(self.network).eval()


def convert_vggface2(file: Path) -> dict[str, Tensor]:
    """The state dict of `FaceNet` out of facenet-pytorch's release file.

    `weights_only` reads tensors and nothing else: no code in the file can run.
    """
    stored = torch.load(file, map_location="cpu", weights_only=True)
    network = InceptionResnetV1().eval()
    network.load_state_dict({key: value for key, value in stored.items() if not key.startswith("logits.")})
    return {f"network.{key}": value for key, value in _without_batch_norms(network).state_dict().items()}


def convert_casia(graph_file: Path) -> dict[str, Tensor]:
    """The state dict of `FaceNet` out of the frozen TensorFlow graph 20180408-102900, batch norms folded."""
    constants = read_constants(graph_file)
    layers = [name.removesuffix("/weights") for name in constants if name.endswith("/weights")]
    arrays = _last_layers(constants)
    for layer, name in _torch_names([layer for layer in layers if layer != _BOTTLENECK]).items():
        arrays[f"{name}.weight"] = constants[f"{layer}/weights"].transpose(3, 2, 0, 1)
        arrays[f"{name}.bias"] = _bias(layer, constants)
    state = {f"network.{name}": torch.from_numpy(array.copy(order="C")) for name, array in arrays.items()}
    return state | {"network.last_bn.num_batches_tracked": torch.tensor(0)}


def _without_batch_norms(network: nn.Module) -> nn.Module:
    for module in list(network.modules()):
        if isinstance(module, BasicConv2d):
            module.conv = fuse_conv_bn_eval(module.conv, module.bn)
            module.bn = nn.Identity()
    return network


def _last_layers(constants: _Constants) -> _Constants:
    batch_norm = f"{_BOTTLENECK}/BatchNorm"
    return {
        "last_linear.weight": constants[f"{_BOTTLENECK}/weights"].transpose(),
        "last_bn.weight": np.ones(512, np.float32),
        "last_bn.bias": constants[f"{batch_norm}/beta"],
        "last_bn.running_mean": constants[f"{batch_norm}/moving_mean"],
        "last_bn.running_var": constants[f"{batch_norm}/moving_variance"],
    }


def _bias(layer: str, constants: _Constants) -> NDArray[np.float32]:
    folded = f"{layer}/Conv2D_bn_offset"
    return constants[folded if folded in constants else f"{layer}/biases"]


def _torch_names(layers: list[str]) -> dict[str, str]:
    """TensorFlow's name of each convolution -> the PyTorch name of the same convolution.

    Within a branch TensorFlow letters the layers and PyTorch counts them, unless there is but one.
    """
    branches: dict[str, list[str]] = defaultdict(list)
    names: dict[str, str] = {}
    for layer in layers:
        block, rest = _block(layer.split("/")[1:])
        if rest and rest[0].startswith("Branch_"):
            branches[f"{block}.branch{rest[0][-1]}"].append(layer)
        else:
            names[layer] = f"{block}.conv2d" if rest else f"{block}.conv"
    for branch, members in branches.items():
        for position, layer in enumerate(members):
            names[layer] = f"{branch}.conv" if len(members) == 1 else f"{branch}.{position}.conv"
    return names


def _block(path: list[str]) -> tuple[str, list[str]]:
    """PyTorch's name of the block that a TensorFlow path leads into, and the path within it."""
    first, *rest = path
    if first in _REPEATED:
        number = int(rest[0].rsplit("_", 1)[1])  # block35_1, block35_2 ...
        return f"{_REPEATED[first]}.{number - 1}", rest[1:]
    if first in _SINGLE:
        return _SINGLE[first], rest
    return "_".join(first.split("_")[:2]).lower(), []  # Conv2d_1a_3x3
