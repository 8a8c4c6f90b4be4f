package dev.cradlewatch.models.bounded;

import dev.cradlewatch.models.onnx.file.OnnxNode;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Nodes of a graph, in its order, that are run for one band of rows after the other. */
final class BandedPart {

    /** How often more may turn out to be needed. Where one output asks for more of another it can go on for ever. */
    private static final int ROUNDS = 100;

    private static final Span ENDLESS = new Span(Integer.MAX_VALUE, Integer.MAX_VALUE);

    private final List<OnnxNode> nodes;
    private final RowOperators operators;
    private final Set<String> inputs = new LinkedHashSet<>();
    private final Set<String> outputs = new LinkedHashSet<>();
    private final Map<String, Span> needed = new HashMap<>();
    private final Map<String, Span> held = new HashMap<>();

    BandedPart(List<OnnxNode> nodes, GraphIndex index, PictureScales scales, RowOperators operators) {
        this.nodes = List.copyOf(nodes);
        this.operators = operators;
        Set<String> made = nodes.stream().map(node -> node.getOutput(0)).collect(Collectors.toSet());
        for (var node : nodes) {
            node.getInputList().stream()
                    .filter(name -> !made.contains(name) && !scales.isSame(name))
                    .forEach(inputs::add);
            var output = node.getOutput(0);
            needed.put(output, Span.NONE);
            if (index.isOutput(output) || !nodes.containsAll(index.readers(output))) {
                outputs.add(output);
            }
        }
        inputs.forEach(name -> needed.put(name, Span.NONE));
        countNeeded();
        for (int round = 0; countHeld(); round++) {
            if (round == ROUNDS) {
                needed.keySet().forEach(name -> held.put(name, ENDLESS));
                return;
            }
            countNeeded();
        }
    }

    /** From each output backwards: what its node must read of its inputs. */
    private void countNeeded() {
        for (int i = nodes.size() - 1; i >= 0; i--) {
            var node = nodes.get(i);
            var rows = operators.needed(node, needed.get(node.getOutput(0)));
            tensorsOf(node).forEach(name -> needed.merge(name, rows, Span::and));
        }
    }

    /**
     * From each input onwards: what a node gives if nothing is left out. Rows beyond those needed hold no sense. Where a
     * node reads tensors of which one has more, all get as many, because leaving rows out is a copy.
     *
     * @return whether more is needed than before
     */
    private boolean countHeld() {
        inputs.forEach(name -> held.put(name, needed.get(name)));
        for (var node : nodes) {
            var most = tensorsOf(node).map(held::get).reduce(Span.NONE, Span::and);
            var less =
                    tensorsOf(node).filter(name -> !held.get(name).equals(most)).toList();
            if (!less.isEmpty()) {
                less.forEach(name -> needed.merge(name, most, Span::and));
                return true;
            }
            held.put(node.getOutput(0), operators.given(node, most, needed.get(node.getOutput(0))));
        }
        return false;
    }

    private Stream<String> tensorsOf(OnnxNode node) {
        return node.getInputList().stream().filter(needed::containsKey);
    }

    List<OnnxNode> nodes() {
        return nodes;
    }

    /** Tensors from outside that are cut into bands. */
    Set<String> inputs() {
        return inputs;
    }

    /** Tensors that others read, or the graph gives. */
    Set<String> outputs() {
        return outputs;
    }

    /** Inputs and what the nodes make. */
    Set<String> tensors() {
        return needed.keySet();
    }

    /** What a band of a tensor has beyond its own rows, of which the outermost may hold no sense. */
    Span held(String tensor) {
        return held.get(tensor);
    }
}
