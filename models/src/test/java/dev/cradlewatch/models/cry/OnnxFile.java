package dev.cradlewatch.models.cry;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes the smallest ONNX files that the tests need, by hand: probability = f(mean over frames and bands of log_mel).
 * The numbers are field numbers of onnx.proto (ModelProto, GraphProto, NodeProto, ValueInfoProto).
 */
record OnnxFile(String input, String output, long[] inputShape, long[] meanAxes, String function) {

    private static final int FLOAT = 1;
    private static final int INTS = 7;

    /** A correct cry model for the profile cry-full whose probability is the sigmoid of the mean. */
    static OnnxFile sigmoidOfMean() {
        return new OnnxFile("log_mel", "probability", new long[] {-1, 200, 64}, new long[] {1, 2}, "Sigmoid");
    }

    OnnxFile withInput(String name) {
        return new OnnxFile(name, output, inputShape, meanAxes, function);
    }

    OnnxFile withOutput(String name) {
        return new OnnxFile(input, name, inputShape, meanAxes, function);
    }

    OnnxFile withInputShape(long... shape) {
        return new OnnxFile(input, output, shape, meanAxes, function);
    }

    OnnxFile withMeanAxes(long... axes) {
        return new OnnxFile(input, output, inputShape, axes, function);
    }

    OnnxFile withFunction(String name) {
        return new OnnxFile(input, output, inputShape, meanAxes, name);
    }

    byte[] bytes() {
        var axes = new Message().text(1, "axes");
        for (long axis : meanAxes) {
            axes.number(8, axis);
        }
        axes.number(20, INTS);
        var keepDims = new Message().text(1, "keepdims").number(3, 0).number(20, 2);
        var mean = new Message()
                .text(1, input)
                .text(2, "mean")
                .text(4, "ReduceMean")
                .message(5, axes)
                .message(5, keepDims);
        var last = new Message().text(1, "mean").text(2, output).text(4, function);
        var graph = new Message()
                .message(1, mean)
                .message(1, last)
                .text(2, "test")
                .message(11, value(input, inputShape))
                .message(12, value(output, outputShape()));
        return new Message()
                .number(1, 8)
                .message(7, graph)
                .message(8, new Message().text(1, "").number(2, 13))
                .toBytes();
    }

    private long[] outputShape() {
        var shape = new long[inputShape.length - meanAxes.length];
        System.arraycopy(inputShape, 0, shape, 0, shape.length);
        return shape;
    }

    private static Message value(String name, long[] dimensions) {
        var shape = new Message();
        for (long dimension : dimensions) {
            var size = dimension < 0 ? new Message().text(2, "batch") : new Message().number(1, dimension);
            shape.message(1, size);
        }
        var tensor = new Message().number(1, FLOAT).message(2, shape);
        return new Message().text(1, name).message(2, new Message().message(1, tensor));
    }

    private static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message number(int field, long value) {
            varint((long) field << 3);
            varint(value);
            return this;
        }

        Message text(int field, String value) {
            return bytes(field, value.getBytes(StandardCharsets.UTF_8));
        }

        Message message(int field, Message value) {
            return bytes(field, value.toBytes());
        }

        byte[] toBytes() {
            return out.toByteArray();
        }

        private Message bytes(int field, byte[] value) {
            varint((long) field << 3 | 2);
            varint(value.length);
            out.writeBytes(value);
            return this;
        }

        private void varint(long value) {
            long rest = value;
            while (rest >= 0x80) {
                out.write((int) (rest & 0x7f | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }
    }
}
