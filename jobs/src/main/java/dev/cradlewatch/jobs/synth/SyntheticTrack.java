package dev.cradlewatch.jobs.synth;

import dev.cradlewatch.operators.device.AudioWindow;
import java.util.Arrays;
import java.util.Optional;

/**
 * What one monitor hears in the built-in night.
 *
 * @param device    device id
 * @param household whose it is
 * @param pcm       16 kHz mono S16LE
 */
public record SyntheticTrack(String device, String household, byte[] pcm) {

    /** One second of it; empty after the end. */
    public Optional<byte[]> window(int second) {
        var from = second * AudioWindow.PCM_BYTES;
        return from >= pcm.length
                ? Optional.empty()
                : Optional.of(Arrays.copyOfRange(pcm, from, from + AudioWindow.PCM_BYTES));
    }
}
