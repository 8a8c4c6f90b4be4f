package dev.cradlewatch.models.bounded;

import dev.cradlewatch.models.onnx.file.OnnxGraph;
import dev.cradlewatch.models.onnx.file.OnnxNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How large a graph's tensors are for a picture of any size: their channels, and their rows for so many of the picture. */
final class PictureScales {

    private static final int CHANNELS = 1;
    private static final Set<String> POOLING = Set.of("GlobalAveragePool", "ReduceMean");

    private final GraphIndex index;
    private final RowOperators operators;
    private final int pictureRows;
    private final Map<String, Scale> scales = new HashMap<>();
    private final Set<String> pooled = new HashSet<>();

    /** @param pictureRows rows of every input picture are a multiple of this */
    PictureScales(OnnxGraph graph, GraphIndex index, RowOperators operators, int pictureRows) {
        this.index = index;
        this.operators = operators;
        this.pictureRows = pictureRows;
        for (var input : graph.getInputList()) {
            var sizes = input.getType().getTensorType().getShape().getDimList();
            if (sizes.size() == 4) {
                scales.put(
                        input.getName(),
                        new Scale(Math.toIntExact(sizes.get(CHANNELS).getDimValue()), pictureRows));
            }
        }
        graph.getNodeList().forEach(this::measure);
    }

    /** Empty for constants, for what has no rows of the picture, and where it cannot be told. */
    Optional<Scale> of(String tensor) {
        return Optional.ofNullable(scales.get(tensor));
    }

    /** Whether it is the same for all rows: a constant, or a mean over the picture. */
    boolean isSame(String tensor) {
        return index.isConstant(tensor) || pooled.contains(tensor);
    }

    /** Values of a tensor for each pixel of the picture; 0 where that cannot be told. */
    double valuesPerPixel(String tensor) {
        return of(tensor)
                .map(scale -> (double) scale.channels() * scale.rows() * scale.rows() / pictureRows / pictureRows)
                .orElse(0.0);
    }

    private void measure(OnnxNode node) {
        var output = node.getOutput(0);
        var inputs = node.getInputList();
        if (POOLING.contains(node.getOpType())
                || operators.isPointwise(node)
                        && !index.isConstant(output)
                        && inputs.stream().allMatch(this::isSame)) {
            pooled.add(output);
            return;
        }
        var input =
                inputs.stream().map(scales::get).filter(scale -> scale != null).findFirst();
        if (input.isEmpty()) {
            return;
        }
        var scale = input.get();
        if (operators.isConvolution(node)) {
            if (scale.rows() % operators.stride(node) == 0) {
                scales.put(output, new Scale(operators.outputChannels(node), scale.rows() / operators.stride(node)));
            }
        } else if (operators.isTwice(node)) {
            scales.put(output, new Scale(scale.channels(), 2 * scale.rows()));
        } else if (operators.joinsChannels(node)) {
            inputs.forEach(name -> hasRows(name, scale.rows()));
            int channels = inputs.stream()
                    .mapToInt(name -> scales.get(name).channels())
                    .sum();
            scales.put(output, new Scale(channels, scale.rows()));
        } else if (operators.isPointwise(node)) {
            scales.put(output, scale);
        }
    }

    /** What is joined has the same rows, also a tensor of which nothing else is known, and what it was in 8 bits. */
    private void hasRows(String tensor, int rows) {
        scales.putIfAbsent(tensor, new Scale(0, rows));
        index.maker(tensor)
                .filter(maker -> maker.getOpType().equals(RowOperators.DEQUANTIZE))
                .ifPresent(maker -> hasRows(maker.getInput(0), rows));
    }

    /**
     * @param channels at least so many
     * @param rows     for the rows that every picture has a multiple of
     */
    record Scale(int channels, int rows) {}
}
