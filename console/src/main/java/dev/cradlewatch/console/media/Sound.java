package dev.cradlewatch.console.media;

import dev.cradlewatch.connectors.clip.WavHeader;
import dev.cradlewatch.operators.device.AudioWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A stretch of a monitor's sound.
 *
 * @param pcm mono S16LE samples of 16 kHz; what was not streamed is silence in its place. Not to be changed
 */
record Sound(byte[] pcm) {
    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static final int BYTES_PER_MILLISECOND = AudioWindow.PCM_BYTES / 1_000;

    /** The windows one after the other, by the device's own clock; none without a window. */
    static Optional<Sound> of(List<AudioWindow> windows) {
        var inOrder = windows.stream()
                .filter(window -> window.pcm().length == AudioWindow.PCM_BYTES)
                .sorted(Comparator.comparing(AudioWindow::start))
                .toList();
        if (inOrder.isEmpty()) {
            return Optional.empty();
        }
        var first = inOrder.get(0).start();
        var near = inOrder.stream()
                .filter(window -> Duration.between(first, window.end()).compareTo(LONGEST) <= 0)
                .toList();
        var pcm = new byte[offset(first, near.get(near.size() - 1)) + AudioWindow.PCM_BYTES];
        near.forEach(window -> System.arraycopy(window.pcm(), 0, pcm, offset(first, window), AudioWindow.PCM_BYTES));
        return Optional.of(new Sound(pcm));
    }

    /** The sound of a WAV file that the history's clips are. */
    static Sound ofWav(byte[] file) {
        var pcm = new byte[Math.max(0, file.length - WavHeader.BYTES)];
        System.arraycopy(file, file.length - pcm.length, pcm, 0, pcm.length);
        return new Sound(pcm);
    }

    byte[] wav() {
        var file = new byte[WavHeader.BYTES + pcm.length];
        WavHeader.of(pcm.length).get(file, 0, WavHeader.BYTES);
        System.arraycopy(pcm, 0, file, WavHeader.BYTES, pcm.length);
        return file;
    }

    private static int offset(Instant first, AudioWindow window) {
        return (int) Duration.between(first, window.start()).toMillis() * BYTES_PER_MILLISECOND;
    }
}
