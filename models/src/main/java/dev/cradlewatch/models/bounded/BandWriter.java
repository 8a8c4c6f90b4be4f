package dev.cradlewatch.models.bounded;

import dev.cradlewatch.models.onnx.file.OnnxAttribute;
import dev.cradlewatch.models.onnx.file.OnnxNode;
import dev.cradlewatch.models.onnx.file.OnnxTensor;
import java.util.ArrayList;
import java.util.List;

/** Writes a bottleneck as bands: split the rows, add those that neighbours lend, run, join. */
final class BandWriter {

    private static final int INT = 2;
    private static final int INT64 = 7;
    private static final int ROWS = 2;

    private final Bottleneck bottleneck;
    private final int bands;
    private final String prefix;
    private final List<OnnxNode> nodes = new ArrayList<>();
    private final List<OnnxTensor> constants = new ArrayList<>();

    BandWriter(Bottleneck bottleneck, int bands) {
        this.bottleneck = bottleneck;
        this.bands = bands;
        this.prefix = bottleneck.output() + "/band/";
        write();
    }

    List<OnnxNode> nodes() {
        return nodes;
    }

    List<OnnxTensor> constants() {
        return constants;
    }

    private void write() {
        var parts = new ArrayList<String>();
        for (int band = 0; band < bands; band++) {
            parts.add(prefix + "part" + band);
        }
        nodes.add(node("Split", List.of(bottleneck.input()), parts)
                .addAttribute(number("axis", ROWS))
                .addAttribute(number("num_outputs", bands))
                .build());
        var axis = constant("axis", ROWS);
        var start = constant("start", 0);
        var end = constant("end", Integer.MAX_VALUE);
        var above = constant("above", -bottleneck.rowsAbove());
        var below = constant("below", bottleneck.rowsBelow());
        var results = new ArrayList<String>();
        for (int band = 0; band < bands; band++) {
            var rows = new ArrayList<String>();
            if (band > 0 && bottleneck.rowsAbove() > 0) {
                rows.add(prefix + "above" + band);
                nodes.add(node("Slice", List.of(parts.get(band - 1), above, end, axis), rows)
                        .build());
            }
            rows.add(parts.get(band));
            if (band < bands - 1 && bottleneck.rowsBelow() > 0) {
                var lent = prefix + "below" + band;
                rows.add(lent);
                nodes.add(node("Slice", List.of(parts.get(band + 1), start, below, axis), List.of(lent))
                        .build());
            }
            results.add(run(band, joined(rows, prefix + "rows" + band)));
        }
        joined(results, bottleneck.output());
    }

    private String joined(List<String> parts, String into) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        nodes.add(node("Concat", parts, List.of(into))
                .addAttribute(number("axis", ROWS))
                .build());
        return into;
    }

    /** The bottleneck's nodes for one band; they share its weights. */
    private String run(int band, String input) {
        var name = input;
        for (int i = 0; i < bottleneck.nodes().size(); i++) {
            var original = bottleneck.nodes().get(i);
            var output = prefix + i + "/" + band;
            var copy = original.toBuilder().setName(output).setInput(0, name).setOutput(0, output);
            if (original == bottleneck.depthwise()) {
                pad(copy, band);
            }
            nodes.add(copy.build());
            name = output;
        }
        return name;
    }

    /** Rows of zeros only where the picture ends; the pads are top, left, bottom, right. */
    private void pad(OnnxNode.Builder convolution, int band) {
        for (var attribute : convolution.getAttributeBuilderList()) {
            if (attribute.getName().equals("pads")) {
                if (band > 0) {
                    attribute.setInts(0, 0);
                }
                if (band < bands - 1) {
                    attribute.setInts(2, 0);
                }
            }
        }
    }

    private OnnxNode.Builder node(String type, List<String> inputs, List<String> outputs) {
        return OnnxNode.newBuilder()
                .setOpType(type)
                .setName(outputs.get(0) + "/" + type)
                .addAllInput(inputs)
                .addAllOutput(outputs);
    }

    private static OnnxAttribute number(String name, long value) {
        return OnnxAttribute.newBuilder().setName(name).setI(value).setType(INT).build();
    }

    private String constant(String name, long value) {
        constants.add(OnnxTensor.newBuilder()
                .setName(prefix + name)
                .setDataType(INT64)
                .addDims(1)
                .addInt64Data(value)
                .build());
        return prefix + name;
    }
}
