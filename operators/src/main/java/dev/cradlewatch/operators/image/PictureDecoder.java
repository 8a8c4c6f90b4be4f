package dev.cradlewatch.operators.image;

import dev.cradlewatch.models.color.RgbPicture;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/**
 * From the bytes of a JPEG or PNG file to pixels, for files that anyone may have sent. Size, limits and completeness are checked before
 * memory for pixels is taken; then every n-th row and column is kept, so that at most a given number of pixels is held.
 *
 * <p>Decoding holds 5 to 7 bytes for each pixel kept, up to 12 for a PNG of 16 bits, and a row of the stored picture; a progressive JPEG
 * also 2 bytes for each stored sample, in the JDK's libjpeg. Colours are taken for sRGB, whatever profile a file has. Without state, so
 * safe for any thread.
 */
public final class PictureDecoder {
    private final PictureLimits limits;

    public PictureDecoder(PictureLimits limits) {
        this.limits = limits;
    }

    /**
     * What the file says of its picture. Takes no memory to speak of.
     *
     * @throws RefusedPictureException if it is no whole JPEG or PNG file within the limits
     */
    public PictureHeader inspect(byte[] file) throws RefusedPictureException {
        limits.checkBytes(file.length);
        if (JpegScan.isJpeg(file)) {
            return JpegScan.read(file, limits);
        }
        if (PngScan.isPng(file)) {
            return PngScan.read(file, limits);
        }
        throw new RefusedPictureException(
                PictureFault.NOT_A_PICTURE,
                "file of %d bytes that begins with 0x%02x: expected a JPEG or PNG file"
                        .formatted(file.length, Bytes.u8(file, 0)));
    }

    /**
     * The upright picture, of every n-th row and column with the smallest n for which it has at most so many pixels.
     *
     * @throws RefusedPictureException  if it is no whole, readable JPEG or PNG file within the limits
     * @throws IllegalArgumentException if {@code maxDecodedPixels} is not positive
     */
    public RgbPicture decode(byte[] file, int maxDecodedPixels) throws RefusedPictureException {
        if (maxDecodedPixels < 1) {
            throw new IllegalArgumentException("at most " + maxDecodedPixels + " pixels: expected at least 1");
        }
        var header = inspect(file);
        int step = step(header, maxDecodedPixels);
        var image = read(file, header, (reader, parameters) -> thinned(reader, parameters, step));
        return DecodedPixels.upright(image, header.orientation());
    }

    /**
     * The luminance of the upright picture at full size. Holds one byte for each pixel, a row, and what a progressive JPEG takes.
     *
     * @throws RefusedPictureException if it is no whole, readable JPEG or PNG file within the limits
     */
    GreyPlane decodeGrey(byte[] file) throws RefusedPictureException {
        var header = inspect(file);
        return read(file, header, (reader, parameters) -> {
            var type = reader.getImageTypes(0).next();
            var samples = type.getSampleModel(header.widthPx(), header.heightPx());
            var raster = new GreyRaster(type.getColorModel(), samples, header.orientation());
            parameters.setDestination(new BufferedImage(type.getColorModel(), raster, false, null));
            reader.read(0, parameters);
            return raster.plane();
        });
    }

    private static int step(PictureHeader header, int maxPixels) {
        int step = 1;
        while (kept(header.widthPx(), step) * kept(header.heightPx(), step) > maxPixels) {
            step++;
        }
        return step;
    }

    private static long kept(int sidePx, int step) {
        return (sidePx + step - 1) / step;
    }

    private static BufferedImage thinned(ImageReader reader, ImageReadParam parameters, int step) throws IOException {
        parameters.setSourceSubsampling(step, step, 0, 0);
        return reader.read(0, parameters);
    }

    private static <T> T read(byte[] file, PictureHeader header, Reading<T> reading) throws RefusedPictureException {
        var reader = reader(header.format());
        try (var input = new ByteArrayInput(file)) {
            reader.setInput(input, true, true);
            return reading.read(reader, reader.getDefaultReadParam());
        } catch (IOException | RuntimeException e) {
            // The JDK's readers answer hostile bytes with exceptions of many types.
            throw new RefusedPictureException(
                    PictureFault.DAMAGED,
                    "%s that cannot be decoded: %s".formatted(header.format(), e.getMessage()),
                    e);
        } finally {
            reader.dispose();
        }
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read(ImageReader reader, ImageReadParam parameters) throws IOException;
    }

    private static ImageReader reader(PictureFormat format) {
        var readers = ImageIO.getImageReadersByFormatName(format.name().toLowerCase(Locale.ROOT));
        if (!readers.hasNext()) {
            throw new IllegalStateException(
                    "this Java has no reader for " + format + ": install a JDK with java.desktop");
        }
        return readers.next();
    }
}
