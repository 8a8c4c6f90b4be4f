package dev.cradlewatch.operators.image;

/** Why a file is not taken as a picture. */
public enum PictureFault {
    /** There are no bytes. */
    EMPTY,
    /** The file has more bytes than are taken. */
    TOO_MANY_BYTES,
    /** The picture would have more pixels, or a longer side, than is taken. */
    TOO_MANY_PIXELS,
    /** The file is neither JPEG nor PNG. */
    NOT_A_PICTURE,
    /** The file is of a kind of JPEG or PNG that is not read. */
    UNSUPPORTED,
    /** The file ends before the picture does. */
    TRUNCATED,
    /** The file contradicts itself or its format. */
    DAMAGED
}
