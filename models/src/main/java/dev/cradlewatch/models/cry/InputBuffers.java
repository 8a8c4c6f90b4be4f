package dev.cradlewatch.models.cry;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Direct buffers for a session's input, kept between runs. A fresh one per run would be zeroed first and freed only
 * by the garbage collector, which megabytes outside its heap do not press to work. There are never more than the most
 * runs that overlapped, each as large as its largest batch.
 */
final class InputBuffers {

    private final ConcurrentLinkedQueue<FloatBuffer> idle = new ConcurrentLinkedQueue<>();

    /** An empty buffer for at least that many floats, the caller's until given back. */
    FloatBuffer take(int floats) {
        var buffer = idle.poll();
        if (buffer == null || buffer.capacity() < floats) {
            buffer = ByteBuffer.allocateDirect(Math.multiplyExact(floats, Float.BYTES))
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
        }
        return buffer.clear();
    }

    void giveBack(FloatBuffer buffer) {
        idle.add(buffer);
    }
}
