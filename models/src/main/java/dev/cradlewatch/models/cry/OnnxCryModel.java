package dev.cradlewatch.models.cry;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.card.ModelCard;
import dev.cradlewatch.models.card.ModelFolder;
import dev.cradlewatch.models.features.FeatureSpec;
import dev.cradlewatch.models.onnx.InputBuffers;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A cry model in ONNX Runtime: input {@code log_mel} float [batch, contextFrames, bands], output {@code probability}
 * float [batch].
 *
 * <p>Runs may overlap; closing waits for those under way, because freeing a session under a run ends the JVM.
 */
final class OnnxCryModel implements CryModel {

    private final ModelCard card;
    private final FeatureSpec features;
    private final OrtSession session;
    private final InputBuffers inputs = new InputBuffers();
    private final ReadWriteLock life = new ReentrantReadWriteLock();
    private boolean closed;

    private OnnxCryModel(ModelCard card, FeatureSpec features, OrtSession session) {
        this.card = card;
        this.features = features;
        this.session = session;
    }

    static OnnxCryModel load(ModelFolder folder, int threads) throws ModelException {
        if (threads < 1) {
            throw new IllegalArgumentException(folder + ": " + threads + " threads: expected at least 1");
        }
        var card = folder.card();
        var features = FeatureSpec.load(card.featuresProfile());
        if (card.contextWindows() != features.contextWindows()) {
            throw new ModelException(folder + ": card.json: context_windows " + card.contextWindows() + ": profile "
                    + features.profile() + " has " + features.contextWindows() + " (correct the card)");
        }
        var model = folder.model(card);
        try (var options = options(threads)) {
            var session = OrtEnvironment.getEnvironment().createSession(model, options);
            try {
                CryModelShape.check(folder + ": " + card.file(), session, features);
            } catch (ModelException | OrtException e) {
                session.close();
                throw e;
            }
            return new OnnxCryModel(card, features, session);
        } catch (OrtException e) {
            throw new ModelException(
                    folder + ": ONNX Runtime refuses " + card.file() + ": " + e.getMessage() + " (export it again)", e);
        }
    }

    private static OrtSession.SessionOptions options(int threads) throws OrtException {
        var options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        // A thread that spins between runs takes its core from the stream's other operators.
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        options.addConfigEntry("session.inter_op.allow_spinning", "0");
        // A pattern is planned and kept for each input shape; every batch size is another shape.
        options.setMemoryPatternOptimization(false);
        return options;
    }

    @Override
    public String name() {
        return card.nameAndVersion();
    }

    @Override
    public FeatureSpec features() {
        return features;
    }

    @Override
    public int contextFrames() {
        return features.contextFrames();
    }

    @Override
    public void score(float[] logMel, int batch, float[] probabilities) throws ModelException {
        int floats = Math.multiplyExact(batch, features.contextFloats());
        if (batch < 1 || logMel.length < floats || probabilities.length < batch) {
            throw new IllegalArgumentException(name() + ": batch of " + batch + " contexts in " + logMel.length
                    + " floats with room for " + probabilities.length + " probabilities: expected " + floats
                    + " floats and room for each");
        }
        life.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException(name() + " is closed: load it again");
            }
            run(logMel, batch, floats, probabilities);
        } catch (OrtException e) {
            throw new ModelException(
                    name() + ": ONNX Runtime failed on a batch of " + batch + ": " + e.getMessage(), e);
        } finally {
            life.readLock().unlock();
        }
    }

    private void run(float[] logMel, int batch, int floats, float[] probabilities) throws OrtException, ModelException {
        var input = inputs.take(floats);
        try {
            input.put(logMel, 0, floats).flip();
            long[] shape = {batch, features.contextFrames(), features.bands()};
            try (var tensor = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), input, shape);
                    var result = session.run(Map.of(CryModelShape.INPUT, tensor))) {
                read((OnnxTensor) result.get(0), batch, probabilities);
            }
        } finally {
            inputs.giveBack(input);
        }
    }

    private void read(OnnxTensor output, int batch, float[] probabilities) throws ModelException {
        FloatBuffer found = output.getFloatBuffer();
        if (found.remaining() != batch) {
            throw new ModelException(name() + ": " + found.remaining() + " probabilities for a batch of " + batch
                    + ": expected one each (export the model again)");
        }
        found.get(probabilities, 0, batch);
        for (int i = 0; i < batch; i++) {
            if (!(probabilities[i] >= 0 && probabilities[i] <= 1)) {
                throw new ModelException(name() + ": probability " + probabilities[i] + " of context " + i + " of "
                        + batch + ": expected [0, 1] (check the features; then the export)");
            }
        }
    }

    @Override
    public void close() {
        life.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                session.close();
            }
        } catch (OrtException e) {
            throw new IllegalStateException(name() + ": ONNX Runtime cannot free its session: " + e.getMessage(), e);
        } finally {
            life.writeLock().unlock();
        }
    }
}
