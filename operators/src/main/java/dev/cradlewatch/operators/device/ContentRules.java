package dev.cradlewatch.operators.device;

import static dev.cradlewatch.operators.stream.DeadLetterReason.INVALID_SCORE;
import static dev.cradlewatch.operators.stream.DeadLetterReason.WRONG_LENGTH;
import static dev.cradlewatch.operators.stream.DeadLetterReason.WRONG_SAMPLE_RATE;

import dev.cradlewatch.operators.stream.RefusedRecordException;

/** The rules for the content of the two device records. */
public final class ContentRules {

    private ContentRules() {}

    /** One second of 16 kHz mono with a score that is a probability. */
    public static void window(AudioWindow window) throws RefusedRecordException {
        if (window.sampleRateHz() != AudioWindow.SAMPLE_RATE_HZ) {
            throw new RefusedRecordException(
                    WRONG_SAMPLE_RATE,
                    "sample rate %d Hz of device %s: expected %d (set audio.rate in agent.toml)"
                            .formatted(window.sampleRateHz(), window.device(), AudioWindow.SAMPLE_RATE_HZ));
        }
        if (window.pcm().length != AudioWindow.PCM_BYTES) {
            throw new RefusedRecordException(
                    WRONG_LENGTH,
                    "%d bytes of audio of device %s: expected %d, one second of mono S16LE"
                            .formatted(window.pcm().length, window.device(), AudioWindow.PCM_BYTES));
        }
        checkScore(window.device(), window.localScore());
    }

    /** A score that is a probability. */
    public static void event(DeviceEvent event) throws RefusedRecordException {
        checkScore(event.device(), event.score());
    }

    private static void checkScore(String device, float score) throws RefusedRecordException {
        if (!(score >= 0 && score <= 1)) {
            throw new RefusedRecordException(
                    INVALID_SCORE, "score %s of device %s: expected a number in [0, 1]".formatted(score, device));
        }
    }
}
