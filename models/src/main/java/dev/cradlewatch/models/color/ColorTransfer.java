package dev.cradlewatch.models.color;

/** Lends a night picture the colours of a day picture. Without state, so safe for any thread. */
@FunctionalInterface
public interface ColorTransfer {

    /**
     * The colours of the night picture, in its size.
     *
     * @param night L of the night picture
     * @param day   a day picture of the same camera, of any size
     */
    Chroma colorsFor(Luminance night, RgbPicture day);
}
