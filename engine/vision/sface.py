"""SFace: a MobileFaceNet-like network for 112 x 112 aligned crops, 128 dimensions.

Zhong et al., "SFace: Sigmoid-Constrained Hypersphere Loss for Robust Face Recognition", 2021; the published
weights are OpenCV's, quantised to 8 bits in blocks. Here they are unpacked once, with each batch norm folded
into the convolution before it, so that what runs is convolutions and PReLUs alone.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

_CHANNELS = (32, 64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024)
_STRIDES = (1, 1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1)

Array = NDArray[np.float32]


class SFace(nn.Module):
    """Input: RGB 0..255, float (n, 3, 112, 112). Output: (n, 128), not normalised."""

    def __init__(self) -> None:
        super().__init__()
        layers: list[nn.Module] = [nn.Conv2d(3, _CHANNELS[0], 3, _STRIDES[0], 1), nn.PReLU(_CHANNELS[0])]
        for before, after, stride in zip(_CHANNELS, _CHANNELS[1:], _STRIDES[1:], strict=False):
            layers += [nn.Conv2d(before, before, 3, stride, 1, groups=before), nn.PReLU(before)]
            layers += [nn.Conv2d(before, after, 1), nn.PReLU(after)]
        self.layers = nn.Sequential(*layers)
        self.out = nn.Linear(_CHANNELS[-1] * 7 * 7, 128)

    def forward(self, pixels: Tensor) -> Tensor:
        features = self.layers((pixels - 127.5) / 128)
        out: Tensor = self.out(features.flatten(1))
        return out


def convert_sface(onnx_file: Path) -> dict[str, Tensor]:
    """The state dict of `SFace` out of OpenCV's block-quantised ONNX file."""
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(str(onnx_file)).graph
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    names = [node.input[1].removesuffix("_weight_reshaped") for node in graph.node if node.op_type == "Conv"]
    state: dict[str, Array] = {}
    for position, name in enumerate(names):
        prefix = name.removesuffix("_conv2d")
        weight = _dequantised(stored, f"{name}_weight").reshape(stored[f"{name}_weight_shape"])
        scale, shift = _batch_norm(stored, f"{prefix}_batchnorm", epsilon=1e-3)
        state[f"layers.{2 * position}.weight"] = weight * scale[:, None, None, None]
        state[f"layers.{2 * position}.bias"] = shift
        state[f"layers.{2 * position + 1}.weight"] = stored[f"{prefix}_relu_gamma"].ravel()
    state["out.weight"], state["out.bias"] = _folded_head(stored)
    return {key: torch.from_numpy(np.ascontiguousarray(value, np.float32)) for key, value in state.items()}


def _dequantised(stored: dict[str, NDArray[np.generic]], name: str) -> Array:
    """(quantised - zero point) * scale, both given per block along the last axis."""
    quantised = stored[f"{name}_quantized"].astype(np.float32)
    scales, zeros = stored[f"{name}_scales"], stored[f"{name}_zero_point"]
    block = -(-quantised.shape[-1] // scales.shape[-1])

    def spread(values: NDArray[np.generic]) -> Array:
        return np.repeat(values.astype(np.float32), block, axis=-1)[..., : quantised.shape[-1]]

    return (quantised - spread(zeros)) * spread(scales)


def _batch_norm(stored: dict[str, NDArray[np.generic]], name: str, epsilon: float) -> tuple[Array, Array]:
    """The batch norm as `x * scale + shift`."""
    gamma, beta, mean, var = (
        stored[f"{name}_{part}"].astype(np.float64) for part in ("gamma", "beta", "moving_mean", "moving_var")
    )
    scale = gamma / np.sqrt(var + epsilon)
    return scale.astype(np.float32), (beta - mean * scale).astype(np.float32)


def _folded_head(stored: dict[str, NDArray[np.generic]]) -> tuple[Array, Array]:
    """The last linear layer with the batch norms before (per channel of 7 x 7) and after it folded in."""
    weight = _dequantised(stored, "pre_fc1_weight").astype(np.float64)
    bias = _dequantised(stored, "pre_fc1_bias").astype(np.float64)
    before_scale, before_shift = (np.repeat(v, 49) for v in _batch_norm(stored, "bn1", epsilon=2e-5))
    after_scale, after_shift = _batch_norm(stored, "fc1", epsilon=2e-5)
    bias = (bias + weight @ before_shift) * after_scale + after_shift
    weight = weight * before_scale * after_scale[:, None]
    return weight.astype(np.float32), bias.astype(np.float32)
