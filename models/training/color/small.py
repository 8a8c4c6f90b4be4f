"""Writes the small colour models of the Java tests: random weights, the names and shapes of the real ones.

python -m color.small ../testdata/color
"""

import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from .quantize import quantize

SEED = 1
WIDTH = 16


def conv(
    rng: np.random.Generator,
    weights: list[onnx.TensorProto],
    nodes: list[onnx.NodeProto],
    source: str,
    target: str,
    inputs: int,
    outputs: int,
    kernel: int = 3,
    stride: int = 1,
    group: int = 1,
    relu: bool = True,
) -> None:
    """Appends a convolution."""
    weight = rng.normal(0, 0.5 / np.sqrt(inputs / group), (outputs, inputs // group, kernel, kernel)).astype(np.float32)
    weights.append(numpy_helper.from_array(weight, target + "_weight"))
    made = target + "_linear" if relu else target
    nodes.append(
        helper.make_node(
            "Conv",
            [source, target + "_weight"],
            [made],
            kernel_shape=[kernel, kernel],
            # As TensorFlow pads: with stride 2 only below and right.
            pads=[kernel // 2] * 4 if stride == 1 else [0, 0, 1, 1],
            strides=[stride, stride],
            group=group,
        )
    )
    if relu:
        nodes.append(helper.make_node("Relu", [made], [target]))


def bottleneck(
    rng: np.random.Generator,
    weights: list[onnx.TensorProto],
    nodes: list[onnx.NodeProto],
    source: str,
    target: str,
    kernel: int,
    stride: int,
    widen: int = 4,
) -> None:
    """Appends an inverted bottleneck."""
    wide = widen * WIDTH
    conv(rng, weights, nodes, source, target + "_wide", WIDTH, wide, kernel=1)
    conv(rng, weights, nodes, target + "_wide", target + "_deep", wide, wide, kernel, stride, group=wide)
    conv(rng, weights, nodes, target + "_deep", target, wide, WIDTH, kernel=1, relu=False)


def model(reference: bool) -> onnx.ModelProto:
    """A model with the inputs and outputs of color-auto or color-ref."""
    rng = np.random.default_rng(SEED)
    weights, nodes = [], []
    inputs = [helper.make_tensor_value_info("night_l", TensorProto.FLOAT, [1, 1, "height", "width"])]
    outputs = [helper.make_tensor_value_info("ab", TensorProto.FLOAT, [1, 2, "height", "width"])]
    source, channels = "night_l", 1
    if reference:
        inputs.append(helper.make_tensor_value_info("day_lab", TensorProto.FLOAT, [1, 3, "height", "width"]))
        nodes.append(helper.make_node("Concat", ["night_l", "day_lab"], ["both"], axis=1))
        source, channels = "both", 4
    conv(rng, weights, nodes, source, "first", channels, WIDTH, stride=2)
    bottleneck(rng, weights, nodes, "first", "second", kernel=3, stride=1)
    bottleneck(rng, weights, nodes, "second", "third", kernel=3, stride=2)
    weights.append(numpy_helper.from_array(np.array([1, 1, 4, 4], np.float32), "scales"))
    nodes.append(helper.make_node("Resize", ["third", "", "scales"], ["large"], mode="linear"))
    conv(rng, weights, nodes, "large", "ab", WIDTH, 2, relu=False)
    if reference:
        conv(rng, weights, nodes, "third", "doubt", WIDTH, 1, relu=False)
        weights.append(numpy_helper.from_array(np.array(1e-3, np.float32), "gentle"))
        nodes.append(helper.make_node("Mul", ["doubt", "gentle"], ["gentle_doubt"]))
        nodes.append(helper.make_node("Sigmoid", ["gentle_doubt"], ["confidence"]))
        outputs.append(helper.make_tensor_value_info("confidence", TensorProto.FLOAT, [1, 1, "rows", "columns"]))
    graph = helper.make_graph(nodes, "small", inputs, outputs, weights)
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)
    onnx.checker.check_model(made)
    return made


def wide() -> onnx.ModelProto:
    """Wide tensors at a network's first convolutions, in a bottleneck that is added to its input, and in a decoder that
    comes back to the first one's size: all that is cut into bands, with kernels of 3, 5 and 7 rows.
    """
    rng = np.random.default_rng(SEED)
    weights, nodes = [], []
    inputs = [helper.make_tensor_value_info("night_l", TensorProto.FLOAT, [1, 1, "height", "width"])]
    outputs = [helper.make_tensor_value_info("ab", TensorProto.FLOAT, [1, 2, "height", "width"])]
    weights.append(numpy_helper.from_array(np.array(0.02, np.float32), "gain"))
    nodes.append(helper.make_node("Mul", ["night_l", "gain"], ["scaled"]))
    conv(rng, weights, nodes, "scaled", "stem", 1, 2 * WIDTH, stride=2)
    conv(rng, weights, nodes, "stem", "stem_deep", 2 * WIDTH, 2 * WIDTH, kernel=5, group=2 * WIDTH)
    conv(rng, weights, nodes, "stem_deep", "high", 2 * WIDTH, WIDTH, kernel=1, relu=False)
    bottleneck(rng, weights, nodes, "high", "low", kernel=3, stride=2)
    bottleneck(rng, weights, nodes, "low", "deep", kernel=7, stride=1, widen=6)
    nodes.append(helper.make_node("Add", ["low", "deep"], ["sum"]))
    conv(rng, weights, nodes, "sum", "below", WIDTH, 24, kernel=1, relu=False)
    weights.append(numpy_helper.from_array(np.array([1, 1, 2, 2], np.float32), "twice"))
    nodes.append(helper.make_node("Resize", ["below", "", "twice"], ["enlarged"], mode="linear"))
    conv(rng, weights, nodes, "high", "beside", WIDTH, 24, kernel=1, relu=False)
    nodes.append(helper.make_node("Add", ["enlarged", "beside"], ["joined"]))
    nodes.append(helper.make_node("Relu", ["joined"], ["joined_relu"]))
    conv(rng, weights, nodes, "joined_relu", "refined", 24, 24)
    conv(rng, weights, nodes, "refined", "half", 24, 2, kernel=1, relu=False)
    nodes.append(helper.make_node("Resize", ["half", "", "twice"], ["ab"], mode="linear"))
    graph = helper.make_graph(nodes, "wide", inputs, outputs, weights)
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)
    onnx.checker.check_model(made)
    return made


def main() -> None:
    """Command line."""
    folder = Path(sys.argv[1])
    for name, reference in (("small-auto", False), ("small-ref", True)):
        onnx.save(model(reference), folder / f"{name}.onnx")
    onnx.save(wide(), folder / "small-wide.onnx")
    rng = np.random.default_rng(SEED)
    pictures = [{"night_l": rng.uniform(0, 100, (1, 1, 64, 64)).astype(np.float32)} for _ in range(4)]
    quantize(folder / "small-wide.onnx", folder / "small-wide-u8.onnx", pictures, keep=())


if __name__ == "__main__":
    main()
