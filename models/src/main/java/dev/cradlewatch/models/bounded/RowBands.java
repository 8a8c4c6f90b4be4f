package dev.cradlewatch.models.bounded;

import dev.cradlewatch.models.onnx.file.OnnxGraph;
import dev.cradlewatch.models.onnx.file.OnnxModel;
import dev.cradlewatch.models.onnx.file.OnnxNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Cuts the widest places of a graph into bands of rows, one run after the other: tensors of more than a few values for
 * each pixel of the picture, which are what a run needs most memory for, are never held whole. That is so in inverted
 * bottlenecks (Sandler et al. 2018), at the first convolutions and where a decoder is back at the picture's size. A
 * band reads some rows of its neighbours again; the result is the same but for the rounding of sums.
 *
 * <p>Works on floats and on graphs that were quantized with QuantizeLinear and DequantizeLinear. What it does not know
 * is left as it is.
 */
final class RowBands {

    /** Values for a pixel of the picture from which on a tensor is wide. */
    static final double LEAST_WIDE = 3.5;

    /** The same where places that are joined by narrower tensors cannot be cut together. */
    private static final List<Double> WIDER = List.of(LEAST_WIDE, 4.5, 8.0);

    /** How many bands are tried, the more the less memory. */
    private static final List<Integer> BANDS = List.of(4, 2);

    /** Shape has the attributes start and end since. */
    private static final int FIRST_OPSET = 15;

    private final OnnxGraph graph;
    private final GraphIndex index;
    private final RowOperators operators;
    private final PictureScales scales;

    private RowBands(OnnxGraph graph, int rowMultiple) {
        this.graph = graph;
        this.index = new GraphIndex(graph);
        this.operators = new RowOperators(index);
        this.scales = new PictureScales(graph, index, operators, rowMultiple);
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
        var prepared = FarReaders.served(NodeOrder.oneReaderEach(model.getGraph()), rowMultiple);
        var bands = new RowBands(prepared, rowMultiple);
        return bands.cut().map(cut -> model.toBuilder().setGraph(cut).build()).orElse(model);
    }

    /** Empty if there is nothing to cut. */
    private Optional<OnnxGraph> cut() {
        var cut = graph.toBuilder().clearNode();
        Set<OnnxNode> replaced = new HashSet<>();
        for (double wide : WIDER) {
            for (var nodes : widePlaces(wide)) {
                var part = new BandedPart(nodes, index, scales, operators);
                var bands = bandsOf(part);
                if (bands.isPresent() && Collections.disjoint(replaced, nodes) && isConvex(part)) {
                    var written = new BandWriter(part, operators, bands.getAsInt());
                    cut.addAllNode(written.nodes()).addAllInitializer(written.constants());
                    replaced.addAll(nodes);
                }
            }
        }
        if (replaced.isEmpty()) {
            return Optional.empty();
        }
        graph.getNodeList().stream().filter(node -> !replaced.contains(node)).forEach(cut::addNode);
        return Optional.of(NodeOrder.sorted(cut.build()));
    }

    /** Nodes that make or read the same wide tensors, in the graph's order, and the changes from and to 8 bits around them. */
    private List<List<OnnxNode>> widePlaces(double wide) {
        var places = new LinkedHashMap<OnnxNode, List<OnnxNode>>();
        for (var node : graph.getNodeList()) {
            var tensor = node.getOutput(0);
            if (scales.valuesPerPixel(tensor) > wide && canBeBands(node)) {
                Stream.concat(Stream.of(node), index.readers(tensor).stream()).forEach(each -> {
                    var joined = places.computeIfAbsent(node, key -> new ArrayList<>(List.of(key)));
                    var other = places.getOrDefault(each, List.of(each));
                    if (joined != other) {
                        joined.addAll(other);
                        other.forEach(one -> places.put(one, joined));
                    }
                });
            }
        }
        var order = graph.getNodeList();
        return places.values().stream()
                .distinct()
                .map(place -> withEnds(place, wide))
                .map(place -> order.stream().filter(place::contains).toList())
                .toList();
    }

    /** Whether a node's output can be made and read in bands. */
    private boolean canBeBands(OnnxNode node) {
        var tensor = node.getOutput(0);
        return !index.isOutput(tensor)
                && Stream.concat(Stream.of(node), index.readers(tensor).stream())
                        .allMatch(each -> operators.works(each)
                                && each.getInputList().stream()
                                        .allMatch(name -> scales.isSame(name)
                                                || scales.of(name).isPresent()));
    }

    /**
     * With the changes to and from 8 bits at its ends, and with the convolutions that make what it alone reads: between
     * convolutions the runtime keeps a layout of its own, which it has to leave where rows are taken.
     */
    private Set<OnnxNode> withEnds(List<OnnxNode> place, double wide) {
        var all = new HashSet<>(place);
        for (var node : place) {
            node.getInputList().stream()
                    .flatMap(name -> index.maker(name).stream())
                    .filter(maker -> !scales.isSame(maker.getOutput(0)))
                    .filter(maker -> maker.getOpType().equals(RowOperators.DEQUANTIZE) || servesOne(maker, wide))
                    .forEach(all::add);
            var readers = index.readers(node.getOutput(0));
            if (readers.size() == 1 && readers.get(0).getOpType().equals(RowOperators.QUANTIZE)) {
                all.add(readers.get(0));
            }
        }
        return all;
    }

    private boolean servesOne(OnnxNode convolution, double wide) {
        var output = convolution.getOutput(0);
        var input = convolution.getInput(0);
        return operators.isConvolution(convolution)
                && index.readers(output).size() == 1
                && !index.isOutput(output)
                && scales.of(input).isPresent()
                && scales.valuesPerPixel(input) <= wide;
    }

    /** The most bands for which each has whole rows, and neighbours that hold what it reads of them. */
    private OptionalInt bandsOf(BandedPart part) {
        return BANDS.stream()
                .mapToInt(Integer::intValue)
                .filter(bands -> part.tensors().stream().allMatch(tensor -> {
                    int rows = scales.of(tensor).orElseThrow().rows();
                    var span = part.held(tensor);
                    return rows % bands == 0 && Math.max(span.above(), span.below()) <= rows / bands;
                }))
                .findFirst();
    }

    /** Whether nothing outside lies between its nodes: it reads all its inputs before it gives its first output. */
    private boolean isConvex(BandedPart part) {
        var inside = new HashSet<>(part.nodes());
        var ahead = new ArrayDeque<OnnxNode>();
        part.outputs().stream()
                .flatMap(name -> index.readers(name).stream())
                .filter(node -> !inside.contains(node))
                .forEach(ahead::add);
        var seen = new HashSet<>(ahead);
        while (!ahead.isEmpty()) {
            for (var name : ahead.remove().getOutputList()) {
                for (var reader : index.readers(name)) {
                    if (inside.contains(reader)) {
                        return false;
                    }
                    if (seen.add(reader)) {
                        ahead.add(reader);
                    }
                }
            }
        }
        return true;
    }
}
