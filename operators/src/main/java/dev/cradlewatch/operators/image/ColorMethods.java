package dev.cradlewatch.operators.image;

import dev.cradlewatch.models.color.ColorModel;
import java.util.Optional;

/**
 * The models of a job, shared by its subtasks in a JVM; whoever opened this closes it.
 *
 * @param byReference for pictures with a day picture
 * @param automatic   for pictures without one, or where there is no other
 */
public record ColorMethods(Optional<ColorModel> byReference, Optional<ColorModel> automatic) implements AutoCloseable {

    /** @throws IllegalArgumentException if there is none at all, or one stands in the other's place */
    public ColorMethods {
        if (byReference.isEmpty() && automatic.isEmpty()) {
            throw new IllegalArgumentException("no model: expected one by reference or an automatic one");
        }
        if (!byReference.map(ColorModel::usesReference).orElse(true)
                || automatic.map(ColorModel::usesReference).orElse(false)) {
            throw new IllegalArgumentException("models %s by reference, %s automatic: expected it the other way round"
                    .formatted(byReference.map(ColorModel::name), automatic.map(ColorModel::name)));
        }
    }

    Optional<ColorModel> choose(boolean hasReference) {
        return hasReference && byReference.isPresent() ? byReference : automatic;
    }

    @Override
    public void close() {
        byReference.ifPresent(ColorModel::close);
        automatic.ifPresent(ColorModel::close);
    }
}
