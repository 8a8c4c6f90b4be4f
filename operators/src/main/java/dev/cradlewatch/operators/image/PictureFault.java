package dev.cradlewatch.operators.image;

import dev.cradlewatch.operators.stream.DeadLetterReason;

/** Why a file is not taken as a picture. */
public enum PictureFault {
    /** There are no bytes. */
    EMPTY(DeadLetterReason.MISSING_FIELD),
    /** The file has more bytes than are taken. */
    TOO_MANY_BYTES(DeadLetterReason.TOO_LARGE),
    /** The picture would have more pixels, or a longer side, than is taken. */
    TOO_MANY_PIXELS(DeadLetterReason.TOO_MANY_PIXELS),
    /** The file is neither JPEG nor PNG. */
    NOT_A_PICTURE(DeadLetterReason.NOT_A_PICTURE),
    /** The file is of a kind of JPEG or PNG that is not read. */
    UNSUPPORTED(DeadLetterReason.UNSUPPORTED_PICTURE),
    /** The file ends before the picture does. */
    TRUNCATED(DeadLetterReason.TRUNCATED_PICTURE),
    /** The file contradicts itself or its format. */
    DAMAGED(DeadLetterReason.DAMAGED_PICTURE);

    private final DeadLetterReason reason;

    PictureFault(DeadLetterReason reason) {
        this.reason = reason;
    }

    /** What a record with such a picture becomes. */
    public DeadLetterReason reason() {
        return reason;
    }
}
