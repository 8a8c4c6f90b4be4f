package dev.cradlewatch.jobs.bench.score;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.card.ModelFolder;
import dev.cradlewatch.models.features.FeatureSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * A built-in cry model in ONNX Runtime as it comes: told nothing but the threads of a run, one direct buffer for the input. None of the
 * product's code stands between. Not thread-safe.
 */
final class BareSession implements AutoCloseable {
    private final OrtSession session;
    private final String input;
    private final long contextFrames;
    private final long bands;
    private final FloatBuffer buffer;

    private BareSession(OrtSession session, FeatureSpec features, int batch) {
        this.session = session;
        input = session.getInputNames().iterator().next();
        contextFrames = features.contextFrames();
        bands = features.bands();
        buffer = ByteBuffer.allocateDirect(batch * features.contextFloats() * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** @param batch most contexts of a run */
    static BareSession open(String model, FeatureSpec features, int threads, int batch) throws ModelException {
        var folder = ModelFolder.builtIn(model);
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            var session = OrtEnvironment.getEnvironment().createSession(folder.model(folder.card()), options);
            return new BareSession(session, features, batch);
        } catch (OrtException e) {
            throw new ModelException("ONNX Runtime refuses " + folder + ": " + e.getMessage(), e);
        }
    }

    /** As {@link dev.cradlewatch.models.cry.CryModel#score}. */
    void score(float[] logMel, int batch, float[] probabilities) throws ModelException {
        var floats = buffer.clear()
                .put(logMel, 0, Math.toIntExact(batch * contextFrames * bands))
                .flip();
        try (var tensor = OnnxTensor.createTensor(
                        OrtEnvironment.getEnvironment(), floats, new long[] {batch, contextFrames, bands});
                var result = session.run(Map.of(input, tensor))) {
            ((OnnxTensor) result.get(0)).getFloatBuffer().get(probabilities, 0, batch);
        } catch (OrtException e) {
            throw new ModelException("ONNX Runtime failed on a batch of " + batch + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime cannot free its session: " + e.getMessage(), e);
        }
    }
}
