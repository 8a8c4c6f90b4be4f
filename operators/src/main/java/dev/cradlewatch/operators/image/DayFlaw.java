package dev.cradlewatch.operators.image;

/** Why a day picture is not taken for a reference. */
public enum DayFlaw {
    /** A side is too short to show anything. */
    TOO_SMALL,
    /** It has hardly any colour: taken through the night's filter, or by its lamp. */
    COLORLESS,
    /** Too dark or too bright, on the whole or in most of its pixels. */
    BADLY_EXPOSED,
    /** Out of focus, or moved. */
    BLURRED,
    /** A newer one is held already. */
    OLDER
}
