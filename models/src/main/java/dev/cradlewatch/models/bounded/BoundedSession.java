package dev.cradlewatch.models.bounded;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.onnx.InputBuffers;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A session of ONNX Runtime on the CPU that holds little memory: its weights are mapped, and what a run needs is one
 * block, taken from malloc when the run starts and given back when it ends. Inputs and outputs are float tensors. Safe
 * for use by several threads; runs may overlap, and closing waits for those under way, because freeing a session under
 * a run ends the JVM.
 *
 * <p>Of the runtime's ways to keep memory for the next run the arena is off, because it rounds up and never gives back,
 * and the memory pattern is on: after the first run on a shape it knows where in one block each tensor lies, a tensor
 * that is no longer needed makes room for another, and the block is small and cheap to take. Whether malloc gives the
 * block back to the system is malloc's choice: see docs/color.md.
 */
public final class BoundedSession implements AutoCloseable {

    private final String what;
    private final OrtSession session;
    private final Map<String, long[]> inputs;
    private final Map<String, long[]> outputs;
    private final InputBuffers buffers = new InputBuffers();
    private final ReadWriteLock life = new ReentrantReadWriteLock();
    private boolean closed;

    private BoundedSession(String what, OrtSession session, Map<String, long[]> inputs, Map<String, long[]> outputs) {
        this.what = what;
        this.session = session;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    /**
     * Opens a graph that a {@link ModelCache} has laid out.
     *
     * @param what    the model, for messages
     * @param threads threads of one run, at least one
     * @throws ModelException if the runtime refuses it or an input or output is no float tensor
     */
    public static BoundedSession open(String what, Path graph, int threads) throws ModelException {
        if (threads < 1) {
            throw new IllegalArgumentException(what + ": " + threads + " threads: expected at least 1");
        }
        try (var options = options(threads)) {
            var session = OrtEnvironment.getEnvironment().createSession(graph.toString(), options);
            try {
                return new BoundedSession(
                        what, session, shapes(what, session.getInputInfo()), shapes(what, session.getOutputInfo()));
            } catch (ModelException | OrtException e) {
                session.close();
                throw e;
            }
        } catch (OrtException e) {
            throw new ModelException(
                    what + ": ONNX Runtime refuses " + graph + ": " + e.getMessage() + " (export it again)", e);
        }
    }

    private static OrtSession.SessionOptions options(int threads) throws OrtException {
        var options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        // A thread that spins between runs takes its core from the stream's other operators.
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        options.addConfigEntry("session.inter_op.allow_spinning", "0");
        options.setCPUArenaAllocator(false);
        options.setMemoryPatternOptimization(true);
        // The graph is optimized already. Optimizing it again would copy weights out of the mapped file.
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
        return options;
    }

    private static Map<String, long[]> shapes(String what, Map<String, NodeInfo> nodes) throws ModelException {
        var shapes = new TreeMap<String, long[]>();
        for (var node : nodes.entrySet()) {
            if (!(node.getValue().getInfo() instanceof TensorInfo tensor) || tensor.type != OnnxJavaType.FLOAT) {
                throw new ModelException(what + ": " + node.getKey() + " is "
                        + node.getValue().getInfo() + ": expected a float tensor (export it again)");
            }
            shapes.put(node.getKey(), tensor.getShape());
        }
        return Collections.unmodifiableMap(shapes);
    }

    /** Shape of each input by name, sorted; -1 for what a run may choose. */
    public Map<String, long[]> inputs() {
        return inputs;
    }

    /** Shape of each output by name, sorted; -1 for what follows from the inputs. */
    public Map<String, long[]> outputs() {
        return outputs;
    }

    /**
     * Runs the model.
     *
     * @param given each input by name
     * @return each output by name
     * @throws ModelException           if the runtime fails
     * @throws IllegalArgumentException if an input is absent, unknown or of a shape that the model does not take
     * @throws IllegalStateException    if the session is closed
     */
    public Map<String, FloatTensor> run(Map<String, FloatTensor> given) throws ModelException {
        Shapes.check(what, inputs, given);
        life.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException(what + " is closed: load it again");
            }
            return runOpen(given);
        } catch (OrtException e) {
            throw new ModelException(what + ": ONNX Runtime failed on " + Shapes.of(given) + ": " + e.getMessage(), e);
        } finally {
            life.readLock().unlock();
        }
    }

    private Map<String, FloatTensor> runOpen(Map<String, FloatTensor> given) throws OrtException {
        List<FloatBuffer> taken = new ArrayList<>();
        var tensors = new HashMap<String, OnnxTensor>();
        try {
            for (var input : given.entrySet()) {
                var values = input.getValue().values();
                var buffer = buffers.take(values.length);
                taken.add(buffer);
                buffer.put(values).flip();
                tensors.put(
                        input.getKey(),
                        OnnxTensor.createTensor(
                                OrtEnvironment.getEnvironment(),
                                buffer,
                                input.getValue().shape()));
            }
            try (var result = session.run(tensors)) {
                return read(result);
            }
        } finally {
            tensors.values().forEach(OnnxTensor::close);
            taken.forEach(buffers::giveBack);
        }
    }

    private static Map<String, FloatTensor> read(OrtSession.Result result) {
        var read = new HashMap<String, FloatTensor>();
        for (var output : result) {
            var tensor = (OnnxTensor) output.getValue();
            // A copy on the heap, with an array behind it.
            var values = tensor.getFloatBuffer();
            read.put(
                    output.getKey(),
                    new FloatTensor(values.array(), tensor.getInfo().getShape()));
        }
        return read;
    }

    /** Frees the session after the runs under way. A second call does nothing. */
    @Override
    public void close() {
        life.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                session.close();
            }
        } catch (OrtException e) {
            throw new IllegalStateException(what + ": ONNX Runtime cannot free its session: " + e.getMessage(), e);
        } finally {
            life.writeLock().unlock();
        }
    }
}
