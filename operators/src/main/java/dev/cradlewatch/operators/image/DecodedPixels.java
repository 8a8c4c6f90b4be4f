package dev.cradlewatch.operators.image;

import dev.cradlewatch.models.color.RgbPicture;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * Stored samples as sRGB, turned upright. Samples are taken as they are: {@link BufferedImage#getRGB} would hold grey for linear and
 * brighten it, and would convert by an embedded profile pixel by pixel. Transparency is dropped.
 */
final class DecodedPixels {
    private final Raster raster;
    private final int bands;
    private final int shift;
    private final int[] palette;

    private DecodedPixels(BufferedImage image) {
        raster = image.getRaster();
        bands = raster.getNumBands();
        shift = raster.getSampleModel().getSampleSize(0) - 8;
        palette = palette(image);
    }

    static RgbPicture upright(BufferedImage image, Orientation orientation) {
        return new DecodedPixels(image).upright(orientation);
    }

    private static int[] palette(BufferedImage image) {
        if (!(image.getColorModel() instanceof IndexColorModel indexed)) {
            return new int[0];
        }
        var palette = new int[indexed.getMapSize()];
        indexed.getRGBs(palette);
        return palette;
    }

    private RgbPicture upright(Orientation orientation) {
        int width = raster.getWidth();
        int height = raster.getHeight();
        var rgb = new int[width * height];
        var row = new int[width * bands];
        for (int y = 0; y < height; y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int x = 0; x < width; x++) {
                rgb[orientation.uprightIndex(x, y, width, height)] = pixel(row, x * bands);
            }
        }
        return new RgbPicture(orientation.uprightWidth(width, height), orientation.uprightHeight(width, height), rgb);
    }

    private int pixel(int[] row, int at) {
        if (palette.length > 0) {
            return palette[row[at]] & 0xffffff;
        }
        return bands < 3
                ? sample(row[at]) * 0x010101
                : sample(row[at]) << 16 | sample(row[at + 1]) << 8 | sample(row[at + 2]);
    }

    private int sample(int stored) {
        return stored >> shift;
    }
}
