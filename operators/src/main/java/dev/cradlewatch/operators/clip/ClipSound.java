package dev.cradlewatch.operators.clip;

import dev.cradlewatch.operators.device.AudioWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Lays windows on a stretch of silence, each where its time is. Windows in a row touch, whatever the clocks say. Windows must come in
 * the order of time.
 */
final class ClipSound {
    private static final int SAMPLE_BYTES = 2;
    private static final long SAMPLES_PER_MILLI = AudioWindow.SAMPLE_RATE_HZ / 1_000;

    private final Instant start;
    private final byte[] pcm;
    private long heardBytes;
    private Optional<HeldWindow> last = Optional.empty();
    private long lastEnd = Long.MIN_VALUE;

    ClipSound(Instant start, Instant end) {
        this.start = start;
        this.pcm = new byte[Math.toIntExact(bytes(Duration.between(start, end)))];
    }

    void lay(HeldWindow window, byte[] samples) {
        var time = bytes(Duration.between(start, window.at()));
        var touches = last.map(window::continues).orElse(false);
        var position = touches ? lastEnd : Math.max(time, lastEnd);
        var from = Math.max(0, position);
        var to = Math.min(pcm.length, position + samples.length);
        if (from < to) {
            System.arraycopy(samples, (int) (from - position), pcm, (int) from, (int) (to - from));
            heardBytes += to - from;
        }
        last = Optional.of(window);
        lastEnd = position + samples.length;
    }

    byte[] pcm() {
        return pcm;
    }

    long heardMillis() {
        return heardBytes / SAMPLE_BYTES / SAMPLES_PER_MILLI;
    }

    static Duration duration(long pcmBytes) {
        return Duration.ofMillis(pcmBytes / SAMPLE_BYTES / SAMPLES_PER_MILLI);
    }

    private static long bytes(Duration duration) {
        return duration.toMillis() * SAMPLES_PER_MILLI * SAMPLE_BYTES;
    }
}
