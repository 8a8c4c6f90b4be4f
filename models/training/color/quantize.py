"""Static quantization to 8 bits (QDQ): activations UInt8 by calibration pictures, weights by channel.

Layers that lose the most stay in floats: what decides places (the aligner, the warp) and the choice between colours at
the end. Weights take 7 of the 8 bits: the processors without VNNI add two products in 16 bits, which would saturate.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from onnxruntime.quantization import CalibrationDataReader, CalibrationMethod, QuantFormat, QuantType, quantize_static
from torch import nn

from .bank import SIZE, ColorBank
from .batches import load
from .export import export_floats, folded
from .net import ColorAuto, ColorRef
from .vivid import choose_gain

N = TypeVar("N", bound=nn.Module)
CALIBRATION = 48
QUANTIZED = ("Conv", "Relu", "Clip", "Concat", "Resize", "Add", "Mul", "GlobalAveragePool", "AveragePool")


class Pictures(CalibrationDataReader):
    """Feeds calibration pictures."""

    def __init__(self, feeds: Sequence[dict[str, np.ndarray]]) -> None:
        self.feeds: Iterator[dict[str, np.ndarray]] = iter(feeds)

    def get_next(self) -> dict[str, np.ndarray] | None:
        """The next picture, None at the end."""
        return next(self.feeds, None)


def quantize(floats: Path, quantized: Path, feeds: Sequence[dict[str, np.ndarray]], keep: Sequence[str]) -> None:
    """Writes the 8-bit twin of the model, nodes of `keep` in floats."""
    quantize_static(
        str(floats),
        str(quantized),
        Pictures(feeds),
        quant_format=QuantFormat.QDQ,
        per_channel=True,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
        calibrate_method=CalibrationMethod.MinMax,
        op_types_to_quantize=list(QUANTIZED),
        nodes_to_exclude=list(keep),
        reduce_range=True,
    )
    resize_in_integers(quantized)
    onnx.checker.check_model(str(quantized))


def resize_in_integers(path: Path) -> None:
    """Lets Resize take and give 8 bits where both have the same scale.

    ONNX Runtime leaves it in floats otherwise, which are four times as large and the largest tensors of the graph.
    """
    model = onnx.load(path)
    graph = model.graph
    makers = {name: node for node in graph.node for name in node.output}
    readers: dict[str, list[onnx.NodeProto]] = {}
    for node in graph.node:
        for name in node.input:
            readers.setdefault(name, []).append(node)
    gone = []
    for resize in graph.node:
        before = makers.get(resize.input[0]) if resize.op_type == "Resize" else None
        after = readers.get(resize.output[0], [])
        if before is None or before.op_type != "DequantizeLinear" or [n.op_type for n in after] != ["QuantizeLinear"]:
            continue
        if _scale(graph, before) == _scale(graph, after[0]):
            resize.input[0], resize.output[0] = before.input[0], after[0].output[0]
            gone += [after[0]] if len(readers[before.output[0]]) > 1 else [after[0], before]
    for node in gone:
        graph.node.remove(node)
    onnx.save(model, path)


def _scale(graph: onnx.GraphProto, node: onnx.NodeProto) -> list[float]:
    """Scale and zero point of a node that brings to or from 8 bits."""
    constants = {t.name: t for t in graph.initializer}
    return [float(numpy_helper.to_array(constants[name])) for name in node.input[1:3]]


def kept_in_floats(model: onnx.ModelProto) -> list[str]:
    """Names of the nodes that decide places or light, and of those after the last layer."""
    nodes = list(model.graph.node)
    last = max(i for i, node in enumerate(nodes) if node.op_type == "Conv")
    places = [n.name for n in nodes if any(part in m.value for m in n.metadata_props for part in ("aligner", "tone"))]
    return places + [n.name for n in nodes[last + 1 :]]


def _loaded(net: N, checkpoint: Path) -> N:
    """The net as it was trained; without batch normalizations if it was trained so."""
    state = torch.load(checkpoint, weights_only=True)["nets"]["net"]
    if any(key not in state for key in net.state_dict()):
        net = folded(net)
    net.load_state_dict(state)
    return net.eval()


def trained(work: Path) -> ColorRef:
    """color-ref of the last stage that was trained."""
    for stage in ("adversary", "full", "small"):
        path = work / f"color-{stage}.pt"
        if path.exists():
            return _loaded(ColorRef(), path)
    raise FileNotFoundError(f"{work}: no color-*.pt (train first)")


def calibration(work: Path) -> list[dict[str, np.ndarray]]:
    """Triples of the training bank, evenly spread, as inputs of the models."""
    bank = ColorBank(work / "train")
    feeds = []
    for i in np.linspace(0, len(bank) - 1, CALIBRATION).astype(int).tolist():
        batch = load(bank, [i], SIZE)
        feeds.append({"night_l": batch.night.contiguous().numpy(), "day_lab": batch.day.contiguous().numpy()})
    return feeds


def release(work: Path, models: Path) -> None:
    """Writes all four ONNX files of what was trained."""
    feeds = calibration(work)
    auto = _loaded(ColorAuto(), work / "color-auto.pt")
    for name, part in (("color-auto", auto), ("color-ref", trained(work))):
        part.gain = choose_gain(part, ColorBank(work / "val2"))
        floats = models / name / f"{name}.onnx"
        export_floats(part, floats)
        model = onnx.load(floats)
        inputs = {i.name for i in model.graph.input}
        own = [{k: v for k, v in feed.items() if k in inputs} for feed in feeds]
        quantize(floats, floats.with_name(f"{name}-u8.onnx"), own, kept_in_floats(model))
