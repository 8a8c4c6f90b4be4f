package dev.cradlewatch.operators.image;

import dev.cradlewatch.models.color.PictureSize;
import java.io.Serializable;

/**
 * The size in which a model sees a picture, whatever the size of the upload: so its memory does not grow with it. The aspect ratio is
 * kept as far as sides are multiples of {@link #MULTIPLE_PX}.
 *
 * @param shortSidePx about the shorter side
 * @param maxRatio    a picture longer than this many times its shorter side is squeezed to it
 */
public record WorkingSize(int shortSidePx, double maxRatio) implements Serializable {
    /** What models halve five times. */
    public static final int MULTIPLE_PX = 32;

    public static final WorkingSize DEFAULT = new WorkingSize(256, 3);

    /** @throws IllegalArgumentException if the shorter side is under 32 pixels or the ratio under 1 */
    public WorkingSize {
        if (shortSidePx < MULTIPLE_PX || !(maxRatio >= 1)) {
            throw new IllegalArgumentException(
                    "working size of %d pixels and at most %s times that: expected at least %d, and 1"
                            .formatted(shortSidePx, maxRatio, MULTIPLE_PX));
        }
    }

    public PictureSize of(PictureSize picture) {
        double shorter = Math.min(picture.widthPx(), picture.heightPx());
        return new PictureSize(side(picture.widthPx() / shorter), side(picture.heightPx() / shorter));
    }

    /** The largest of all pictures. */
    public PictureSize largest() {
        return of(new PictureSize(1, Short.MAX_VALUE));
    }

    private int side(double ratio) {
        double px = shortSidePx * Math.min(ratio, maxRatio);
        return Math.max(1, (int) Math.round(px / MULTIPLE_PX)) * MULTIPLE_PX;
    }
}
