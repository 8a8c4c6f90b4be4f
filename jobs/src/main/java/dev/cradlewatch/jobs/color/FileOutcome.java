package dev.cradlewatch.jobs.color;

/**
 * What became of a file.
 *
 * @param file   which
 * @param result what became of it
 * @param reason why not, a reason code; empty if it was coloured
 * @param detail the same in words
 */
public record FileOutcome(PictureFile file, Result result, String reason, String detail) {

    /** What can become of a file. */
    public enum Result {
        /** Its coloured picture was written. */
        COLORED,
        /** There was a file of the coloured picture's name, which was left as it is. */
        KEPT,
        /** It was not coloured. */
        FAILED
    }

    static FileOutcome of(PictureFile file, Result result) {
        return new FileOutcome(file, result, "", "");
    }

    static FileOutcome failed(PictureFile file, String reason, String detail) {
        return new FileOutcome(file, Result.FAILED, reason, detail);
    }
}
