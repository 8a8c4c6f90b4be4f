package dev.cradlewatch.models.bounded;

import dev.cradlewatch.models.onnx.file.OnnxAttribute;
import dev.cradlewatch.models.onnx.file.OnnxGraph;
import dev.cradlewatch.models.onnx.file.OnnxNode;
import dev.cradlewatch.models.onnx.file.OnnxTensor;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who makes and who reads each tensor of a graph, which of them are constant, and what attributes say. */
final class GraphIndex {

    /** Makes of constants what is constant too: the weights of a quantized graph. */
    private static final String DEQUANTIZE = "DequantizeLinear";

    private static final int FLOAT = 1;

    private final Map<String, OnnxNode> makers = new HashMap<>();
    private final Map<String, List<OnnxNode>> readers = new HashMap<>();
    private final Map<String, OnnxTensor> constants = new HashMap<>();
    private final Set<String> outputs = new HashSet<>();

    GraphIndex(OnnxGraph graph) {
        graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
        graph.getOutputList().forEach(value -> outputs.add(value.getName()));
        for (var node : graph.getNodeList()) {
            node.getOutputList().forEach(name -> makers.put(name, node));
            node.getInputList().stream().distinct().forEach(name -> readers.computeIfAbsent(
                            name, key -> new ArrayList<>())
                    .add(node));
        }
    }

    /** Empty for inputs of the graph and for constants. */
    Optional<OnnxNode> maker(String tensor) {
        return Optional.ofNullable(makers.get(tensor));
    }

    List<OnnxNode> readers(String tensor) {
        return readers.getOrDefault(tensor, List.of());
    }

    boolean isOutput(String tensor) {
        return outputs.contains(tensor);
    }

    /** Whether no picture changes it: a constant, one brought back from 8 bits, or an input that was left out. */
    boolean isConstant(String tensor) {
        return tensor.isEmpty() || constant(tensor).isPresent();
    }

    /** Sizes of a convolution's constant weight [out, in / group, rows, columns]; empty if it is not constant. */
    List<Long> weightSizes(OnnxNode convolution) {
        return constant(convolution.getInput(1)).map(OnnxTensor::getDimsList).orElse(List.of());
    }

    /** Values of a constant of floats; empty if it is none. */
    List<Float> floats(String tensor) {
        var constant = constants.get(tensor);
        if (constant == null || constant.getDataType() != FLOAT) {
            return List.of();
        }
        var values = new ArrayList<>(constant.getFloatDataList());
        var raw = constant.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        while (raw.remaining() >= Float.BYTES) {
            values.add(raw.getFloat());
        }
        return values;
    }

    private Optional<OnnxTensor> constant(String tensor) {
        var constant = constants.get(tensor);
        var maker = makers.get(tensor);
        return constant == null && maker != null && maker.getOpType().equals(DEQUANTIZE)
                ? Optional.ofNullable(constants.get(maker.getInput(0)))
                : Optional.ofNullable(constant);
    }

    static long number(OnnxNode node, String attribute, long absent) {
        return attribute(node, attribute).map(OnnxAttribute::getI).orElse(absent);
    }

    static List<Long> numbers(OnnxNode node, String attribute) {
        return attribute(node, attribute).map(OnnxAttribute::getIntsList).orElse(List.of());
    }

    static String text(OnnxNode node, String attribute, String absent) {
        return attribute(node, attribute)
                .map(each -> each.getS().toStringUtf8())
                .orElse(absent);
    }

    private static Optional<OnnxAttribute> attribute(OnnxNode node, String name) {
        return node.getAttributeList().stream()
                .filter(each -> each.getName().equals(name))
                .findFirst();
    }
}
