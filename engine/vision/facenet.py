"""FaceNet: facenet-pytorch's InceptionResnetV1 with its batch norms folded away; 160 x 160 crops, 512 dimensions.

Schroff et al., "FaceNet: A Unified Embedding for Face Recognition and Clustering", 2015; the trained networks are
David Sandberg's. Two files hold them: a frozen TensorFlow graph (CASIA) and a PyTorch state dict (VGGFace2).
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import cast

import numpy as np
import torch
from facenet_pytorch import InceptionResnetV1
from facenet_pytorch.models.inception_resnet_v1 import BasicConv2d
from torch import Tensor, nn
from torch.nn.utils import fuse_conv_bn_eval

from engine.vision.tensorflow_graph import read_constants

_STEM = {
    "Mixed_6a": "mixed_6a",
    "Mixed_7a": "mixed_7a",
    "Block8": "block8",
}
_REPEATS = {"Repeat": "repeat_1", "Repeat_1": "repeat_2", "Repeat_2": "repeat_3"}


class FaceNet(nn.Module):
    """Input: RGB 0..255, float (n, 3, 160, 160). Output: (n, 512) unit rows."""

    def __init__(self) -> None:
        super().__init__()
        self.network = _without_batch_norms(InceptionResnetV1().eval())

    def forward(self, pixels: Tensor) -> Tensor:
        return cast(Tensor, self.network((pixels - 127.5) / 128))


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
    targets = _torch_names([name for name in constants if name.endswith("/weights")])
    state: dict[str, Tensor] = {}
    for source, target in targets.items():
        weight, bias = constants[source], constants[_bias_name(source, constants)]
        state[f"{target}.weight"] = torch.from_numpy(np.ascontiguousarray(weight.transpose(3, 2, 0, 1)))
        state[f"{target}.bias"] = torch.from_numpy(bias.copy())
    bottleneck = "InceptionResnetV1/Bottleneck"
    state["last_linear.weight"] = torch.from_numpy(
        np.ascontiguousarray(constants[f"{bottleneck}/weights"].transpose())
    )
    for part, source in (
        ("bias", "beta"),
        ("running_mean", "moving_mean"),
        ("running_var", "moving_variance"),
    ):
        state[f"last_bn.{part}"] = torch.from_numpy(constants[f"{bottleneck}/BatchNorm/{source}"].copy())
    state["last_bn.weight"] = torch.ones(512)
    state["last_bn.num_batches_tracked"] = torch.tensor(0)
    return {f"network.{key}": value for key, value in state.items()}


def _without_batch_norms(network: nn.Module) -> nn.Module:
    for module in list(network.modules()):
        if isinstance(module, BasicConv2d):
            module.conv = fuse_conv_bn_eval(module.conv, module.bn)
            module.bn = nn.Identity()
    return network


def _bias_name(weights: str, constants: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float32]]]) -> str:
    layer = weights.removesuffix("/weights")
    folded = f"{layer}/Conv2D_bn_offset"
    return folded if folded in constants else f"{layer}/biases"


def _torch_names(weights: list[str]) -> dict[str, str]:
    """TensorFlow's name of each convolution's weights -> the PyTorch name of the same convolution.

    Within a branch TensorFlow letters the layers and PyTorch counts them, unless there is but one.
    """
    branches: dict[str, list[str]] = defaultdict(list)
    names: dict[str, str] = {}
    for name in weights:
        path = name.split("/")[1:-1]
        if path[0] == "Bottleneck":
            continue
        if path[0].startswith("Conv2d_"):
            names[name] = re.sub(r"Conv2d_(\d[a-z])_.*", r"conv2d_\1.conv", path[0])
            continue
        if path[0] in _REPEATS:
            block = f"{_REPEATS[path[0]]}.{int(path[1].rsplit('_', 1)[1]) - 1}"
            path = path[1:]
        else:
            block = _STEM[path[0]]
        if path[1].startswith("Branch_"):
            branches[f"{block}.branch{path[1][-1]}"].append(name)
        else:
            names[name] = f"{block}.conv2d"
    for branch, members in branches.items():
        for position, name in enumerate(members):
            names[name] = f"{branch}.conv" if len(members) == 1 else f"{branch}.{position}.conv"
    return names
