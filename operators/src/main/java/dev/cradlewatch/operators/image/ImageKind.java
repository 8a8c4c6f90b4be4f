package dev.cradlewatch.operators.image;

/** What a picture is for. */
public enum ImageKind {
    /** In colour: may become its device's reference. */
    DAY,
    /** Infrared: is coloured. */
    NIGHT
}
