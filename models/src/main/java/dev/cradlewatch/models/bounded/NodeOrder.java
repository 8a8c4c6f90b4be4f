package dev.cradlewatch.models.bounded;

import dev.cradlewatch.models.onnx.file.OnnxGraph;
import dev.cradlewatch.models.onnx.file.OnnxNode;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Arrangement of a graph's nodes. */
final class NodeOrder {

    private NodeOrder() {}

    /** The same graph, where what is brought back from 8 bits is brought back for each reader anew, right before it. */
    static OnnxGraph oneReaderEach(OnnxGraph graph) {
        var index = new GraphIndex(graph);
        var changed = graph.toBuilder().clearNode();
        for (var node : graph.getNodeList()) {
            var reader = node.toBuilder();
            for (int i = 0; i < node.getInputCount(); i++) {
                var tensor = node.getInput(i);
                var maker = index.maker(tensor).filter(each -> each.getOpType().equals(RowOperators.DEQUANTIZE));
                int turn = index.readers(tensor).indexOf(node);
                if (maker.isPresent() && turn > 0 && !index.isConstant(tensor) && !index.isOutput(tensor)) {
                    var own = tensor + "/for" + turn;
                    if (!reader.getInputList().contains(own)) {
                        changed.addNode(maker.get().toBuilder()
                                .setName(maker.get().getName() + "/for" + turn)
                                .setOutput(0, own));
                    }
                    reader.setInput(i, own);
                }
            }
            changed.addNode(reader);
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
