package dev.cradlewatch.console.household;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cradlewatch.operators.alert.Sensitivity;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What each sensitivity means, as measured (docs/models.md, docs/alerts.json).
 *
 * @param measuredOn the nights
 * @param levels     what to expect there
 * @param testNights the same on nights of the test split
 */
public record SensitivityCurve(String measuredOn, List<Level> levels, Hard testNights) {
    private static final String FILE = "/dev/cradlewatch/console/docs/alerts.json";
    private static final String USUAL = "validation nights, seed 21: sensitivity low, normal, high";
    private static final String HARD = "test nights, seed 7: sensitivity low, normal, high";

    /**
     * A choice.
     *
     * @param sensitivity         the choice
     * @param falseAlarmsPerNight expected in 8 h
     * @param found               share of the cries
     * @param medianSeconds       from the cry to the alert
     */
    public record Level(Sensitivity sensitivity, double falseAlarmsPerNight, double found, double medianSeconds) {}

    /** Nights that are harder than most homes: half of the sounds between the cries are those most like one. */
    public record Hard(String words, List<Level> levels) {}

    /** @throws IOException if this build lacks the measurements */
    public static SensitivityCurve load() throws IOException {
        try (var in = SensitivityCurve.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IOException("this build has no " + FILE);
            }
            var curves = new ObjectMapper().readTree(in);
            return new SensitivityCurve(
                    "nights mixed from recordings on which the settings were chosen",
                    levels(curves, USUAL),
                    new Hard(
                            "nights never used before, with two sounds a minute, half of them those most like a cry: cats, toys, people who imitate a baby",
                            levels(curves, HARD)));
        }
    }

    private static List<Level> levels(JsonNode curves, String name) throws IOException {
        var curve = curves.path(name);
        if (curve.path("recall").size() != Sensitivity.values().length) {
            throw new IOException("%s has no three points of '%s'".formatted(FILE, name));
        }
        return Arrays.stream(Sensitivity.values())
                .map(sensitivity -> level(curve, sensitivity))
                .toList();
    }

    private static Level level(JsonNode curve, Sensitivity sensitivity) {
        var index = List.of("low", "normal", "high").indexOf(sensitivity.name().toLowerCase(Locale.ROOT));
        return new Level(
                sensitivity,
                curve.path("false_alarms_per_8h").get(index).asDouble(),
                curve.path("recall").get(index).asDouble(),
                curve.path("median_s").get(index).asDouble());
    }
}
