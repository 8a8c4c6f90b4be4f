package dev.cradlewatch.models.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cradlewatch.models.ModelException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureSpecTest {

    private static final String JSON = """
            {
              "sample_rate_hz": 16000, "sample_scale": 32768.0, "frame_samples": 512, "hop_samples": 320,
              "history_samples": 192, "fft_samples": 512, "frame_window": "hann_symmetric", "spectrum": "power",
              "mel_scale": "htk", "mel_filter": "triangular_peak_one", "log": "natural", "log_offset": 1e-6,
              "profiles": {"p": {"bands": 64, "low_hz": 125.0, "high_hz": 7000.0, "context_windows": 4}}
            }
            """;

    @Test
    void holdsTheFullModelsProfile() throws Exception {
        assertThat(FeatureSpec.load("cry-full"))
                .isEqualTo(new FeatureSpec("cry-full", 16_000, 32_768, 512, 320, 192, 512, 1e-6, 64, 125, 7000, 4));
    }

    @Test
    void derivesTheSizesOfWindowsAndContexts() throws Exception {
        var spec = FeatureSpec.load("cry-full");

        assertThat(spec.framesPerWindow()).isEqualTo(50);
        assertThat(spec.windowBytes()).isEqualTo(32_000);
        assertThat(spec.historyBytes()).isEqualTo(384);
        assertThat(spec.windowFloats()).isEqualTo(3200);
        assertThat(spec.contextFrames()).isEqualTo(200);
        assertThat(spec.contextFloats()).isEqualTo(12_800);
    }

    @Test
    void namesTheProfilesThereAreWhenAnotherIsAskedFor() {
        assertThatThrownBy(() -> FeatureSpec.load("cry-huge"))
                .isInstanceOf(ModelException.class)
                .hasMessage("features profile cry-huge: not in features.json, which has [cry-full, cry-tiny]"
                        + " (correct the model's card)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "hop_samples": 320        | "hop_samples": 300        | hop_samples 300: expected a divisor of sample_rate_hz 16000
            "history_samples": 192    | "history_samples": 100    | history_samples 100: expected frame_samples - hop_samples = 192
            "fft_samples": 512        | "fft_samples": 500        | fft_samples 500: expected a power of two of at least frame_samples 512
            "high_hz": 7000.0         | "high_hz": 9000.0         | band edges 125.0 to 9000.0 Hz: expected rising and within 0 to 8000.0 Hz
            "bands": 64               | "bands": 0                | bands 0.0: expected a number above 0
            "log_offset": 1e-6        | "log_offset": 0           | log_offset 0.0: expected a number above 0
            "bands": 64               | "bands": "64"             | features.json: bands is "64": expected an integer
            "sample_rate_hz": 16000,  | "rate": 16000,            | features.json: sample_rate_hz is missing: expected an integer
            "mel_scale": "htk"        | "mel_scale": "slaney"     | features.json: mel_scale "slaney": this program computes only "htk"
            """)
    void refusesADefinitionThatDoesNotFit(String correct, String wrong, String message) {
        assertThat(JSON).contains(correct);
        var json = JSON.replace(correct, wrong).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> FeatureSpecReader.read(new ByteArrayInputStream(json), "p"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesBandsThatAreTooNarrowForTheTransform() {
        var narrow = new FeatureSpec("p", 16_000, 32_768, 512, 320, 192, 512, 1e-6, 200, 125, 7000, 4);

        assertThatThrownBy(() -> new LogMel(narrow))
                .hasMessage("features profile p: band 0 of 200 holds no FFT bin: use fewer bands or more fft_samples");
    }
}
