package dev.cradlewatch.operators.stream;

/** Why a record was not used. Names are written to the topic and counted as metrics: add, never rename. */
public enum DeadLetterReason {
    /** The bytes are not a message of the expected type. */
    MALFORMED,
    /** The message is of a format version that this release does not read. */
    UNSUPPORTED_VERSION,
    /** A field without which the record means nothing is missing. */
    MISSING_FIELD,
    /** The value is larger than records of its topic may be. */
    TOO_LARGE,
    /** The Kafka key and the device named inside differ. */
    KEY_MISMATCH,
    /** The audio is not at the one sample rate of the system. */
    WRONG_SAMPLE_RATE,
    /** The audio is not exactly one second. */
    WRONG_LENGTH,
    /** A score is not a number in [0, 1]. */
    INVALID_SCORE,
    /** The record says it was made after it was sent. */
    TIME_IN_FUTURE,
    /** The record was made longer before it was sent than a backlog may be. */
    TIME_TOO_OLD,
    /** No registration of the device arrived in the time that a start-up race is given. */
    UNKNOWN_DEVICE,
    /** The device's registration was revoked. */
    REVOKED_DEVICE,
    /** The record has no signature, or does not say which key made it. */
    UNSIGNED,
    /** The key is not one of the device's, or was retired before the record arrived. */
    UNKNOWN_KEY,
    /** The record is not what the key signed. */
    BAD_SIGNATURE,
    /** The record came before, too long ago for a sender's retry, or is too old to tell. */
    REPLAYED,
    /** The model gave no usable number for the window, or no colours for the picture. */
    MODEL_FAILED,
    /** The picture would have more pixels, or a longer side, than is taken. */
    TOO_MANY_PIXELS,
    /** The file is neither JPEG nor PNG. */
    NOT_A_PICTURE,
    /** The picture is of a kind of JPEG or PNG that is not read. */
    UNSUPPORTED_PICTURE,
    /** The picture's file ends before the picture does. */
    TRUNCATED_PICTURE,
    /** The picture's file contradicts itself or its format. */
    DAMAGED_PICTURE,
    /** The picture's URI leads outside the place of uploads, or to nothing. */
    PICTURE_UNREACHABLE,
    /** There is no day picture for a reference, and no model that does without. */
    NO_REFERENCE,
    /** The picture needs more memory than there ever is for pictures. */
    OVER_BUDGET,
    /** The coloured picture is larger than its topic takes, and there is no place for larger ones. */
    RESULT_TOO_LARGE
}
