package dev.cradlewatch.operators.image;

import dev.cradlewatch.models.color.RgbPicture;
import java.awt.image.BufferedImage;

/** A decoded image as sRGB, see {@link SampleColors}, turned upright. */
final class DecodedPixels {

    private DecodedPixels() {}

    static RgbPicture upright(BufferedImage image, Orientation orientation) {
        var raster = image.getRaster();
        var colors = new SampleColors(image.getColorModel(), raster.getSampleModel());
        int width = raster.getWidth();
        int height = raster.getHeight();
        var rgb = new int[width * height];
        var row = new int[width * colors.bands()];
        for (int y = 0; y < height; y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int x = 0; x < width; x++) {
                rgb[orientation.uprightIndex(x, y, width, height)] = colors.rgb(row, x * colors.bands());
            }
        }
        return new RgbPicture(orientation.uprightWidth(width, height), orientation.uprightHeight(width, height), rgb);
    }
}
