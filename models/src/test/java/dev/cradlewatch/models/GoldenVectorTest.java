package dev.cradlewatch.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cradlewatch.models.cry.CryModels;
import dev.cradlewatch.models.features.FeatureSpec;
import dev.cradlewatch.models.features.LogMel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds Java to the numbers that Python computed; {@code python -m cry.golden} makes the files. */
class GoldenVectorTest {

    @ParameterizedTest
    @ValueSource(strings = {"cry-full", "cry-tiny"})
    void javaAndPythonComputeTheSameLogMel(String profile) throws Exception {
        var golden = read("log_mel_golden.json");
        var features = FeatureSpec.load(profile);
        var pcm = bytes(golden.get("pcm"));
        var expected = floats(golden.get("profiles").get(profile));
        var actual = new float[expected.length];
        var logMel = new LogMel(features);
        var history = new byte[0];
        for (var window = 0; window * features.windowBytes() < pcm.length; window++) {
            var from = window * features.windowBytes();
            logMel.extract(pcm, from, history, actual, window * features.windowFloats());
            var end = from + features.windowBytes();
            history = Arrays.copyOfRange(pcm, end - features.historyBytes(), end);
        }

        assertThat(actual).hasSameSizeAs(expected).containsExactly(expected, within(1e-3f));
    }

    @Test
    void theCommittedModelGivesTheProbabilitiesOfItsGoldenContexts() throws Exception {
        var golden = read("cry_full_golden.json");
        var expected = golden.get("probability");
        var actual = new float[expected.size()];
        try (var model = CryModels.load("cry-full", 1)) {
            model.score(floats(golden.get("log_mel")), actual.length, actual);
        }

        for (var i = 0; i < actual.length; i++) {
            assertThat((double) actual[i]).isCloseTo(expected.get(i).asDouble(), within(1e-4));
        }
    }

    private static JsonNode read(String name) throws IOException {
        try (var file = GoldenVectorTest.class.getResourceAsStream("/testdata/" + name)) {
            return new ObjectMapper().readTree(file);
        }
    }

    private static byte[] bytes(JsonNode array) {
        return Base64.getDecoder().decode(array.get("data").asText());
    }

    private static float[] floats(JsonNode array) {
        var bytes = ByteBuffer.wrap(bytes(array)).order(ByteOrder.LITTLE_ENDIAN);
        var floats = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(floats);
        return floats;
    }
}
