package dev.cradlewatch.models.card;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What every card.json of a model with one file says; its other keys are for people and are ignored.
 *
 * @param name    the model
 * @param version its version
 * @param file    its ONNX file, beside the card
 * @param sha256  of that file, lower-case hex
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record FileCard(String name, String version, String file, String sha256) {

    /** @throws IllegalArgumentException if a key is missing or no sensible value */
    public FileCard {
        Keys.required("name", name);
        Keys.required("version", version);
        Keys.besideTheCard(file);
        Keys.digest(sha256);
    }

    /** Name and version, for example {@code picture-features 1.0.0}. */
    public String nameAndVersion() {
        return name + " " + version;
    }
}
