package dev.cradlewatch.operators.image;

import dev.cradlewatch.models.color.PictureSize;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is a good day picture, and for how long. Judged at the size in which it is kept. The last good one that has come counts, whether
 * it was taken before the night picture or after it.
 *
 * @param shortSidePx     its shorter side as it is kept; smaller ones are kept as they are
 * @param minSidePx       shorter side of the upload at least
 * @param minColorfulness CF at least; grey pictures have 0, of 181 photographs the least colourful one 12
 * @param minMeanL        L on the whole at least
 * @param maxMeanL        L on the whole at most
 * @param maxLostShare    share of pixels without drawing at most
 * @param minSharpness    standard deviation of the Laplacian of L at least; of 97 sharp pictures the least has 2.1, blurred by 4 pixels
 *                        (Gaussian) the most 0.75
 * @param maxAge          how long before or after a night picture it may have been taken
 */
public record DayPicturePolicy(
        int shortSidePx,
        int minSidePx,
        double minColorfulness,
        double minMeanL,
        double maxMeanL,
        double maxLostShare,
        double minSharpness,
        Duration maxAge)
        implements Serializable {

    public static final DayPicturePolicy DEFAULT =
            new DayPicturePolicy(256, 64, 10, 12, 90, 0.6, 0.8, Duration.ofDays(30));

    /** The size in which a day picture is kept. */
    PictureSize keptSize(PictureSize upload) {
        double scale = Math.min(1, (double) shortSidePx / Math.min(upload.widthPx(), upload.heightPx()));
        double longest = WorkingSize.DEFAULT.maxRatio() * shortSidePx;
        return new PictureSize((int) Math.max(1, Math.min(longest, Math.round(upload.widthPx() * scale))), (int)
                Math.max(1, Math.min(longest, Math.round(upload.heightPx() * scale))));
    }

    Optional<DayFlaw> flaw(PictureSize upload, PictureQuality quality) {
        if (Math.min(upload.widthPx(), upload.heightPx()) < minSidePx) {
            return Optional.of(DayFlaw.TOO_SMALL);
        }
        if (quality.meanL() < minMeanL || quality.meanL() > maxMeanL || quality.lostShare() > maxLostShare) {
            return Optional.of(DayFlaw.BADLY_EXPOSED);
        }
        if (quality.colorfulness() < minColorfulness) {
            return Optional.of(DayFlaw.COLORLESS);
        }
        return quality.sharpness() < minSharpness ? Optional.of(DayFlaw.BLURRED) : Optional.empty();
    }

    boolean isInTime(ReferencePicture day, Instant night) {
        return Duration.between(day.takenAt(), night).abs().compareTo(maxAge) <= 0;
    }
}
