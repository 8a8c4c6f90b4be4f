"""Writes the small colour models of the Java tests: random weights, the names and shapes of the real ones.

python -m color.small ../testdata/color
"""

import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

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
) -> None:
    """Appends an inverted bottleneck, which is what is cut into bands."""
    wide = 4 * WIDTH
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


def main() -> None:
    """Command line."""
    folder = Path(sys.argv[1])
    for name, reference in (("small-auto", False), ("small-ref", True)):
        onnx.save(model(reference), folder / f"{name}.onnx")


if __name__ == "__main__":
    main()
