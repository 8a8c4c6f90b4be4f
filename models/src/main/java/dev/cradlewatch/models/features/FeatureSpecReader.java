package dev.cradlewatch.models.features;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cradlewatch.models.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads features.json and refuses what {@link LogMel} does not compute. */
final class FeatureSpecReader {

    private static final String RESOURCE = "/dev/cradlewatch/models/features.json";

    /** The choices that features.json names and the code has built in; another value would be silently ignored. */
    private static final Map<String, String> BUILT_IN = Map.of(
            "frame_window", "hann_symmetric",
            "spectrum", "power",
            "mel_scale", "htk",
            "mel_filter", "triangular_peak_one",
            "log", "natural");

    private FeatureSpecReader() {}

    static FeatureSpec fromClassPath(String profile) throws ModelException {
        try (var in = FeatureSpecReader.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new ModelException(RESOURCE + " is not on the class path: build the models module again");
            }
            return read(in, profile);
        } catch (IOException e) {
            throw new ModelException("features.json cannot be read: " + e.getMessage(), e);
        }
    }

    /** @throws IOException if {@code in} fails or holds no JSON */
    static FeatureSpec read(InputStream in, String profile) throws IOException, ModelException {
        JsonNode root = new ObjectMapper().readTree(in);
        for (var choice : BUILT_IN.entrySet()) {
            var found = root.path(choice.getKey()).asText();
            if (!found.equals(choice.getValue())) {
                throw new ModelException("features.json: " + choice.getKey() + " \"" + found
                        + "\": this program computes only \"" + choice.getValue() + "\"");
            }
        }
        var bands = root.path("profiles").path(profile);
        if (!bands.isObject()) {
            throw new ModelException("features profile " + profile + ": not in features.json, which has "
                    + names(root.path("profiles")) + " (correct the model's card)");
        }
        try {
            return new FeatureSpec(
                    profile,
                    integer(root, "sample_rate_hz"),
                    number(root, "sample_scale"),
                    integer(root, "frame_samples"),
                    integer(root, "hop_samples"),
                    integer(root, "history_samples"),
                    integer(root, "fft_samples"),
                    number(root, "log_offset"),
                    integer(bands, "bands"),
                    number(bands, "low_hz"),
                    number(bands, "high_hz"),
                    integer(bands, "context_windows"));
        } catch (IllegalArgumentException e) {
            throw new ModelException(e.getMessage(), e);
        }
    }

    private static int integer(JsonNode node, String key) {
        var value = node.path(key);
        if (!value.isInt()) {
            throw new IllegalArgumentException(
                    "features.json: " + key + " is " + text(value) + ": expected an integer");
        }
        return value.intValue();
    }

    private static double number(JsonNode node, String key) {
        var value = node.path(key);
        if (!value.isNumber()) {
            throw new IllegalArgumentException("features.json: " + key + " is " + text(value) + ": expected a number");
        }
        return value.doubleValue();
    }

    private static String text(JsonNode value) {
        return value.isMissingNode() ? "missing" : value.toString();
    }

    private static List<String> names(JsonNode profiles) {
        var names = new ArrayList<String>();
        profiles.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
