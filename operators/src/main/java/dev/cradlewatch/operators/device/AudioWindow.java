package dev.cradlewatch.operators.device;

import java.time.Duration;
import java.time.Instant;

/**
 * One second of a monitor's sound.
 *
 * @param device       device id
 * @param epoch        identity of the device's record store
 * @param seq          number of the window within the epoch
 * @param start        time of the first sample, device clock
 * @param sent         time of hand-over to the network, device clock
 * @param sampleRateHz samples a second
 * @param pcm          mono S16LE samples
 * @param localScore   the monitor's own cry probability, in [0, 1]
 * @param agentModel   name and version of the monitor's model, empty if it has none
 * @param reason       why the window was streamed
 */
public record AudioWindow(
        String device,
        long epoch,
        long seq,
        Instant start,
        Instant sent,
        int sampleRateHz,
        byte[] pcm,
        float localScore,
        String agentModel,
        WindowReason reason)
        implements DeviceRecord {

    /** The one sample rate of the system. */
    public static final int SAMPLE_RATE_HZ = 16_000;

    /** Samples in a window. */
    public static final int SAMPLES = SAMPLE_RATE_HZ;

    /** Bytes of a window's samples. */
    public static final int PCM_BYTES = SAMPLES * 2;

    /** A window's length. */
    public static final Duration LENGTH = Duration.ofSeconds(1);

    @Override
    public Instant at() {
        return start;
    }

    public Instant end() {
        return start.plus(LENGTH);
    }
}
