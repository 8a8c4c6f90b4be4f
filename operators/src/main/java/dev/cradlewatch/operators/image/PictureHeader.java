package dev.cradlewatch.operators.image;

/**
 * What a file says of its picture.
 *
 * @param format      format of the file
 * @param widthPx     as stored, before the picture is turned upright
 * @param heightPx    as stored
 * @param orientation how to turn it upright; PNG files are taken to be upright
 * @param isProgressive whether it is a progressive JPEG
 */
public record PictureHeader(
        PictureFormat format, int widthPx, int heightPx, Orientation orientation, boolean isProgressive) {

    public int uprightWidthPx() {
        return orientation.uprightWidth(widthPx, heightPx);
    }

    public int uprightHeightPx() {
        return orientation.uprightHeight(widthPx, heightPx);
    }
}
