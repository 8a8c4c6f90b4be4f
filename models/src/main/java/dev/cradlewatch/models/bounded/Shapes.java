package dev.cradlewatch.models.bounded;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Whether tensors fit what a model takes. */
final class Shapes {

    /** How ONNX Runtime gives a dimension that the model leaves open. */
    private static final long OPEN = -1;

    private Shapes() {}

    /** @throws IllegalArgumentException if a tensor is absent, unknown or of another shape */
    static void check(String what, Map<String, long[]> expected, Map<String, FloatTensor> given) {
        if (!expected.keySet().equals(given.keySet())) {
            throw new IllegalArgumentException(what + ": inputs " + given.keySet() + ": expected " + expected.keySet());
        }
        given.forEach((name, tensor) -> {
            if (!fits(expected.get(name), tensor.shape())) {
                throw new IllegalArgumentException(what + ": " + name + " has shape " + Arrays.toString(tensor.shape())
                        + ": expected " + Arrays.toString(expected.get(name)) + ", -1 being any size");
            }
        });
    }

    private static boolean fits(long[] expected, long[] given) {
        if (expected.length != given.length) {
            return false;
        }
        for (int i = 0; i < given.length; i++) {
            if (given[i] < 1 || expected[i] != OPEN && expected[i] != given[i]) {
                return false;
            }
        }
        return true;
    }

    /** As {@code a [1, 3], b [2]}. */
    static String of(Map<String, FloatTensor> tensors) {
        return new TreeMap<>(tensors)
                .entrySet().stream()
                        .map(tensor -> tensor.getKey() + " "
                                + Arrays.toString(tensor.getValue().shape()))
                        .collect(Collectors.joining(", "));
    }
}
