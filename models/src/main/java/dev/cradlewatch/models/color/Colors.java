package dev.cradlewatch.models.color;

import java.util.OptionalDouble;

/**
 * The colours that a model gives a night picture.
 *
 * @param chroma     a and b in the night's size
 * @param confidence mean over the picture, in [0, 1], of how far the reference was followed; empty without a reference
 */
public record Colors(Chroma chroma, OptionalDouble confidence) {

    /** @throws IllegalArgumentException if the confidence is not in [0, 1] */
    public Colors {
        if (confidence.isPresent() && !(confidence.getAsDouble() >= 0 && confidence.getAsDouble() <= 1)) {
            throw new IllegalArgumentException("confidence " + confidence.getAsDouble() + ": expected [0, 1]");
        }
    }
}
