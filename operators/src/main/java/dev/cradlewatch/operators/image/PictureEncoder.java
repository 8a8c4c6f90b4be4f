package dev.cradlewatch.operators.image;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;

/**
 * From rows to a JPEG or PNG file with a comment in it: JPEG's COM segment, PNG's tEXt "Comment". JPEGs have their colours at
 * half the resolution (4:2:0): a model's colours are coarser than that anyway, and luminance is not touched.
 */
final class PictureEncoder {
    private static final float[] QUALITIES = {0.9f, 0.8f, 0.65f, 0.5f, 0.35f, 0.2f};

    private PictureEncoder() {}

    /** At the best quality at which the file is no larger than that; empty if it is at none. A PNG has one quality. */
    static Optional<byte[]> encode(RgbRows rows, PictureFormat format, String comment, int maxBytes)
            throws IOException {
        if (format == PictureFormat.PNG) {
            return encode(rows, format, 0, comment, maxBytes);
        }
        for (var quality : QUALITIES) {
            var file = encode(rows, format, quality, comment, maxBytes);
            if (file.isPresent()) {
                return file;
            }
        }
        return Optional.empty();
    }

    /**
     * @param quality of a JPEG, 0 to 1
     * @return empty if the file would be larger than that
     */
    static Optional<byte[]> encode(RgbRows rows, PictureFormat format, float quality, String comment, int maxBytes)
            throws IOException {
        var out = new MemoryOutput(maxBytes);
        try (out) {
            write(rows, format, quality, comment, out);
            return Optional.of(out.bytes());
        } catch (IOException e) {
            if (out.isFull()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static void write(RgbRows rows, PictureFormat format, float quality, String comment, MemoryOutput out)
            throws IOException {
        var writer = writer(format);
        try {
            var image = new RowsImage(rows);
            var parameters = writer.getDefaultWriteParam();
            if (format == PictureFormat.JPEG) {
                parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                parameters.setCompressionQuality(quality);
            }
            var metadata =
                    writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), parameters);
            metadata.mergeTree(metadata.getNativeMetadataFormatName(), commented(metadata, format, comment));
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, metadata), parameters);
        } finally {
            writer.dispose();
        }
    }

    private static IIOMetadataNode commented(IIOMetadata metadata, PictureFormat format, String comment) {
        var root = new IIOMetadataNode(metadata.getNativeMetadataFormatName());
        if (format == PictureFormat.JPEG) {
            var segment = new IIOMetadataNode("com");
            segment.setAttribute("comment", comment);
            var sequence = new IIOMetadataNode("markerSequence");
            sequence.appendChild(segment);
            root.appendChild(new IIOMetadataNode("JPEGvariety"));
            root.appendChild(sequence);
        } else {
            var entry = new IIOMetadataNode("tEXtEntry");
            entry.setAttribute("keyword", "Comment");
            entry.setAttribute("value", comment);
            var text = new IIOMetadataNode("tEXt");
            text.appendChild(entry);
            root.appendChild(text);
        }
        return root;
    }

    private static ImageWriter writer(PictureFormat format) {
        var writers = ImageIO.getImageWritersByFormatName(format.name().toLowerCase(Locale.ROOT));
        if (!writers.hasNext()) {
            throw new IllegalStateException(
                    "this Java has no writer for " + format + ": install a JDK with java.desktop");
        }
        return writers.next();
    }
}
