package dev.cradlewatch.operators.image;

/** The formats of files that are read. */
public enum PictureFormat {
    JPEG,
    PNG
}
