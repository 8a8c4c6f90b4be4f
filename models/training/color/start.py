"""Takes over the weights of a released ONNX file, to go on training where it stands."""

from pathlib import Path
from typing import TypeVar

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn

from .export import folded

N = TypeVar("N", bound=nn.Module)
SHARPNESS = "aligner.sharpness"
FORMER_BOTTOM = 128
MOVED = {"decoder.at16.0.": "decoder.bottom.1.", "decoder.at16.1.": "decoder.bottom.2."}


def taken_over(net: N, path: Path) -> N:
    """The net without batch normalizations, which are part of the file's convolutions, and with those of the file's
    weights that have the name and shape of one of its own. The rest stays as it is.
    """
    graph = onnx.load(path).graph
    values = {t.name.removeprefix("net."): numpy_helper.to_array(t) for t in graph.initializer}
    values |= _entering(graph, values)
    values |= _moved(values)
    if "exp" in values:
        values[SHARPNESS] = np.asarray(np.log(values["exp"]))
    net = folded(net)
    own = net.state_dict()
    taken = {k: torch.from_numpy(np.array(v)) for k, v in values.items() if k in own and own[k].shape == v.shape}
    net.load_state_dict(taken, strict=False)
    print(f"{path.name}: {len(taken)} of {len(own)} tensors; not {sorted(k for k in own if k not in taken)}")
    return net


def _entering(graph: onnx.GraphProto, values: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Weights of `Enter`, where the file has it in two parts: for what comes from below and lies beside."""
    makers = {name: node for node in graph.node for name in node.output}
    found = {}
    for beside in graph.node:
        bias = beside.input[2].removeprefix("net.") if beside.op_type == "Conv" and len(beside.input) > 2 else ""
        weight = bias.replace("bias", "weight")
        if ".enter" not in bias or weight in values:
            continue
        (joined,) = [node for node in graph.node if node.op_type == "Add" and beside.output[0] in node.input]
        (enlarged,) = [name for name in joined.input if name != beside.output[0]]
        below = makers[makers[enlarged].input[0]]
        parts = [values[node.input[1].removeprefix("net.")] for node in (below, beside)]
        found[weight] = np.concatenate(parts, 1)
    return found


def _moved(values: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """What has another place since 0.1.0, whose decoder began at 1/32 of the picture, with FORMER_BOTTOM channels."""
    found = {k.replace(old, new): v for old, new in MOVED.items() for k, v in values.items() if k.startswith(old)}
    if "decoder.enter16.0.bias" in values:
        found["decoder.bottom.0.0.bias"] = values["decoder.enter16.0.bias"]
        found["decoder.bottom.0.0.weight"] = values["decoder.enter16.0.weight"][:, FORMER_BOTTOM:]
    return found
