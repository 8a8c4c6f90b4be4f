package dev.cradlewatch.models.bounded;

import dev.cradlewatch.models.bounded.RowBands.GraphIndex;
import dev.cradlewatch.models.onnx.file.OnnxNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Nodes in a row, each read by the next alone: a 1x1 convolution to at least four times the channels, a depthwise one,
 * a 1x1 one, with activations between.
 *
 * @param depthwise the one of them that reads neighbouring rows
 * @param rowsAbove rows of the band above that a band reads
 * @param rowsBelow rows of the band below that a band reads
 */
record Bottleneck(List<OnnxNode> nodes, OnnxNode depthwise, int rowsAbove, int rowsBelow) {

    private static final int LEAST_WIDENING = 4;
    private static final Set<String> ACTIVATIONS = Set.of("Relu", "Clip");
    private static final List<Long> ONE_BY_ONE = List.of(1L, 1L);

    /** Null if the node does not start one. */
    static Bottleneck startingWith(OnnxNode first, GraphIndex index) {
        if (!isOneByOne(first, index) || stride(first) != 1) {
            return null;
        }
        var sizes = index.weight(first);
        long channels = sizes.get(0);
        if (channels < LEAST_WIDENING * sizes.get(1)) {
            return null;
        }
        var nodes = new ArrayList<>(List.of(first));
        var depthwise = next(nodes, index);
        var kernel = index.weight(depthwise);
        if (kernel.isEmpty() || number(depthwise, "group", 1) != channels || kernel.get(0) != channels) {
            return null;
        }
        nodes.add(depthwise);
        var last = next(nodes, index);
        if (last == null || !isOneByOne(last, index) || stride(last) != 1) {
            return null;
        }
        nodes.add(last);
        int rows = Math.toIntExact(kernel.get(2));
        int stride = stride(depthwise);
        var pads = numbers(depthwise, "pads");
        int above = pads.isEmpty() ? 0 : Math.toIntExact(pads.get(0));
        int below = rows - stride - above;
        int padded = pads.isEmpty() ? 0 : Math.toIntExact(above + pads.get(2));
        // Only padding with which a picture of a multiple of the stride gives just that part of its rows.
        boolean usual = below >= 0 && rows - stride <= padded && padded < rows;
        return usual && isUndilated(depthwise) ? new Bottleneck(nodes, depthwise, above, below) : null;
    }

    private static boolean isUndilated(OnnxNode convolution) {
        return numbers(convolution, "dilations").stream().allMatch(dilation -> dilation == 1);
    }

    /** Walks over activations, which it adds, to the node after them. */
    private static OnnxNode next(List<OnnxNode> nodes, GraphIndex index) {
        var node = index.onlyReader(nodes.get(nodes.size() - 1));
        while (node != null && ACTIVATIONS.contains(node.getOpType())) {
            nodes.add(node);
            node = index.onlyReader(node);
        }
        return node;
    }

    private static boolean isOneByOne(OnnxNode node, GraphIndex index) {
        var sizes = index.weight(node);
        return sizes.size() == 4
                && sizes.subList(2, 4).equals(ONE_BY_ONE)
                && number(node, "group", 1) == 1
                && numbers(node, "pads").stream().allMatch(pad -> pad == 0);
    }

    static int stride(OnnxNode convolution) {
        var strides = numbers(convolution, "strides");
        return strides.isEmpty() ? 1 : Math.toIntExact(strides.get(0));
    }

    private static long number(OnnxNode node, String attribute, long absent) {
        return node.getAttributeList().stream()
                .filter(each -> each.getName().equals(attribute))
                .mapToLong(each -> each.getI())
                .findFirst()
                .orElse(absent);
    }

    private static List<Long> numbers(OnnxNode node, String attribute) {
        return node.getAttributeList().stream()
                .filter(each -> each.getName().equals(attribute))
                .findFirst()
                .map(each -> each.getIntsList())
                .orElse(List.of());
    }

    String input() {
        return nodes.get(0).getInput(0);
    }

    OnnxNode last() {
        return nodes.get(nodes.size() - 1);
    }

    String output() {
        return last().getOutput(0);
    }

    int stride() {
        return stride(depthwise);
    }
}
