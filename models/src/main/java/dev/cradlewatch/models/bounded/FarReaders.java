package dev.cradlewatch.models.bounded;

import dev.cradlewatch.models.onnx.file.OnnxGraph;
import dev.cradlewatch.models.onnx.file.OnnxNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Wide tensors that are made at the beginning and read again at the end, as by a U-Net's decoder at the picture's size,
 * would be held over the whole run. They are made anew for a reader that comes so much later, from the picture, which is
 * there all the time. Not in 8 bits, where they are small and the changes to and from floats cost more time.
 */
final class FarReaders {

    /** A reader is far if that part of the graph's longest path lies between it and the one before. */
    private static final double FAR = 1 / 3.0;

    /** The most nodes that are run again. */
    private static final int CHEAP = 32;

    private final OnnxGraph graph;
    private final GraphIndex index;
    private final RowOperators operators;
    private final PictureScales scales;
    private final Map<OnnxNode, Integer> turns = new HashMap<>();

    private FarReaders(OnnxGraph graph, int rowMultiple) {
        this.graph = graph;
        this.index = new GraphIndex(graph);
        this.operators = new RowOperators(index);
        this.scales = new PictureScales(graph, index, operators, rowMultiple);
        countTurns();
    }

    /** The latest turn at which each node can run, if the last of the graph's longest path is turn 0. */
    private void countTurns() {
        for (int i = graph.getNodeCount() - 1; i >= 0; i--) {
            var node = graph.getNode(i);
            int first = node.getOutputList().stream()
                    .flatMap(name -> index.readers(name).stream())
                    .mapToInt(turns::get)
                    .min()
                    .orElse(1);
            turns.put(node, first - 1);
        }
    }

    /** The same graph, whose far readers have tensors of their own. */
    static OnnxGraph served(OnnxGraph graph, int rowMultiple) {
        return new FarReaders(graph, rowMultiple).served();
    }

    private OnnxGraph served() {
        int longestPath = turns.values().stream().mapToInt(turn -> -turn).max().orElse(0);
        Map<OnnxNode, List<OnnxNode>> before = new HashMap<>();
        for (var node : graph.getNodeList()) {
            var tensor = node.getOutput(0);
            var readers = index.readers(tensor).stream()
                    .sorted(Comparator.comparing(turns::get))
                    .toList();
            if (scales.valuesPerPixel(tensor) >= RowBands.LEAST_WIDE && readers.size() > 1) {
                var last = readers.get(readers.size() - 1);
                var makers = makers(node);
                if (turns.get(last) - turns.get(readers.get(readers.size() - 2)) > FAR * longestPath
                        && makers.size() <= CHEAP
                        && makers.stream().allMatch(this::isFloat)) {
                    before.put(last, again(last, makers));
                }
            }
        }
        var served = graph.toBuilder().clearNode();
        for (var node : graph.getNodeList()) {
            served.addAllNode(before.getOrDefault(node, List.of(node)));
        }
        return served.build();
    }

    private boolean isFloat(OnnxNode node) {
        return operators.works(node) && !node.getOpType().equals(RowOperators.QUANTIZE);
    }

    /** A node and all that it is made from, in the graph's order, but for what is constant. */
    private List<OnnxNode> makers(OnnxNode node) {
        Set<OnnxNode> found = new LinkedHashSet<>();
        var ahead = new ArrayList<>(List.of(node));
        while (!ahead.isEmpty()) {
            var next = ahead.remove(ahead.size() - 1);
            if (found.add(next)) {
                next.getInputList().stream()
                        .filter(name -> !index.isConstant(name))
                        .flatMap(name -> index.maker(name).stream())
                        .forEach(ahead::add);
            }
        }
        return graph.getNodeList().stream().filter(found::contains).toList();
    }

    /** The makers once more, under other names, and the reader, which reads what they make. */
    private static List<OnnxNode> again(OnnxNode reader, List<OnnxNode> makers) {
        var names = new HashMap<String, String>();
        makers.forEach(maker -> names.put(maker.getOutput(0), maker.getOutput(0) + "/again"));
        var nodes = new ArrayList<OnnxNode>();
        for (var maker : makers) {
            var copy = renamed(maker, names).setName(maker.getName() + "/again");
            nodes.add(copy.setOutput(0, names.get(maker.getOutput(0))).build());
        }
        nodes.add(renamed(reader, names).build());
        return nodes;
    }

    private static OnnxNode.Builder renamed(OnnxNode node, Map<String, String> names) {
        var copy = node.toBuilder();
        for (int i = 0; i < copy.getInputCount(); i++) {
            copy.setInput(i, names.getOrDefault(copy.getInput(i), copy.getInput(i)));
        }
        return copy;
    }
}
