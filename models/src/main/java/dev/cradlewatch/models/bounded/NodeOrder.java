package dev.cradlewatch.models.bounded;

import dev.cradlewatch.models.onnx.file.OnnxGraph;
import dev.cradlewatch.models.onnx.file.OnnxNode;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Arrangement of a graph's nodes. */
final class NodeOrder {

    private NodeOrder() {}

    /** The same graph, where what is brought back from 8 bits is brought back for each reader anew. */
    static OnnxGraph oneReaderEach(OnnxGraph graph) {
        var index = new GraphIndex(graph);
        var changed = graph.toBuilder().clearNode();
        var inputs = new HashMap<OnnxNode, OnnxNode.Builder>();
        for (var node : graph.getNodeList()) {
            var output = node.getOutput(0);
            var readers = index.readers(output);
            if (node.getOpType().equals(RowOperators.DEQUANTIZE)
                    && !index.isConstant(output)
                    && !index.isOutput(output)
                    && readers.size() > 1) {
                for (int i = 1; i < readers.size(); i++) {
                    var name = output + "/for" + i;
                    changed.addNode(node.toBuilder()
                            .setName(node.getName() + "/for" + i)
                            .setOutput(0, name));
                    var reader = inputs.computeIfAbsent(readers.get(i), OnnxNode::toBuilder);
                    IntStream.range(0, reader.getInputCount())
                            .filter(k -> reader.getInput(k).equals(output))
                            .forEach(k -> reader.setInput(k, name));
                }
            }
            changed.addNode(inputs.getOrDefault(node, node.toBuilder()));
        }
        return changed.build();
    }

    /** The same graph, each node after those whose outputs it reads. */
    static OnnxGraph sorted(OnnxGraph graph) {
        Map<String, OnnxNode> makers = new HashMap<>();
        graph.getNodeList().forEach(node -> node.getOutputList().forEach(name -> makers.put(name, node)));
        Set<OnnxNode> done = new LinkedHashSet<>();
        graph.getNodeList().forEach(node -> visit(node, makers, done));
        return graph.toBuilder().clearNode().addAllNode(done).build();
    }

    private static void visit(OnnxNode node, Map<String, OnnxNode> makers, Set<OnnxNode> done) {
        if (done.contains(node)) {
            return;
        }
        node.getInputList().stream()
                .map(makers::get)
                .filter(maker -> maker != null)
                .forEach(maker -> visit(maker, makers, done));
        done.add(node);
    }
}
