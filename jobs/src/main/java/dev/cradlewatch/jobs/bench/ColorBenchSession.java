package dev.cradlewatch.jobs.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.cradlewatch.jobs.bench.ColorBenchRow.Session;
import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.bounded.BoundedSession;
import dev.cradlewatch.models.bounded.FloatTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The two sessions that are compared. Both take and give arrays, so both pay for the same copies. */
interface ColorBenchSession extends AutoCloseable {

    void run(Map<String, FloatTensor> inputs) throws ModelException;

    @Override
    void close();

    static void loadRuntime() {
        OrtEnvironment.getEnvironment();
    }

    static ColorBenchSession open(ColorBenchChild.Task task) throws ModelException {
        return task.way().session() == Session.BOUNDED ? Bounded.open(task) : Plain.open(task);
    }

    /** A smooth pattern of the right shapes. */
    static Map<String, FloatTensor> inputs(boolean reference, int sidePx) {
        var inputs = new HashMap<String, FloatTensor>();
        inputs.put("night_l", pattern(1, sidePx));
        if (reference) {
            inputs.put("day_lab", pattern(3, sidePx));
        }
        return inputs;
    }

    private static FloatTensor pattern(int planes, int sidePx) {
        var values = new float[planes * sidePx * sidePx];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (50 + 40 * Math.sin(i * 0.01));
        }
        return new FloatTensor(values, 1, planes, sidePx, sidePx);
    }

    /** As the program runs it. */
    record Bounded(BoundedSession session) implements ColorBenchSession {

        static Bounded open(ColorBenchChild.Task task) throws ModelException {
            return new Bounded(BoundedSession.open(task.file(), Path.of(task.file()), 1));
        }

        @Override
        public void run(Map<String, FloatTensor> inputs) throws ModelException {
            session.run(inputs);
        }

        @Override
        public void close() {
            session.close();
        }
    }

    /** As ONNX Runtime does it when it is told nothing but the threads of a run. */
    record Plain(OrtSession session) implements ColorBenchSession {

        static Plain open(ColorBenchChild.Task task) throws ModelException {
            try (var options = new OrtSession.SessionOptions()) {
                options.setIntraOpNumThreads(1);
                return new Plain(OrtEnvironment.getEnvironment().createSession(task.file(), options));
            } catch (OrtException e) {
                throw new ModelException("ONNX Runtime refuses " + task.file() + ": " + e.getMessage(), e);
            }
        }

        @Override
        public void run(Map<String, FloatTensor> inputs) throws ModelException {
            var tensors = new HashMap<String, OnnxTensor>();
            try {
                for (var input : inputs.entrySet()) {
                    tensors.put(input.getKey(), tensor(input.getValue()));
                }
                try (var result = session.run(tensors)) {
                    result.forEach(output -> ((OnnxTensor) output.getValue()).getFloatBuffer());
                }
            } catch (OrtException e) {
                throw new ModelException("ONNX Runtime failed: " + e.getMessage(), e);
            } finally {
                tensors.values().forEach(OnnxTensor::close);
            }
        }

        /** Kept by the thread, as the bounded session keeps its own: fresh direct memory would wait for the collector. */
        private static OnnxTensor tensor(FloatTensor input) throws OrtException {
            int bytes = input.values().length * Float.BYTES;
            var buffers = BUFFERS.get();
            var buffer = buffers.computeIfAbsent(
                    bytes, size -> ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder()));
            var floats = buffer.clear().asFloatBuffer().put(input.values()).flip();
            return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), floats, input.shape());
        }

        private static final ThreadLocal<Map<Integer, ByteBuffer>> BUFFERS = ThreadLocal.withInitial(HashMap::new);

        @Override
        public void close() {
            try {
                session.close();
            } catch (OrtException e) {
                throw new IllegalStateException("ONNX Runtime cannot free its session: " + e.getMessage(), e);
            }
        }
    }
}
