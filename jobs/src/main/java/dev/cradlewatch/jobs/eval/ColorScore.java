package dev.cradlewatch.jobs.eval;

/**
 * What one method made of one picture.
 *
 * @param colorfulness      CF of the coloured picture
 * @param colorfulnessError |CF - CF of the truth|
 * @param abError           mean distance in (a, b)
 * @param psnr              against the truth, in dB; infinite for equal pictures
 * @param perceptual        perceptual distance to the truth, see {@link dev.cradlewatch.models.color.PictureTraits#distance}
 * @param millis            time that the method took
 * @param heldBytes         no less than the most memory that it held at once
 */
public record ColorScore(
        double colorfulness,
        double colorfulnessError,
        double abError,
        double psnr,
        double perceptual,
        double millis,
        long heldBytes) {}
