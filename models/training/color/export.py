"""ONNX files of both models, in floats and in 8 bits, with any picture size whose sides are multiples of 32."""

import copy
from itertools import pairwise
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import nn
from torch.export import Dim
from torch.nn.utils.fusion import fuse_conv_bn_eval

from .net import ColorAuto, ColorRef

OPSET = 20
EXAMPLE_SIDE = 256


class ReferencedOutputs(nn.Module):
    """color-ref with the outputs that its users need."""

    def __init__(self, net: ColorRef) -> None:
        super().__init__()
        self.net = net

    def forward(self, night_l: torch.Tensor, day_lab: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """ab and confidence."""
        out = self.net(night_l, day_lab)
        return out["ab"], out["confidence"]


def folded(net: nn.Module) -> nn.Module:
    """A copy of the network whose batch normalizations are part of the convolutions before them."""
    net = copy.deepcopy(net).eval()
    for module in net.modules():
        if not isinstance(module, nn.Sequential):
            continue
        parts = list(module._modules.items())
        for (key, layer), (norm_key, norm) in pairwise(parts):
            if isinstance(layer, nn.Conv2d) and isinstance(norm, nn.BatchNorm2d):
                module._modules[key] = fuse_conv_bn_eval(layer, norm)
                module._modules[norm_key] = nn.Identity()
    return net


def pool_globally(path: Path) -> None:
    """Writes means over rows and columns as GlobalAveragePool, which has integers where ReduceMean has none."""
    model = onnx.load(path)
    constants = {t.name: numpy_helper.to_array(t) for t in model.graph.initializer}
    for node in model.graph.node:
        if node.op_type != "ReduceMean" or not all(a.i == 1 for a in node.attribute if a.name == "keepdims"):
            continue
        axes = constants.get(node.input[1], np.array([])) if len(node.input) > 1 else np.array([])
        if sorted(axes.tolist()) in ([2, 3], [-2, -1]):
            node.op_type = "GlobalAveragePool"
            del node.input[1:]
            del node.attribute[:]
    onnx.save(model, path)


def export_floats(net: ColorAuto | ColorRef, path: Path) -> None:
    """Writes the network, simplified by ONNX Runtime, at path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    side = 32 * Dim("rows", min=2, max=128), 32 * Dim("columns", min=2, max=128)
    shape = {2: side[0], 3: side[1]}
    night = torch.zeros(1, 1, EXAMPLE_SIDE, EXAMPLE_SIDE + 32)
    if isinstance(net, ColorRef):
        model, args = ReferencedOutputs(net), (night, torch.zeros(1, 3, EXAMPLE_SIDE, EXAMPLE_SIDE + 32))
        outputs, shapes = ["ab", "confidence"], {"night_l": shape, "day_lab": shape}
    else:
        model, args = net, (night,)
        outputs, shapes = ["ab"], {"night_l": shape}
    program = torch.onnx.export(
        folded(model),
        args,
        input_names=list(shapes),
        output_names=outputs,
        dynamic_shapes=shapes,
        opset_version=OPSET,
        dynamo=True,
        optimize=True,
    )
    raw = path.with_suffix(".raw.onnx")
    program.save(raw)
    quant_pre_process(str(raw), str(path), skip_symbolic_shape=True)
    raw.unlink()
    pool_globally(path)
    onnx.checker.check_model(str(path), full_check=True)
