"""The board's net as an ONNX graph: the same integers, held in floats, so that any runtime can be compared with it."""

from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from cry.export import OPSET, strip_traces

from .integer import GREATEST, SHIFT, IntegerNet, Layer
from .layout import BANDS, FRAMES, Kind
from .net import flow
from .views import HOP, LOW, SPAN, STEPS_PER_UNIT


class Twin(nn.Module):
    """Log-mel [batch, 100, 40] to probability [batch]. Sums stay under 2^24, so single precision holds them exactly."""

    def __init__(self, net: IntegerNet) -> None:
        super().__init__()
        self.placed = [layer.placed for layer in net.layers]
        self.line = (net.slope, net.offset)
        self.weights = nn.ParameterList(nn.Parameter(_weights(layer), False) for layer in net.layers)
        self.biases = nn.ParameterList(nn.Parameter(_column(layer.bias), False) for layer in net.layers)
        shares = (_column(layer.multiplier) / 2**SHIFT for layer in net.layers)
        self.shares = nn.ParameterList(nn.Parameter(share, False) for share in shares)

    def forward(self, log_mel: Tensor) -> Tensor:
        """See the class."""
        slope, offset = self.line
        return torch.sigmoid(slope * self.logits(log_mel).float() + offset)

    def logits(self, log_mel: Tensor) -> Tensor:
        """Integer logits [batch], in double precision."""
        return flow(self.placed, self._views(log_mel), self._layer)

    @staticmethod
    def _views(log_mel: Tensor) -> Tensor:
        q = torch.floor((log_mel - float(LOW)) * float(STEPS_PER_UNIT) + 0.5).clamp(0, 255)
        count = FRAMES * BANDS
        mean = torch.floor((q.sum(dim=(1, 2), keepdim=True) + count // 2) / count)
        hops = q.reshape(-1, FRAMES // HOP, HOP, BANDS).sum(dim=2)
        sums = hops[:, :-1] + hops[:, 1:]
        floor = torch.floor((sums.amin(dim=1, keepdim=True) + SPAN // 2) / SPAN)
        peak = torch.floor((sums.amax(dim=(1, 2), keepdim=True) + SPAN // 2) / SPAN)
        seen = (q - mean).clamp(-127, 127), (q - floor).clamp(-40, 120), (q - peak).clamp(-120, 60)
        return torch.stack(seen, dim=1)

    def _layer(self, k: int, x: Tensor) -> Tensor:
        here = self.placed[k]
        if k > 0 and self.placed[k - 1].unit.kind == Kind.POOL:
            x = torch.floor(x * self.placed[k - 1].unit.kernel[0] + 0.5)
        kernel = here.unit.kernel
        groups = here.inputs.channels if here.unit.kind == Kind.DEPTHWISE else 1
        x = F.conv2d(x, self.weights[k], None, here.unit.stride, (kernel[0] // 2, kernel[1] // 2), 1, groups)
        total = x.double() + self.biases[k]
        if here.unit.raw:
            return total
        return torch.floor(total * self.shares[k] + 0.5).clamp(0, GREATEST).float()


def _weights(layer: Layer) -> Tensor:
    if layer.placed.unit.kind == Kind.POOL:
        return torch.zeros(0)
    depth = 1 if layer.placed.unit.kind == Kind.DEPTHWISE else layer.placed.inputs.channels
    shaped = layer.weights.reshape(layer.placed.outputs.channels, *layer.placed.unit.kernel, depth)
    return torch.from_numpy(shaped.copy()).permute(0, 3, 1, 2).float().contiguous()


def _column(values: object) -> Tensor:
    return torch.from_numpy(values.copy()).double()[:, None, None]


def write_onnx(net: IntegerNet, path: Path) -> None:
    """Writes the graph with a dynamic batch; the file appears whole."""
    partial = path.with_suffix(".part")
    torch.onnx.export(
        Twin(net).eval(),
        (torch.randn(3, FRAMES, BANDS) * 3 - 5,),
        str(partial),
        input_names=["log_mel"],
        output_names=["probability"],
        dynamic_shapes={"log_mel": {0: torch.export.Dim("batch")}},
        opset_version=OPSET,
        dynamo=True,
        external_data=False,
        verbose=False,
    )
    strip_traces(partial)
    partial.rename(path)
