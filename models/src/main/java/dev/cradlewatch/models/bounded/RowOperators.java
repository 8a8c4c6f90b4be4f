package dev.cradlewatch.models.bounded;

import dev.cradlewatch.models.onnx.file.OnnxNode;
import java.util.List;
import java.util.Set;

/**
 * What is known of operators whose result, row by row, depends on few rows of their input: convolutions, resizing to
 * twice the size, and what takes each value by itself.
 */
final class RowOperators {

    static final String CONVOLUTION = "Conv";
    static final String RESIZE = "Resize";
    static final String QUANTIZE = "QuantizeLinear";
    static final String DEQUANTIZE = "DequantizeLinear";
    private static final Set<String> POINTWISE =
            Set.of("Relu", "Clip", "Sigmoid", "Add", "Sub", "Mul", "Div", QUANTIZE, DEQUANTIZE);

    private static final List<Float> TWICE = List.of(1f, 1f, 2f, 2f);
    private static final int CHANNELS = 1;
    private static final int ROWS = 2;
    private static final int SCALES = 2;

    private final GraphIndex index;

    RowOperators(GraphIndex index) {
        this.index = index;
    }

    boolean isPointwise(OnnxNode node) {
        return POINTWISE.contains(node.getOpType()) || joinsChannels(node);
    }

    boolean joinsChannels(OnnxNode node) {
        return node.getOpType().equals("Concat") && GraphIndex.number(node, "axis", 0) == CHANNELS;
    }

    /** A constant kernel, no dilation, and padding with which rows of a multiple of the stride give just that part. */
    boolean isConvolution(OnnxNode node) {
        if (!node.getOpType().equals(CONVOLUTION) || index.weightSizes(node).size() != 4) {
            return false;
        }
        int kernel = kernelRows(node);
        int stride = stride(node);
        int padded = padAbove(node) + padBelow(node);
        return GraphIndex.text(node, "auto_pad", "NOTSET").equals("NOTSET")
                && GraphIndex.numbers(node, "dilations").stream().allMatch(dilation -> dilation == 1)
                && kernel - stride <= padded
                && padded < kernel;
    }

    /** Bilinear, to twice the rows and columns, as pixels have their centres half a pixel inside. */
    boolean isTwice(OnnxNode node) {
        return node.getOpType().equals(RESIZE)
                && node.getInputCount() == SCALES + 1
                && index.floats(node.getInput(SCALES)).equals(TWICE)
                && GraphIndex.text(node, "mode", "nearest").equals("linear")
                && Set.of("half_pixel", "pytorch_half_pixel")
                        .contains(GraphIndex.text(node, "coordinate_transformation_mode", "half_pixel"))
                && GraphIndex.number(node, "antialias", 0) == 0;
    }

    boolean works(OnnxNode node) {
        return isPointwise(node) || isConvolution(node) || isTwice(node);
    }

    /** What a band of the input must have beyond its rows so that the output has so much beyond its own. */
    Span needed(OnnxNode node, Span output) {
        if (isConvolution(node)) {
            int stride = stride(node);
            int above = output.above() * stride + padAbove(node);
            int below = output.below() * stride + kernelRows(node) - stride - padAbove(node);
            return new Span(above, Math.max(0, below));
        }
        // Row 2 i of twice the size lies between rows i - 1 and i, row 2 i + 1 between i and i + 1.
        return isTwice(node) ? new Span(output.above() / 2 + 1, output.below() / 2 + 1) : output;
    }

    /**
     * What a band of the output has beyond its rows if the input has at least what is {@link #needed}.
     *
     * @param output what is needed of it
     */
    Span given(OnnxNode node, Span input, Span output) {
        if (isConvolution(node)) {
            var least = needed(node, output);
            int stride = stride(node);
            // Rows that make no whole step of the stride are left out before it.
            return new Span(
                    output.above() + (input.above() - least.above()) / stride,
                    output.below() + (input.below() - least.below()) / stride);
        }
        return isTwice(node) ? new Span(2 * input.above(), 2 * input.below()) : input;
    }

    int stride(OnnxNode convolution) {
        var strides = GraphIndex.numbers(convolution, "strides");
        return strides.isEmpty() ? 1 : Math.toIntExact(strides.get(0));
    }

    int outputChannels(OnnxNode convolution) {
        return Math.toIntExact(index.weightSizes(convolution).get(0));
    }

    private int kernelRows(OnnxNode convolution) {
        return Math.toIntExact(index.weightSizes(convolution).get(ROWS));
    }

    /** Pads are top, left, bottom, right. */
    private static int padAbove(OnnxNode convolution) {
        return pad(convolution, 0);
    }

    private static int padBelow(OnnxNode convolution) {
        return pad(convolution, ROWS);
    }

    private static int pad(OnnxNode convolution, int side) {
        var pads = GraphIndex.numbers(convolution, "pads");
        return pads.isEmpty() ? 0 : Math.toIntExact(pads.get(side));
    }
}
