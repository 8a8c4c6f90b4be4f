package dev.cradlewatch.operators.image;

import dev.cradlewatch.models.color.PictureSize;

/**
 * What a picture takes at most while it is worked on, in bytes, from its header: what is taken from the budget before anything is
 * decoded. Beyond the upload itself that is one byte a pixel for luminance, the new file twice (once as it grows, once whole), a progressive
 * JPEG's coefficients, some rows, and planes in the model's size.
 */
final class PictureMemory {
    /** Numbers, tables, blocks of files. */
    private static final long FIXED = 1 << 20;

    /** Samples of a row as bytes and as ints, with those of the row before it, in the decoder, the encoder and between them. */
    private static final long BYTES_A_COLUMN = 128;

    /** L, a and b of night and day, the lines of the guided filter and the planes that they are made of. */
    private static final long BYTES_A_WORKING_PIXEL = 120;

    /** Two bytes for each of three samples. */
    private static final long BYTES_A_PROGRESSIVE_PIXEL = 6;

    private PictureMemory() {}

    /** Of a night picture. */
    static long ofNight(PictureHeader header, PictureSize working, long modelBytes, int fileBytes, int resultBytes) {
        long pixels = (long) header.widthPx() * header.heightPx();
        return fileBytes
                + pixels
                + 2L * resultBytes
                + decoding(header)
                + BYTES_A_WORKING_PIXEL * working.pixels()
                + modelBytes;
    }

    /** Of a day picture, of which so many pixels are decoded. */
    static long ofDay(PictureHeader header, int decodedPixels, int fileBytes) {
        return fileBytes + decoding(header) + 16L * decodedPixels;
    }

    private static long decoding(PictureHeader header) {
        long longer = Math.max(header.widthPx(), header.heightPx());
        long coefficients =
                header.isProgressive() ? BYTES_A_PROGRESSIVE_PIXEL * header.widthPx() * header.heightPx() : 0;
        return FIXED + BYTES_A_COLUMN * longer + coefficients;
    }

    /** How long the new file may become: more than a JPEG or PNG of these pixels needs, but for one of pure noise. */
    static int resultBytes(PictureHeader header, PictureFormat format, int atMost) {
        long pixels = (long) header.widthPx() * header.heightPx();
        long file = format == PictureFormat.PNG ? 3 * pixels + 3 * pixels / 100 : pixels / 2;
        return (int) Math.min(atMost, 65_536 + file + header.heightPx());
    }
}
