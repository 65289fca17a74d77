"""MTCNN's three networks with facenet-pytorch's weights, arranged for speed; what they say is the same.

Convolutions run channels last, which is up to four times as fast on a processor, and in bfloat16 where it has units
for that. P-Net's pixels, whole numbers less 127.5, are exact in it; the others' are not, so their first convolutions
stay in float32, as do the last layers. Convolutions are padded with channels of zeros to a multiple of 16, because
pooling takes 16 floats at once and any others one by one. The scaling of pixels to -1..1 is folded into the first
convolution, and of the two classes "face" and "no face" only the difference is computed.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.vision.borrowed import ONet, PNet, RNet

_LANES = 16
_LAST = 3  # pixels a side that R-Net's and O-Net's last convolutions leave


class Convolution(nn.Module):
    """A convolution and its PReLU, computed in `precision`. Channels last out."""

    def __init__(
        self, convolution: nn.Conv2d, prelu: nn.PReLU, precision: torch.dtype, lanes: int = _LANES
    ) -> None:
        super().__init__()
        bias = convolution.bias if convolution.bias is not None else torch.zeros(convolution.out_channels)
        padded_in = -convolution.in_channels % lanes if convolution.in_channels > 3 else 0
        padded_out = -convolution.out_channels % lanes
        weight = functional.pad(convolution.weight, (0, 0, 0, 0, 0, padded_in, 0, padded_out))
        self.weight = _constant(weight.contiguous(memory_format=torch.channels_last), precision)
        self.bias = _constant(functional.pad(bias, (0, padded_out)), precision)
        self.slope = _constant(functional.pad(prelu.weight, (0, padded_out)), precision)
        self._slopes = self.slope.detach()[
            :0
        ]  # those of all channels, over and over, for the widest row so far

    def forward(self, x: Tensor) -> Tensor:
        x = x.to(self.weight.dtype, memory_format=torch.channels_last)
        return self._prelu(functional.conv2d(x, self.weight, self.bias))

    def _prelu(self, x: Tensor) -> Tensor:
        """Row by row, because torch is slow where there are few channels."""
        n, c, h, w = x.shape
        slopes = self._slopes
        if len(slopes) < w * c:
            slopes = self._slopes = self.slope.repeat(w)
        rows = functional.prelu(x.permute(0, 2, 3, 1).view(n * h, w * c), slopes[: w * c])
        return rows.view(n, h, w, c).permute(0, 3, 1, 2)


class Dense(nn.Module):
    """The fully connected layers after the convolutions: one shared, then one for every answer at once."""

    def __init__(self, shared: nn.Linear, prelu: nn.PReLU, answers: list[nn.Linear]) -> None:
        super().__init__()
        # Trained on columns before rows; here rows come first, as they lie in memory.
        columns_first = shared.weight.view(shared.out_features, _LAST, _LAST, -1)
        self.shared = _constant(columns_first.transpose(1, 2).flatten(1))
        self.shared_bias = _constant(shared.bias)
        self.prelu = prelu
        self.weight = _constant(_answers([each.weight for each in answers]))
        self.bias = _constant(_answers([each.bias for each in answers]))

    def forward(self, x: Tensor) -> Tensor:
        rows = x.permute(0, 2, 3, 1).flatten(1).float()
        shared = self.prelu(functional.linear(rows, self.shared, self.shared_bias))
        return functional.linear(shared, self.weight, self.bias)


class Proposer(nn.Module):
    """P-Net: at every second pixel, whether the 12 x 12 pixels from there on show a face."""

    def __init__(self, precision: torch.dtype = torch.float32) -> None:
        super().__init__()
        self.precision = precision
        net = PNet()
        # Ten channels are too few to add another six.
        self.conv1 = Convolution(_on_pixels(net.conv1), net.prelu1, precision, lanes=1)
        self.conv2 = Convolution(net.conv2, net.prelu2, precision, lanes=1)
        self.conv3 = Convolution(net.conv3, net.prelu3, precision)
        self.weight = _constant(_answers([net.conv4_1.weight, net.conv4_2.weight]).flatten(1))
        self.bias = _constant(_answers([net.conv4_1.bias, net.conv4_2.bias]))
        self.sure = _constant(self.weight[0], precision)
        self._bias = self.bias[0].item()

    def look(self, pixels: Tensor, threshold: float) -> tuple[Tensor, Tensor]:
        """Where in `pixels` (b, 3, h, w; -127.5..127.5) a face is at least as sure as `threshold`.

        Returns for each of the n places (picture, row, column) (n, 3), and its features (n, 32).
        """
        x = self.conv2(_pooled(self.conv1(pixels), 2))
        features = self.conv3(x).permute(0, 2, 3, 1)
        places = (features @ self.sure >= math.log(threshold / (1 - threshold)) - self._bias).nonzero()
        return places, features[places.unbind(1)]

    def answers(self, features: Tensor) -> tuple[Tensor, Tensor]:
        """The confidence (n,) and the box's regression (n, 4) where P-Net saw these features.

        Asked for only where there may be a face: that is hardly anywhere.
        """
        answers = _confident(functional.linear(features.float(), self.weight, self.bias))
        return answers[:, 0], answers[:, 1:]


class Refiner(nn.Module):
    """R-Net: whether 24 x 24 pixels show a face, and how to move the box."""

    side = 24

    def __init__(self, precision: torch.dtype = torch.float32) -> None:
        super().__init__()
        net = RNet()
        self.conv1 = Convolution(_on_pixels(net.conv1), net.prelu1, torch.float32)
        self.conv2 = Convolution(net.conv2, net.prelu2, precision)
        self.conv3 = Convolution(net.conv3, net.prelu3, precision)
        self.dense = Dense(net.dense4, net.prelu4, [net.dense5_1, net.dense5_2])

    def forward(self, pixels: Tensor) -> Tensor:
        """(n, 3, 24, 24; -127.5..127.5) -> (n, 5): the confidence, and the box's regression."""
        x = _pooled(self.conv1(pixels), 3)
        x = _pooled(self.conv2(x), 3)
        return _confident(self.dense(self.conv3(x)))


class Decider(nn.Module):
    """O-Net: whether 48 x 48 pixels show a face, how to move the box, and where eyes, nose and mouth are."""

    side = 48

    def __init__(self, precision: torch.dtype = torch.float32) -> None:
        super().__init__()
        net = ONet()
        self.conv1 = Convolution(_on_pixels(net.conv1), net.prelu1, torch.float32)
        self.conv2 = Convolution(net.conv2, net.prelu2, precision)
        self.conv3 = Convolution(net.conv3, net.prelu3, precision)
        self.conv4 = Convolution(net.conv4, net.prelu4, precision)
        self.dense = Dense(net.dense5, net.prelu5, [net.dense6_1, net.dense6_2, net.dense6_3])

    def forward(self, pixels: Tensor) -> Tensor:
        """(n, 3, 48, 48; -127.5..127.5) -> (n, 15): the confidence, the box's regression, five x and five y."""
        x = _pooled(self.conv1(pixels), 3)
        x = _pooled(self.conv2(x), 3)
        x = _pooled(self.conv3(x), 2)
        return _confident(self.dense(self.conv4(x)))


def _on_pixels(first: nn.Conv2d) -> nn.Conv2d:
    """The convolution taking -127.5..127.5 where it took -1..1, about: MTCNN was trained on pixels by 128."""
    first.weight.data.div_(128)
    return first


def _constant(values: Tensor, precision: torch.dtype = torch.float32) -> nn.Parameter:
    return nn.Parameter(values.detach().to(precision), requires_grad=False)


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
