package dev.cradlewatch.models.features;

/**
 * The last windows of one stream as one model input, oldest first. While the stream is younger than the context, its
 * oldest window stands in for the missing ones: [1 1 1 1], [1 1 1 2], [1 1 2 3], [1 2 3 4], [2 3 4 5].
 *
 * <p>Mutable, not thread-safe. After a gap in the stream, {@link #reset} it: sound from before the gap is no context.
 */
public final class ContextRing {

    private final int windowFloats;
    private final float[][] ring;
    private long pushed;

    /**
     * @param contextWindows windows of a model input
     * @param windowFloats   floats of one window
     * @throws IllegalArgumentException if one of them is not positive
     */
    public ContextRing(int contextWindows, int windowFloats) {
        if (contextWindows < 1 || windowFloats < 1) {
            throw new IllegalArgumentException("context of " + contextWindows + " windows of " + windowFloats
                    + " floats: expected at least one of each");
        }
        this.windowFloats = windowFloats;
        ring = new float[contextWindows][windowFloats];
    }

    public static ContextRing of(FeatureSpec spec) {
        return new ContextRing(spec.contextWindows(), spec.windowFloats());
    }

    /**
     * Appends a window; the oldest one falls out of a full ring. The floats are copied.
     *
     * @throws IllegalArgumentException if the window has another length
     */
    public void push(float[] windowFrames) {
        if (windowFrames.length != windowFloats) {
            throw new IllegalArgumentException(
                    "window of " + windowFrames.length + " floats: expected " + windowFloats + " (frames x bands)");
        }
        System.arraycopy(windowFrames, 0, ring[slot(pushed)], 0, windowFloats);
        pushed++;
    }

    /** Forgets every window. */
    public void reset() {
        pushed = 0;
    }

    public boolean isEmpty() {
        return pushed == 0;
    }

    /** Floats of a context. */
    public int contextFloats() {
        return ring.length * windowFloats;
    }

    /**
     * The newest context, contextWindows x framesPerWindow x bands floats in an array of the caller's own.
     *
     * @throws IllegalStateException if no window was pushed
     */
    public float[] context() {
        var context = new float[contextFloats()];
        copyContext(context, 0);
        return context;
    }

    /**
     * As {@link #context}, into a batch.
     *
     * @throws IllegalStateException if no window was pushed
     */
    public void copyContext(float[] out, int outOffset) {
        if (isEmpty()) {
            throw new IllegalStateException("no window to make a context of: push one first");
        }
        long oldest = Math.max(0, pushed - ring.length);
        for (int i = 0; i < ring.length; i++) {
            long window = Math.max(oldest, pushed - ring.length + i);
            System.arraycopy(ring[slot(window)], 0, out, outOffset + i * windowFloats, windowFloats);
        }
    }

    private int slot(long window) {
        return (int) (window % ring.length);
    }
}
