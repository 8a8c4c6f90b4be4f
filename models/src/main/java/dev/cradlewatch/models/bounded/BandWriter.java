package dev.cradlewatch.models.bounded;

import dev.cradlewatch.models.onnx.file.OnnxAttribute;
import dev.cradlewatch.models.onnx.file.OnnxNode;
import dev.cradlewatch.models.onnx.file.OnnxTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a part of a graph as bands: take the rows of each from the inputs, run, join the outputs. */
final class BandWriter {

    private static final int INT = 2;
    private static final int INT64 = 7;
    private static final int ROWS = 2;
    private static final int BELOW = 2;

    private final BandedPart part;
    private final RowOperators operators;
    private final int bands;
    private final String prefix;
    private final List<OnnxNode> nodes = new ArrayList<>();
    private final Map<Long, OnnxTensor> constants = new LinkedHashMap<>();

    BandWriter(BandedPart part, RowOperators operators, int bands) {
        this.part = part;
        this.operators = operators;
        this.bands = bands;
        this.prefix = part.outputs().iterator().next() + "/band/";
        write();
    }

    List<OnnxNode> nodes() {
        return nodes;
    }

    List<OnnxTensor> constants() {
        return List.copyOf(constants.values());
    }

    private void write() {
        part.inputs().forEach(this::writeEnds);
        var results = new HashMap<String, List<String>>();
        for (int band = 0; band < bands; band++) {
            var made = run(band);
            part.outputs().forEach(name -> results.computeIfAbsent(name, key -> new ArrayList<>())
                    .add(made.get(name)));
        }
        part.outputs()
                .forEach(name -> nodes.add(node("Concat", results.get(name), name)
                        .addAttribute(number("axis", ROWS))
                        .build()));
    }

    /** Row by row where the bands of an input end, but for the last. */
    private void writeEnds(String input) {
        var rows = named(input, "rows");
        nodes.add(node("Shape", List.of(input), rows)
                .addAttribute(number("start", ROWS))
                .addAttribute(number("end", ROWS + 1))
                .build());
        for (int band = 1; band < bands; band++) {
            var scaled = named(input, "scaled" + band);
            nodes.add(node("Mul", List.of(rows, constant(band)), scaled).build());
            nodes.add(node("Div", List.of(scaled, constant(bands)), named(input, "end" + band))
                    .build());
        }
    }

    /** One band: the part's nodes, with its weights. Gives the band's names of tensors. */
    private Map<String, String> run(int band) {
        var names = new HashMap<String, String>();
        part.inputs().forEach(input -> names.put(input, taken(input, band)));
        for (var original : part.nodes()) {
            var output = original.getOutput(0);
            var read = at(operators.needed(original, part.held(output)), band);
            var copy = original.toBuilder().setName(named(output, "node" + band));
            for (int i = 0; i < copy.getInputCount(); i++) {
                var input = original.getInput(i);
                if (names.containsKey(input)) {
                    var into = named(output, "from" + i + "/" + band);
                    copy.setInput(
                            i,
                            operators.isConvolution(original)
                                    ? trimmed(names.get(input), at(part.held(input), band), read, into)
                                    : names.get(input));
                }
            }
            var made = named(output, String.valueOf(band));
            nodes.add(padded(copy.setOutput(0, made), band).build());
            names.put(output, made);
        }
        for (var output : part.outputs()) {
            var held = at(part.held(output), band);
            names.computeIfPresent(
                    output, (key, made) -> trimmed(made, held, Span.NONE, named(output, "rows/" + band)));
        }
        return names;
    }

    private Span at(Span span, int band) {
        return span.within(band == 0, band == bands - 1);
    }

    /** The rows of an input that a band needs. */
    private String taken(String input, int band) {
        var span = at(part.held(input), band);
        var start = band == 0 ? constant(0) : moved(input, band, "Sub", span.above());
        var end = band == bands - 1 ? constant(Integer.MAX_VALUE) : moved(input, band + 1, "Add", span.below());
        return slice(input, start, end, named(input, "taken" + band));
    }

    private String moved(String input, int band, String by, int rows) {
        var end = named(input, "end" + band);
        if (rows == 0) {
            return end;
        }
        var moved = named(input, by + band);
        nodes.add(node(by, List.of(end, constant(rows)), moved).build());
        return moved;
    }

    /** Leaves out the rows beyond what is needed. */
    private String trimmed(String tensor, Span held, Span needed, String into) {
        int above = held.above() - needed.above();
        int below = held.below() - needed.below();
        return above == 0 && below == 0
                ? tensor
                : slice(tensor, constant(above), constant(below == 0 ? Integer.MAX_VALUE : -below), into);
    }

    private String slice(String tensor, String start, String end, String into) {
        nodes.add(
                node("Slice", List.of(tensor, start, end, constant(ROWS)), into).build());
        return into;
    }

    /** Rows of zeros only where the picture ends; the pads are top, left, bottom, right. */
    private OnnxNode.Builder padded(OnnxNode.Builder node, int band) {
        if (node.getOpType().equals(RowOperators.CONVOLUTION)) {
            for (var attribute : node.getAttributeBuilderList()) {
                if (attribute.getName().equals("pads")) {
                    if (band > 0) {
                        attribute.setInts(0, 0);
                    }
                    if (band < bands - 1) {
                        attribute.setInts(BELOW, 0);
                    }
                }
            }
        }
        return node;
    }

    private String named(String tensor, String what) {
        return prefix + tensor + "/" + what;
    }

    private OnnxNode.Builder node(String type, List<String> inputs, String output) {
        return OnnxNode.newBuilder()
                .setOpType(type)
                .setName(output + "/" + type)
                .addAllInput(inputs)
                .addOutput(output);
    }

    private static OnnxAttribute number(String name, long value) {
        return OnnxAttribute.newBuilder().setName(name).setI(value).setType(INT).build();
    }

    private String constant(long value) {
        return constants
                .computeIfAbsent(value, key -> OnnxTensor.newBuilder()
                        .setName(prefix + "constant" + key)
                        .setDataType(INT64)
                        .addDims(1)
                        .addInt64Data(key)
                        .build())
                .getName();
    }
}
