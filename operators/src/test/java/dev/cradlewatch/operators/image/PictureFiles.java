package dev.cradlewatch.operators.image;

import dev.cradlewatch.models.color.RgbPicture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Files made for tests, honest and forged. */
final class PictureFiles {

    private PictureFiles() {}

    /** Smooth enough that JPEG keeps its colours to within a few levels. */
    static RgbPicture gradient(int width, int height) {
        var rgb = new int[width * height];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = 255 * (i % width) / width << 16 | 255 * (i / width) / height << 8 | 0x60;
        }
        return new RgbPicture(width, height, rgb);
    }

    static byte[] encode(RgbPicture picture, String format, int imageType) throws IOException {
        var file = new ByteArrayOutputStream();
        if (!ImageIO.write(image(picture, imageType), format, file)) {
            throw new IOException("no writer for " + format);
        }
        return file.toByteArray();
    }

    static byte[] progressiveJpeg(RgbPicture picture) throws IOException {
        return progressive(picture, "jpeg");
    }

    static byte[] interlacedPng(RgbPicture picture) throws IOException {
        return progressive(picture, "png");
    }

    private static byte[] progressive(RgbPicture picture, String format) throws IOException {
        var writer = ImageIO.getImageWritersByFormatName(format).next();
        var parameters = writer.getDefaultWriteParam();
        parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        var file = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(file)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image(picture, BufferedImage.TYPE_3BYTE_BGR), null, null), parameters);
        } finally {
            writer.dispose();
        }
        return file.toByteArray();
    }

    private static BufferedImage image(RgbPicture picture, int imageType) {
        var image = new BufferedImage(picture.widthPx(), picture.heightPx(), imageType);
        for (int y = 0; y < picture.heightPx(); y++) {
            for (int x = 0; x < picture.widthPx(); x++) {
                int rgb = picture.rgb()[y * picture.widthPx() + x];
                switch (imageType) {
                    case BufferedImage.TYPE_BYTE_GRAY -> image.getRaster().setSample(x, y, 0, rgb & 0xff);
                    case BufferedImage.TYPE_USHORT_GRAY -> image.getRaster().setSample(x, y, 0, (rgb & 0xff) * 0x101);
                    default -> image.setRGB(x, y, 0xff000000 | rgb);
                }
            }
        }
        return image;
    }

    static byte[] jpeg(RgbPicture picture) throws IOException {
        return encode(picture, "jpeg", BufferedImage.TYPE_3BYTE_BGR);
    }

    static byte[] png(RgbPicture picture) throws IOException {
        return encode(picture, "png", BufferedImage.TYPE_3BYTE_BGR);
    }

    /** A PNG of an empty IDAT and the size that it is told to claim, with right checksums. */
    static byte[] forgedPng(int width, int height) {
        var header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
        return join(
                bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
                chunk("IHDR", header),
                chunk("IDAT", new byte[0]),
                chunk("IEND", new byte[0]));
    }

    /** Headers of a baseline JPEG of the size that it is told to claim, an empty scan and the end. */
    static byte[] forgedJpeg(int width, int height, int components) {
        return join(bytes(0xff, 0xd8), frame(width, height, components), scan(), bytes(0xff, 0xd9));
    }

    static byte[] frame(int width, int height, int components) {
        var frame = ByteBuffer.allocate(10 + 3 * components)
                .putShort((short) 0xffc0)
                .putShort((short) (8 + 3 * components))
                .put((byte) 8)
                .putShort((short) height)
                .putShort((short) width)
                .put((byte) components);
        for (int i = 1; i <= components; i++) {
            frame.put((byte) i).put((byte) 0x11).put((byte) 0);
        }
        return frame.array();
    }

    static byte[] scan() {
        return bytes(0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x55);
    }

    /** The JPEG with an EXIF segment of one tag, the orientation, right after its start. */
    static byte[] withOrientation(byte[] jpeg, int orientation, boolean littleEndian) {
        var exif = littleEndian
                ? bytes(
                        'E',
                        'x',
                        'i',
                        'f',
                        0,
                        0,
                        'I',
                        'I',
                        42,
                        0,
                        8,
                        0,
                        0,
                        0,
                        1,
                        0,
                        0x12,
                        1,
                        3,
                        0,
                        1,
                        0,
                        0,
                        0,
                        orientation,
                        0,
                        0,
                        0)
                : bytes(
                        'E',
                        'x',
                        'i',
                        'f',
                        0,
                        0,
                        'M',
                        'M',
                        0,
                        42,
                        0,
                        0,
                        0,
                        8,
                        0,
                        1,
                        1,
                        0x12,
                        0,
                        3,
                        0,
                        0,
                        0,
                        1,
                        0,
                        orientation,
                        0,
                        0);
        var rest = new byte[jpeg.length - 2];
        System.arraycopy(jpeg, 2, rest, 0, rest.length);
        return join(bytes(0xff, 0xd8, 0xff, 0xe1, 0, exif.length + 2), exif, rest);
    }

    static byte[] join(byte[]... parts) {
        var joined = new ByteArrayOutputStream();
        for (var part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    static byte[] bytes(int... values) {
        var bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] chunk(String type, byte[] content) {
        var name = type.getBytes(StandardCharsets.US_ASCII);
        var checksum = new CRC32();
        checksum.update(name);
        checksum.update(content);
        return ByteBuffer.allocate(12 + content.length)
                .putInt(content.length)
                .put(name)
                .put(content)
                .putInt((int) checksum.getValue())
                .array();
    }
}
