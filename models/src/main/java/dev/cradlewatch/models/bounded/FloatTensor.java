package dev.cradlewatch.models.bounded;

import java.util.Arrays;

/**
 * A dense tensor of floats. The arrays are the tensor's own.
 *
 * @param values row-major, the last dimension fastest
 * @param shape  size of each dimension
 */
public record FloatTensor(float[] values, long... shape) {

    /** @throws IllegalArgumentException if the values are not as many as the shape says */
    public FloatTensor {
        long expected = 1;
        for (long size : shape) {
            if (size < 0) {
                throw new IllegalArgumentException("shape " + Arrays.toString(shape) + ": expected no negative size");
            }
            expected = Math.multiplyExact(expected, size);
        }
        if (values.length != expected) {
            throw new IllegalArgumentException(
                    values.length + " values for shape " + Arrays.toString(shape) + ": expected " + expected);
        }
    }
}
