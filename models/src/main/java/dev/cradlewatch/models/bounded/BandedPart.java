package dev.cradlewatch.models.bounded;

import dev.cradlewatch.models.onnx.file.OnnxNode;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Nodes of a graph, in its order, that are run for one band of rows after the other. */
final class BandedPart {

    private final List<OnnxNode> nodes;
    private final Set<String> inputs = new LinkedHashSet<>();
    private final Set<String> outputs = new LinkedHashSet<>();
    private final Map<String, Span> spans = new HashMap<>();

    BandedPart(List<OnnxNode> nodes, GraphIndex index, PictureScales scales, RowOperators operators) {
        this.nodes = List.copyOf(nodes);
        Set<String> made = nodes.stream().map(node -> node.getOutput(0)).collect(Collectors.toSet());
        for (var node : nodes) {
            node.getInputList().stream()
                    .filter(name -> !made.contains(name) && !scales.isSame(name))
                    .forEach(inputs::add);
            var output = node.getOutput(0);
            if (index.isOutput(output) || !nodes.containsAll(index.readers(output))) {
                outputs.add(output);
            }
        }
        outputs.forEach(name -> spans.put(name, Span.NONE));
        for (int i = nodes.size() - 1; i >= 0; i--) {
            var node = nodes.get(i);
            var needed = operators.needed(node, span(node.getOutput(0)));
            node.getInputList().stream()
                    .filter(name -> made.contains(name) || inputs.contains(name))
                    .forEach(name -> spans.merge(name, needed, Span::and));
        }
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
        return spans.keySet();
    }

    /** What a band of a tensor needs beyond its own rows. */
    Span span(String tensor) {
        return spans.getOrDefault(tensor, Span.NONE);
    }
}
