package dev.cradlewatch.models.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogMelTest {

    private static final byte[] STREAM_START = {};

    @ParameterizedTest
    @ValueSource(strings = {"cry-full", "cry-tiny"})
    void equalsTheFormulasOnFullScaleNoise(String profile) throws Exception {
        assertEqualsFormulas(profile, Pcm.noise(16_192, 1), 1e-3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cry-full", "cry-tiny"})
    void equalsTheFormulasToAHundredthInBandsAHundredDecibelsBelowATone(String profile) throws Exception {
        assertEqualsFormulas(profile, Pcm.sine(16_192, 437.5, 32_000), 1e-2);
    }

    @Test
    void equalsTheFormulasOnTheQuietestSound() throws Exception {
        assertEqualsFormulas("cry-full", Pcm.sine(16_192, 1000, 1), 1e-3);
    }

    @Test
    void isTheLogarithmOfTheOffsetInSilence() throws Exception {
        var logMel = new LogMel(FeatureSpec.load("cry-full"));
        var out = new float[50 * 64];

        logMel.extract(new byte[32_000], 0, STREAM_START, out, 0);

        assertThat(out).containsOnly((float) Math.log(1e-6));
    }

    @Test
    void takesSilenceForTheHistoryAtTheStreamsStart() throws Exception {
        var window = Pcm.noise(16_000, 2);
        var atStart = extract(window, STREAM_START);

        assertThat(extract(window, new byte[384])).containsExactly(atStart);
        assertThat(extract(window, Pcm.bytes(Pcm.noise(192, 3), 0, 192))).isNotEqualTo(atStart);
    }

    @Test
    void readsTheHistoryInTheFirstFrameOnly() throws Exception {
        var window = Pcm.noise(16_000, 4);
        var atStart = extract(window, STREAM_START);
        var later = extract(window, Pcm.bytes(Pcm.noise(192, 5), 0, 192));

        assertThat(Arrays.copyOfRange(later, 64, 3200)).containsExactly(Arrays.copyOfRange(atStart, 64, 3200));
    }

    @Test
    void leavesNothingOfOneWindowInTheNext() throws Exception {
        var logMel = new LogMel(FeatureSpec.load("cry-full"));
        var window = Pcm.bytes(Pcm.noise(16_000, 6), 0, 16_000);
        var first = new float[3200];
        var again = new float[3200];

        logMel.extract(window, 0, STREAM_START, first, 0);
        logMel.extract(new byte[32_000], 0, Pcm.bytes(Pcm.noise(192, 7), 0, 192), again, 0);
        logMel.extract(window, 0, STREAM_START, again, 0);

        assertThat(again).containsExactly(first);
    }

    @Test
    void readsAndWritesAtTheGivenOffsets() throws Exception {
        var samples = Pcm.noise(20_000, 8);
        var out = new float[10 + 3200 + 10];

        new LogMel(FeatureSpec.load("cry-full"))
                .extract(Pcm.bytes(samples, 0, 20_000), 2 * 3000, STREAM_START, out, 10);

        assertThat(Arrays.copyOfRange(out, 10, 3210))
                .containsExactly(extract(Arrays.copyOfRange(samples, 3000, 19_000), STREAM_START));
        assertThat(Arrays.copyOf(out, 10)).containsOnly(0);
        assertThat(Arrays.copyOfRange(out, 3210, 3220)).containsOnly(0);
    }

    @Test
    void refusesArraysThatAreTooShortAndSaysWhatItExpects() throws Exception {
        var logMel = new LogMel(FeatureSpec.load("cry-full"));

        assertThatThrownBy(() -> logMel.extract(new byte[31_998], 0, STREAM_START, new float[3200], 0))
                .hasMessage("31998 bytes of samples from index 0: expected 32000 there");
        assertThatThrownBy(() -> logMel.extract(new byte[32_000], 0, STREAM_START, new float[3200], 1))
                .hasMessage("3200 floats for the log-mel from index 1: expected 3200 there");
        assertThatThrownBy(() -> logMel.extract(new byte[32_000], 0, new byte[192], new float[3200], 0))
                .hasMessage("history of 192 bytes: expected the last 384 bytes of the preceding window,"
                        + " or none at a stream's start");
    }

    private static float[] extract(short[] window, byte[] history) throws Exception {
        var out = new float[3200];
        new LogMel(FeatureSpec.load("cry-full")).extract(Pcm.bytes(window, 0, 16_000), 0, history, out, 0);
        return out;
    }

    private static void assertEqualsFormulas(String profile, short[] samples, double tolerance) throws Exception {
        var spec = FeatureSpec.load(profile);
        var out = new float[spec.windowFloats()];

        new LogMel(spec).extract(Pcm.bytes(samples, 192, 16_192), 0, Pcm.bytes(samples, 0, 192), out, 0);

        var expected = NaiveLogMel.logMel(samples, spec.bands());
        for (int frame = 0; frame < 50; frame++) {
            for (int band = 0; band < spec.bands(); band++) {
                assertThat((double) out[frame * spec.bands() + band])
                        .as("frame %d band %d", frame, band)
                        .isCloseTo(expected[frame][band], within(tolerance));
            }
        }
    }
}
