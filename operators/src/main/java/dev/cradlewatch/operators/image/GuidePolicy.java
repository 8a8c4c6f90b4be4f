package dev.cradlewatch.operators.image;

import java.io.Serializable;

/**
 * How closely colours follow the edges of L.
 *
 * @param radiusPx r: windows have 2 r + 1 pixels of the model's size a side
 * @param epsilon  variance of L, in its units squared, from which on a window counts as having an edge
 */
public record GuidePolicy(int radiusPx, double epsilon) implements Serializable {

    public static final GuidePolicy DEFAULT = new GuidePolicy(2, 4);

    /** @throws IllegalArgumentException if the radius is under 1 or epsilon not positive */
    public GuidePolicy {
        if (radiusPx < 1 || !(epsilon > 0)) {
            throw new IllegalArgumentException("guide of radius %d and epsilon %s: expected at least 1, and more than 0"
                    .formatted(radiusPx, epsilon));
        }
    }
}
