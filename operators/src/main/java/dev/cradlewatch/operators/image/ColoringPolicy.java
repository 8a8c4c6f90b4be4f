package dev.cradlewatch.operators.image;

import java.io.Serializable;

/**
 * How pictures are coloured.
 *
 * @param limits       what uploads may be
 * @param workingSize  the size in which models see them
 * @param guide        how closely colours follow luminance at full size
 * @param day          what a good day picture is
 * @param maxRecordFileBytes largest file in a record of images.colorized
 */
public record ColoringPolicy(
        PictureLimits limits, WorkingSize workingSize, GuidePolicy guide, DayPicturePolicy day, int maxRecordFileBytes)
        implements Serializable {

    public static final ColoringPolicy DEFAULT = new ColoringPolicy(
            PictureLimits.DEFAULT, WorkingSize.DEFAULT, GuidePolicy.DEFAULT, DayPicturePolicy.DEFAULT, 4 << 20);
}
