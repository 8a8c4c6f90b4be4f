package dev.cradlewatch.models.card;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Map;

/**
 * What a colour model's card.json says that the program needs; its other keys are for people and are ignored.
 *
 * @param name         the model, for example {@code color-ref}
 * @param version      its version
 * @param reference    whether it takes a day picture
 * @param sideMultiple both sides of its pictures are multiples of this, pixels
 * @param sidePx       the longer side that it was trained for, pixels
 * @param variants     its files: {@code fp32}, and others such as {@code u8} that give nearly the same from less
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record ColorModelCard(
        String name, String version, boolean reference, int sideMultiple, int sidePx, Map<String, Variant> variants) {

    /** The variant that a model's plain name means. */
    public static final String FLOATS = "fp32";

    /** @throws IllegalArgumentException if a key is missing or no sensible value */
    public ColorModelCard {
        Keys.required("name", name);
        Keys.required("version", version);
        Keys.positive("side_multiple", sideMultiple);
        Keys.positive("side_px", sidePx);
        if (sidePx % sideMultiple != 0) {
            throw new IllegalArgumentException("side_px " + sidePx + ": expected a multiple of " + sideMultiple);
        }
        if (variants == null || !variants.containsKey(FLOATS)) {
            throw new IllegalArgumentException("variants has no " + FLOATS);
        }
        variants = Map.copyOf(variants);
    }

    /** Name and version of a variant, as results and logs carry it: {@code color-ref-u8 0.1.0}. */
    public String nameAndVersion(String variant) {
        return (variant.equals(FLOATS) ? name : name + "-" + variant) + " " + version;
    }

    /**
     * One file of the model and the native memory that it takes, as {@code cradlewatch bench color} measures it.
     * A run on a picture of p pixels takes at most {@code runBytes} + p {@code runBytesPerPixel} more than
     * {@code heldBytes}.
     *
     * @param file             its ONNX file, beside the card
     * @param sha256           of that file, lower-case hex
     * @param heldBytes        what the loaded model holds between runs
     * @param runBytes         what a run adds whatever the picture
     * @param runBytesPerPixel what a run adds for each pixel
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Variant(String file, String sha256, long heldBytes, long runBytes, double runBytesPerPixel) {

        /** @throws IllegalArgumentException if a key is missing or no sensible value */
        public Variant {
            Keys.besideTheCard(file);
            Keys.digest(sha256);
            Keys.positive("held_bytes", heldBytes);
            Keys.positive("run_bytes", runBytes);
            Keys.positive("run_bytes_per_pixel", runBytesPerPixel);
        }
    }
}
