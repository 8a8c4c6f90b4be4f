package dev.cradlewatch.jobs.eval;

import dev.cradlewatch.models.color.RgbPicture;
import java.nio.file.Path;

/**
 * One scene by night, by day and as it truly was, each scaled to {@link #SIDE_PX} x {@link #SIDE_PX}.
 *
 * @param name  file name that the three share
 * @param night grey, what is coloured
 * @param day   what the same camera saw by day, not quite the same
 * @param truth the night's view in colour
 */
public record ColorTriple(Path name, RgbPicture night, RgbPicture day, RgbPicture truth) {
    /** Pixels of a side at which pictures are compared. */
    public static final int SIDE_PX = 256;
}
