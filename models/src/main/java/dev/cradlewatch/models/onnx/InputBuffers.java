package dev.cradlewatch.models.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Comparator;
import java.util.TreeSet;

/**
 * Direct buffers for a session's inputs, kept between runs. A fresh one per run would be zeroed first and freed only by
 * the garbage collector, which megabytes outside its heap do not press to work. There are never more than the most that
 * were in use at once, none larger than the largest input.
 */
public final class InputBuffers {

    private final TreeSet<FloatBuffer> idle =
            new TreeSet<>(Comparator.comparingInt(FloatBuffer::capacity).thenComparingInt(System::identityHashCode));

    /** An empty buffer for at least that many floats, the caller's until given back. */
    public FloatBuffer take(int floats) {
        var buffer = smallestIdle(floats);
        return buffer == null ? allocate(floats) : buffer.clear();
    }

    public synchronized void giveBack(FloatBuffer buffer) {
        idle.add(buffer);
    }

    /** The smallest that is large enough. If there is none, the smallest of all makes room for the new one. */
    private synchronized FloatBuffer smallestIdle(int floats) {
        for (var buffer : idle) {
            if (buffer.capacity() >= floats) {
                idle.remove(buffer);
                return buffer;
            }
        }
        idle.pollFirst();
        return null;
    }

    private static FloatBuffer allocate(int floats) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(floats, Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }
}
