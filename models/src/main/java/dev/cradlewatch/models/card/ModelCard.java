package dev.cradlewatch.models.card;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;

/**
 * What a model's card.json says that the program needs; its other keys are for people and are ignored.
 *
 * @param name            the model, for example {@code cry-full}
 * @param version         its version
 * @param file            its ONNX file, beside the card
 * @param sha256          of that file, lower-case hex
 * @param featuresProfile profile of features.json that it was trained on
 * @param contextWindows  windows of one input
 * @param thresholds      operating points by name, probabilities in [0, 1]
 * @param metrics         measured quality as the training wrote it; an empty object if it wrote none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ModelCard(
        String name,
        String version,
        String file,
        String sha256,
        String featuresProfile,
        int contextWindows,
        Map<String, Double> thresholds,
        JsonNode metrics) {

    /** @throws IllegalArgumentException if a key is missing or a threshold is no probability */
    public ModelCard {
        Keys.required("name", name);
        Keys.required("version", version);
        Keys.besideTheCard(file);
        Keys.digest(sha256);
        Keys.required("features_profile", featuresProfile);
        if (contextWindows < 1) {
            throw new IllegalArgumentException("context_windows " + contextWindows + ": expected at least 1");
        }
        thresholds = thresholds == null ? Map.of() : Map.copyOf(thresholds);
        thresholds.forEach((point, value) -> {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException(
                        "threshold " + point + " " + value + ": expected a probability in [0, 1]");
            }
        });
        metrics = metrics == null ? JsonNodeFactory.instance.objectNode() : metrics;
    }

    /** Name and version, as scores and logs carry it: {@code cry-full 1.2.0}. */
    public String nameAndVersion() {
        return name + " " + version;
    }
}
