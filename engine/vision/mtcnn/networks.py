"""MTCNN's three networks with facenet-pytorch's weights, arranged for speed; what they say is the same.

Convolutions run channels last, which is up to four times as fast on a processor. They are padded with channels of
zeros to a multiple of 16, because PReLU and pooling take 16 floats at once and any others one by one. The scaling
of pixels to -1..1 is folded into the first convolution, and of the two classes "face" and "no face" only the
difference is computed.
"""

from __future__ import annotations

import math
from typing import TypeVar

import torch
from facenet_pytorch.models.mtcnn import ONet, PNet, RNet
from torch import Tensor, nn
from torch.nn import functional

C = TypeVar("C", bound="Convolution")

_LANES = 16
_ROWS = 64  # what a processor's cache holds of P-Net's largest layer


class Convolution(nn.Module):
    """A convolution and its PReLU. Channels last in and out."""

    def __init__(self, convolution: nn.Conv2d, prelu: nn.PReLU, lanes: int = _LANES) -> None:
        super().__init__()
        bias = convolution.bias if convolution.bias is not None else torch.zeros(convolution.out_channels)
        padded_in = -convolution.in_channels % lanes if convolution.in_channels > 3 else 0
        padded_out = -convolution.out_channels % lanes
        weight = functional.pad(convolution.weight, (0, 0, 0, 0, 0, padded_in, 0, padded_out))
        self.weight = nn.Parameter(weight.contiguous(memory_format=torch.channels_last), requires_grad=False)
        self.bias = nn.Parameter(functional.pad(bias, (0, padded_out)), requires_grad=False)
        self.slope = nn.Parameter(functional.pad(prelu.weight, (0, padded_out)), requires_grad=False)

    def forward(self, x: Tensor) -> Tensor:
        return functional.prelu(functional.conv2d(x, self.weight, self.bias), self.slope)


class FirstOfMany(Convolution):
    """P-Net's first convolution with its PReLU and pooling: its ten channels are too few to add another six."""

    def __init__(self, convolution: nn.Conv2d, prelu: nn.PReLU) -> None:
        super().__init__(convolution, prelu, lanes=1)
        self._steep = [(channel, slope) for channel, slope in enumerate(prelu.weight.tolist()) if slope > 1]

    def forward(self, x: Tensor) -> Tensor:
        x = functional.conv2d(x, self.weight, self.bias)
        # A slope up to 1 takes the larger of two numbers, so whole rows are done in one run over memory.
        batch, channels, height, width = x.shape
        rows = x.permute(0, 2, 3, 1).view(batch * height, width * channels)
        slopes = self.slope.clamp(max=1).repeat(width)
        for part in torch.split(rows, _ROWS):
            torch.maximum(part, part * slopes, out=part)
        x = _pooled(x, 2)
        # A slope above 1 takes the smaller one, and keeps the order: after pooling there are fewer.
        for channel, slope in self._steep:
            part = x[:, channel]
            torch.minimum(part, part * slope, out=part)
        return x


class Dense(nn.Module):
    """The fully connected layers after the convolutions: one shared, then one for every answer at once."""

    def __init__(self, shared: nn.Linear, prelu: nn.PReLU, answers: list[nn.Linear]) -> None:
        super().__init__()
        self.shared, self.prelu = shared, prelu
        self.weight = nn.Parameter(_answers([each.weight for each in answers]), requires_grad=False)
        self.bias = nn.Parameter(_answers([each.bias for each in answers]), requires_grad=False)

    def forward(self, x: Tensor) -> Tensor:
        # The weights were trained on columns before rows.
        shared = self.prelu(self.shared(x.permute(0, 3, 2, 1).flatten(1)))
        return functional.linear(shared, self.weight, self.bias)


class Proposer(nn.Module):
    """P-Net: at every second pixel, whether the 12 x 12 pixels from there on show a face."""

    window, stride = 12, 2

    def __init__(self) -> None:
        super().__init__()
        net = PNet()
        self.conv1 = _on_pixels(FirstOfMany(net.conv1, net.prelu1))
        self.conv2 = Convolution(net.conv2, net.prelu2, lanes=1)
        self.conv3 = Convolution(net.conv3, net.prelu3)
        weight = _answers([net.conv4_1.weight, net.conv4_2.weight]).flatten(1)
        self.weight = nn.Parameter(weight, requires_grad=False)
        bias = _answers([net.conv4_1.bias, net.conv4_2.bias])
        self.bias = nn.Parameter(bias, requires_grad=False)
        self._bias = bias[0].item()

    def forward(self, pixels: Tensor, threshold: float) -> tuple[Tensor, Tensor, Tensor]:
        """Where in `pixels` (b, 3, h, w; 0..255) a face is at least as sure as `threshold`.

        Returns for each of the n places (picture, row, column) (n, 3), the confidence (n,) and the regression (n, 4).
        """
        features = self.conv3(self.conv2(self.conv1(pixels))).permute(0, 2, 3, 1)
        sure = features @ self.weight[0]
        places = (sure >= math.log(threshold / (1 - threshold)) - self._bias).nonzero()
        # The boxes are asked for only where there may be a face: that is hardly anywhere.
        chosen = features[places.unbind(1)]
        answers = _confident(functional.linear(chosen, self.weight, self.bias))
        return places, answers[:, 0], answers[:, 1:]


class Refiner(nn.Module):
    """R-Net: whether 24 x 24 pixels show a face, and how to move the box."""

    side = 24

    def __init__(self) -> None:
        super().__init__()
        net = RNet()
        self.conv1 = _on_pixels(Convolution(net.conv1, net.prelu1))
        self.conv2 = Convolution(net.conv2, net.prelu2)
        self.conv3 = Convolution(net.conv3, net.prelu3)
        self.dense = Dense(net.dense4, net.prelu4, [net.dense5_1, net.dense5_2])

    def forward(self, pixels: Tensor) -> Tensor:
        """(n, 3, 24, 24; 0..255) -> (n, 5): the confidence, and the box's regression."""
        x = _pooled(self.conv1(pixels), 3)
        x = _pooled(self.conv2(x), 3)
        return _confident(self.dense(self.conv3(x)))


class Decider(nn.Module):
    """O-Net: whether 48 x 48 pixels show a face, how to move the box, and where eyes, nose and mouth are."""

    side = 48

    def __init__(self) -> None:
        super().__init__()
        net = ONet()
        self.conv1 = _on_pixels(Convolution(net.conv1, net.prelu1))
        self.conv2 = Convolution(net.conv2, net.prelu2)
        self.conv3 = Convolution(net.conv3, net.prelu3)
        self.conv4 = Convolution(net.conv4, net.prelu4)
        self.dense = Dense(net.dense5, net.prelu5, [net.dense6_1, net.dense6_2, net.dense6_3])

    def forward(self, pixels: Tensor) -> Tensor:
        """(n, 3, 48, 48; 0..255) -> (n, 15): the confidence, the box's regression, five x and five y."""
        x = _pooled(self.conv1(pixels), 3)
        x = _pooled(self.conv2(x), 3)
        x = _pooled(self.conv3(x), 2)
        return _confident(self.dense(self.conv4(x)))


def _on_pixels(first: C) -> C:
    """The convolution taking 0..255 where it took (pixel - 127.5) / 128; none of them pads, so that is exact."""
    first.bias.sub_(first.weight.sum((1, 2, 3)) * (127.5 / 128))
    first.weight.div_(128)
    return first


def _answers(parts: list[Tensor]) -> Tensor:
    """All answers' weights below one another, those of the two classes replaced by their difference."""
    classes, *others = parts
    return torch.cat([classes[1:] - classes[:1], *others])


def _confident(answers: Tensor) -> Tensor:
    """The difference of the two classes made a probability: their softmax is the sigmoid of it."""
    answers[:, 0].sigmoid_()
    return answers


def _pooled(x: Tensor, window: int) -> Tensor:
    """Max pooling of (n, c, h, w) by `window` (2 or 3) with stride 2, a last window that is cut short included.

    Whole rows are compared at a time, then whole columns; torch's own loop, pixel by pixel, takes twice as long.
    """
    rows = _pairs(x.permute(0, 2, 3, 1), window, axis=1)
    return _pairs(rows, window, axis=2).permute(0, 3, 1, 2)


def _pairs(x: Tensor, window: int, axis: int) -> Tensor:
    length = x.shape[axis]
    whole, cut_short = divmod(length - window, 2)
    whole += 1
    pooled = x.new_empty([whole + cut_short if each == axis else size for each, size in enumerate(x.shape)])
    head = pooled.narrow(axis, 0, whole)
    torch.maximum(_every_second(x, axis, 0, whole), _every_second(x, axis, 1, whole), out=head)
    if window == 3:
        torch.maximum(head, _every_second(x, axis, 2, whole), out=head)
    if cut_short:
        rest = x.narrow(axis, 2 * whole, window - 1)
        torch.amax(rest, axis, keepdim=True, out=pooled.narrow(axis, whole, 1))
    return pooled


def _every_second(x: Tensor, axis: int, first: int, count: int) -> Tensor:
    """Elements first, first + 2, ... along `axis`: `count` of them."""
    index: list[slice] = [slice(None)] * x.ndim
    index[axis] = slice(first, first + 2 * count - 1, 2)
    return x[tuple(index)]
