package dev.cradlewatch.models.bounded;

import dev.cradlewatch.models.onnx.file.OnnxGraph;
import dev.cradlewatch.models.onnx.file.OnnxModel;
import dev.cradlewatch.models.onnx.file.OnnxNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Cuts the widest places of a graph into bands of rows, one run after the other. An inverted bottleneck (Sandler et al.
 * 2018: a 1x1 convolution to many channels, a depthwise one, a 1x1 one back to few) of a large picture holds by far
 * the largest tensors of a network; in bands only a fraction of them is alive at any time. A band's depthwise
 * convolution reads some rows of its neighbours; the result is the same but for the rounding of sums.
 */
final class RowBands {

    static final int BANDS = 4;

    /** Split has the attribute num_outputs since. */
    private static final int FIRST_OPSET = 18;

    private static final Set<String> ELEMENTWISE =
            Set.of("Relu", "Clip", "Add", "Mul", "Sub", "Div", "Concat", "Expand");

    private final OnnxGraph graph;
    private final GraphIndex index;
    private final int rowMultiple;

    private RowBands(OnnxGraph graph, int rowMultiple) {
        this.graph = graph;
        this.index = new GraphIndex(graph);
        this.rowMultiple = rowMultiple;
    }

    /** @param rowMultiple rows of every input picture are a multiple of this */
    static OnnxModel cut(OnnxModel model, int rowMultiple) {
        var opset = model.getOpsetImportList().stream()
                .filter(set -> set.getDomain().isEmpty())
                .mapToLong(set -> set.getVersion())
                .max();
        if (opset.orElse(0) < FIRST_OPSET) {
            return model;
        }
        var graph = new RowBands(model.getGraph(), rowMultiple).cut();
        return model.toBuilder().setGraph(graph).build();
    }

    private OnnxGraph cut() {
        Map<OnnxNode, Bottleneck> ends = new HashMap<>();
        Set<OnnxNode> replaced = new HashSet<>();
        for (var node : graph.getNodeList()) {
            var bottleneck = Bottleneck.startingWith(node, index);
            if (bottleneck != null && canBeCut(bottleneck)) {
                ends.put(bottleneck.last(), bottleneck);
                replaced.addAll(bottleneck.nodes());
            }
        }
        var cut = graph.toBuilder().clearNode();
        for (var node : graph.getNodeList()) {
            if (ends.containsKey(node)) {
                var bands = new BandWriter(ends.get(node), BANDS);
                cut.addAllNode(bands.nodes()).addAllInitializer(bands.constants());
            } else if (!replaced.contains(node)) {
                cut.addNode(node);
            }
        }
        return cut.build();
    }

    /** Each band must have whole rows, in and out, and as many as its neighbours read of it. */
    private boolean canBeCut(Bottleneck bottleneck) {
        int shrunk = shrunk(bottleneck.input());
        if (shrunk == 0 || rowMultiple % (shrunk * BANDS) != 0) {
            return false;
        }
        int rows = rowMultiple / shrunk / BANDS;
        return rows % bottleneck.stride() == 0 && rows >= bottleneck.rowsAbove() && rows >= bottleneck.rowsBelow();
    }

    /** How many rows of the input picture make one of this tensor; 0 if that cannot be told. */
    private int shrunk(String tensor) {
        int factor = 1;
        var name = tensor;
        while (!index.isInput(name)) {
            var maker = index.maker(name);
            if (maker == null) {
                return 0;
            }
            if (maker.getOpType().equals("Conv")) {
                factor *= Bottleneck.stride(maker);
            } else if (!ELEMENTWISE.contains(maker.getOpType())) {
                return 0;
            }
            name = maker.getInput(0);
        }
        return factor;
    }

    /** Who makes and who reads each tensor. */
    static final class GraphIndex {
        private final Map<String, OnnxNode> makers = new HashMap<>();
        private final Map<String, List<OnnxNode>> readers = new HashMap<>();
        private final Map<String, List<Long>> weights = new HashMap<>();
        private final Set<String> inputs = new HashSet<>();
        private final Set<String> outputs = new HashSet<>();

        GraphIndex(OnnxGraph graph) {
            for (var node : graph.getNodeList()) {
                node.getOutputList().forEach(name -> makers.put(name, node));
                node.getInputList().forEach(name -> readers.computeIfAbsent(name, key -> new ArrayList<>())
                        .add(node));
            }
            graph.getInitializerList().forEach(tensor -> weights.put(tensor.getName(), tensor.getDimsList()));
            graph.getInputList().forEach(value -> inputs.add(value.getName()));
            graph.getOutputList().forEach(value -> outputs.add(value.getName()));
        }

        boolean isInput(String tensor) {
            return inputs.contains(tensor);
        }

        /** Null if no node makes it. */
        OnnxNode maker(String tensor) {
            return makers.get(tensor);
        }

        /** The node that alone reads what a node makes; null if there is none or are several. */
        OnnxNode onlyReader(OnnxNode node) {
            var name = node.getOutput(0);
            var all = readers.getOrDefault(name, List.of());
            return all.size() == 1 && !outputs.contains(name) ? all.get(0) : null;
        }

        /** Sizes of a convolution's constant weight [out, in / group, rows, columns]; empty if the node has none. */
        List<Long> weight(OnnxNode node) {
            return node != null && node.getOpType().equals("Conv")
                    ? weights.getOrDefault(node.getInput(1), List.of())
                    : List.of();
        }
    }
}
