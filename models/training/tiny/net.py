"""cry-tiny for training: in floats with batch normalization, then with the board's rounding built in."""

import math
from collections.abc import Callable

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .integer import GREATEST, SHIFT, IntegerNet, Layer
from .layout import Kind, Placed, Unit, place, units
from .views import views

INPUT_SCALE = 1 / 32
SUM_LIMIT = 1 << 22


def prepared(steps: np.ndarray) -> Tensor:
    """Quantized contexts, uint8 [n, frames, bands], as the nets' input, [n, 3, frames, bands]."""
    return torch.from_numpy(np.moveaxis(views(steps), -1, 1).astype(np.float32)) * INPUT_SCALE


def flow(placed: list[Placed], x: Tensor, layer: Callable[[int, Tensor], Tensor]) -> Tensor:
    """Runs layers over [batch, channels, rows, cols]; layer(k, x) does the k-th unless it is a pool."""
    for k, here in enumerate(placed):
        if here.unit.fold:
            x = x.permute(0, 3, 1, 2).flatten(1, 2)[..., None]
        x = pooled(x, here.unit.kernel[0]) if here.unit.kind == Kind.POOL else layer(k, x)
    return x.flatten()


def pooled(x: Tensor, recent: int) -> Tensor:
    """Per channel the sum of the recent rows, their greatest value times their number, the sum of the others; a row."""
    late, early = x[:, :, -recent:, 0], x[:, :, :-recent, 0]
    sums = torch.cat([late.sum(dim=2), late.amax(dim=2) * recent, early.sum(dim=2)], dim=1)
    return sums[..., None, None] / recent


def convolution(here: Placed, bias: bool) -> nn.Conv2d:
    """The layer as a convolution; a dense layer sees one row and column."""
    groups = here.inputs.channels if here.unit.kind == Kind.DEPTHWISE else 1
    kernel = here.unit.kernel
    padding = (kernel[0] // 2, kernel[1] // 2)
    channels = (here.inputs.channels, here.outputs.channels)
    return nn.Conv2d(*channels, kernel, here.unit.stride, padding, groups=groups, bias=bias)


class FloatNet(nn.Module):
    """Every layer but the last with batch normalization and a ReLU."""

    def __init__(self, listed: list[Unit] | None = None) -> None:
        super().__init__()
        self.placed = place(listed or units())
        self.convs, self.norms = nn.ModuleList(), nn.ModuleList()
        for here in self.placed:
            is_pool = here.unit.kind == Kind.POOL
            self.convs.append(nn.Identity() if is_pool else convolution(here, here.unit.raw))
            self.norms.append(nn.Identity() if is_pool or here.unit.raw else nn.BatchNorm2d(here.outputs.channels))

    def forward(self, x: Tensor) -> Tensor:
        """Logits [batch] of prepared contexts."""
        return flow(self.placed, x, self._layer)

    def _layer(self, k: int, x: Tensor) -> Tensor:
        x = self.norms[k](self.convs[k](x))
        return x if self.placed[k].unit.raw else F.relu(x)


def straight_round(x: Tensor) -> Tensor:
    """Rounds halves up, with the gradient of no rounding."""
    return x + (torch.floor(x + 0.5) - x).detach()


class QuantNet(nn.Module):
    """The folded net: int8 weights with a scale an output channel, activations 0..127 with a learnt scale a layer."""

    def __init__(self, source: FloatNet) -> None:
        super().__init__()
        self.placed = source.placed
        self.weights, self.biases = nn.ParameterList(), nn.ParameterList()
        self.scales = nn.Parameter(torch.ones(len(self.placed)))
        for conv, norm in zip(source.convs, source.norms, strict=True):
            weight, bias = _folded(conv, norm)
            self.weights.append(nn.Parameter(weight))
            self.biases.append(nn.Parameter(bias))
        self.is_calibrating = False

    @torch.no_grad()
    def calibrate(self, batches: list[Tensor]) -> None:
        """Sets each layer's scale so that nearly all of its activations fit."""
        self.is_calibrating = True
        self.scales.zero_()
        for x in batches:
            self(x)
        self.is_calibrating = False

    def forward(self, x: Tensor) -> Tensor:
        """Logits [batch] of prepared contexts, as near as floats come to the integers."""
        return flow(self.placed, x, self._layer)

    def _layer(self, k: int, x: Tensor) -> Tensor:
        here, step = self.placed[k], self.weight_step(k)
        unit, step = step * self.input_scale(k), step[:, None, None, None]
        weight = straight_round(self.weights[k] / step).clamp(-GREATEST, GREATEST) * step
        bias = straight_round(self.biases[k] / unit) * unit
        kernel = here.unit.kernel
        groups = here.inputs.channels if here.unit.kind == Kind.DEPTHWISE else 1
        x = F.conv2d(x, weight, bias, here.unit.stride, (kernel[0] // 2, kernel[1] // 2), 1, groups)
        return x if here.unit.raw else self._activation(k, F.relu(x))

    def _activation(self, k: int, x: Tensor) -> Tensor:
        if self.is_calibrating:
            top = torch.quantile(x.flatten()[:: max(1, x.numel() // 200_000)], 0.9995) / GREATEST
            self.scales[k] = torch.maximum(self.scales[k], top.clamp(min=1e-4))
            return x
        # The gradients of many activations meet in one scale: they are shrunk as in "Learned Step Size Quantization".
        share = 1 / math.sqrt(x.numel() * GREATEST)
        scale = self.scales[k] * share + (self.scales[k] * (1 - share)).detach()
        return straight_round((x / scale).clamp(0, GREATEST)) * scale

    def input_scale(self, k: int) -> float:
        """What one unit of layer k's input stands for."""
        if k == 0:
            return INPUT_SCALE
        before = self.placed[k - 1].unit
        if before.kind == Kind.POOL:
            return self.input_scale(k - 1) / before.kernel[0]
        return self.scales[k - 1].item()

    def weight_step(self, k: int) -> Tensor:
        """What one unit of a weight stands for, [channels]; not so small that the bias would not fit."""
        greatest = self.weights[k].detach().abs().amax(dim=(1, 2, 3)) / GREATEST
        least = self.biases[k].detach().abs() / (self.input_scale(k) * SUM_LIMIT)
        return torch.maximum(greatest, least).clamp(min=1e-9)

    @torch.no_grad()
    def to_integers(self, name: str) -> IntegerNet:
        """The net that the board runs, without calibration: a logit's slope is what one unit stands for."""
        layers, slope = [], 1.0
        for k, here in enumerate(self.placed):
            if here.unit.kind == Kind.POOL:
                layers.append(Layer(here, *(np.zeros(0, t) for t in (np.int8, np.int32, np.int32))))
                continue
            step = self.weight_step(k).double()
            weights = torch.floor(self.weights[k].double() / step[:, None, None, None] + 0.5)
            unit = step * self.input_scale(k)
            bias = torch.floor(self.biases[k].double() / unit + 0.5)
            share = torch.zeros_like(unit) if here.unit.raw else unit / self.scales[k].item()
            if share.max() >= 0.5:
                raise ValueError(
                    f"layer {k}: an output is {share.max():.2f} of a sum, expected under 0.5 (train longer)"
                )
            slope = unit[0].item() if here.unit.raw else slope
            layers.append(
                Layer(
                    here,
                    _arranged(weights.clamp(-GREATEST, GREATEST), here),
                    bias.numpy().astype(np.int32),
                    torch.floor(share * 2.0**SHIFT + 0.5).numpy().astype(np.int32),
                )
            )
        return IntegerNet(name, layers, slope)


def _folded(conv: nn.Module, norm: nn.Module) -> tuple[Tensor, Tensor]:
    """Weights and biases of a convolution with its normalization."""
    if isinstance(conv, nn.Identity):
        return torch.zeros(0), torch.zeros(0)
    if isinstance(norm, nn.Identity):
        return conv.weight.detach().clone(), conv.bias.detach().clone()
    gain = norm.weight.detach() / torch.sqrt(norm.running_var + norm.eps)
    return conv.weight.detach() * gain[:, None, None, None], norm.bias.detach() - norm.running_mean * gain


def _arranged(weights: Tensor, here: Placed) -> np.ndarray:
    """[out, in, rows, cols] with the inputs innermost."""
    return weights.permute(0, 2, 3, 1).reshape(here.weight_shape).numpy().astype(np.int8)
