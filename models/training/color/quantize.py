"""Static quantization to 8 bits (QDQ): activations UInt8 by calibration pictures, weights by channel.

Layers that lose the most stay in floats: what decides places (the aligner, the warp) and the choice between colours at
the end. Weights take 7 of the 8 bits: the processors without VNNI add two products in 16 bits, which would saturate.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import CalibrationDataReader, CalibrationMethod, QuantFormat, QuantType, quantize_static

from .bank import SIZE, ColorBank
from .batches import load
from .export import export_floats
from .net import ColorAuto, ColorRef
from .vivid import choose_gain

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
    onnx.checker.check_model(str(quantized))


def kept_in_floats(model: onnx.ModelProto) -> list[str]:
    """Names of the nodes that decide places, and of those after the last layer."""
    nodes = list(model.graph.node)
    last = max(i for i, node in enumerate(nodes) if node.op_type == "Conv")
    places = [n.name for n in nodes if any("aligner" in m.value for m in n.metadata_props)]
    return places + [n.name for n in nodes[last + 1 :]]


def trained(work: Path) -> ColorRef:
    """The net of the last stage that was trained."""
    net = ColorRef()
    for stage in ("adversary", "full", "small"):
        path = work / f"color-{stage}.pt"
        if path.exists():
            net.load_state_dict(torch.load(path, weights_only=True)["nets"]["net"])
            break
    else:
        raise FileNotFoundError(f"{work}: no color-*.pt (train first)")
    net.aligner.load_state_dict(torch.load(work / "aligner.pt", weights_only=True)["nets"]["net"])
    return net.eval()


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
    auto = ColorAuto()
    auto.load_state_dict(torch.load(work / "color-auto.pt", weights_only=True)["nets"]["net"])
    for name, part in (("color-auto", auto), ("color-ref", trained(work))):
        part.eval()
        part.gain = choose_gain(part, ColorBank(work / "val2"))
        floats = models / name / f"{name}.onnx"
        export_floats(part, floats)
        model = onnx.load(floats)
        inputs = {i.name for i in model.graph.input}
        own = [{k: v for k, v in feed.items() if k in inputs} for feed in feeds]
        quantize(floats, floats.with_name(f"{name}-u8.onnx"), own, kept_in_floats(model))
