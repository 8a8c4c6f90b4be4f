package dev.cradlewatch.models.cry;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.features.FeatureSpec;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/** The names and shapes that an ONNX file must have to be a cry model. */
final class CryModelShape {

    static final String INPUT = "log_mel";
    static final String OUTPUT = "probability";

    /** How ONNX Runtime gives a dimension that the file leaves open. */
    private static final long OPEN = -1;

    private CryModelShape() {}

    static void check(String what, OrtSession session, FeatureSpec features) throws ModelException, OrtException {
        checkTensor(what + ": input", session.getInputInfo(), INPUT, OPEN, features.contextFrames(), features.bands());
        checkTensor(what + ": output", session.getOutputInfo(), OUTPUT, OPEN);
    }

    private static void checkTensor(String what, Map<String, NodeInfo> nodes, String name, long... shape)
            throws ModelException {
        if (!nodes.keySet().equals(Set.of(name))) {
            throw new ModelException(what + " " + nodes.keySet() + ": expected only " + name + " (export it again)");
        }
        var expected = "float " + Arrays.toString(shape) + ", the -1 being the batch";
        if (!(nodes.get(name).getInfo() instanceof TensorInfo tensor)) {
            throw new ModelException(what + " " + name + " is no tensor: expected " + expected);
        }
        if (tensor.type != OnnxJavaType.FLOAT || !Arrays.equals(tensor.getShape(), shape)) {
            throw new ModelException(what + " " + name + " is " + tensor.type + " " + Arrays.toString(tensor.getShape())
                    + ": expected " + expected + " (export it again, or correct the card's features_profile)");
        }
    }
}
