package dev.cradlewatch.operators.image;

/**
 * Walks a PNG file from chunk to chunk without decoding it: checks the size as soon as it is known, and that the file is whole.
 * Allocates nothing. Checksums are left to the decoder.
 */
final class PngScan {
    private static final long SIGNATURE_HIGH = 0x89504e47L;
    private static final long SIGNATURE_LOW = 0x0d0a1a0aL;
    private static final int SIGNATURE_BYTES = 8;
    private static final int IHDR_BYTES = 13;
    private static final int FRAME_BYTES = 12;
    private static final long IHDR = 0x49484452L;
    private static final long IDAT = 0x49444154L;
    private static final long IEND = 0x49454e44L;

    private PngScan() {}

    static boolean isPng(byte[] bytes) {
        return bytes.length >= SIGNATURE_BYTES
                && Bytes.u32(bytes, 0) == SIGNATURE_HIGH
                && Bytes.u32(bytes, 4) == SIGNATURE_LOW;
    }

    /** @param bytes a file that {@link #isPng} */
    static PictureHeader read(byte[] bytes, PictureLimits limits) throws RefusedPictureException {
        int at = SIGNATURE_BYTES;
        require(bytes, at + FRAME_BYTES + IHDR_BYTES);
        if (Bytes.u32(bytes, at) != IHDR_BYTES || Bytes.u32(bytes, at + 4) != IHDR) {
            throw damaged("it does not begin with IHDR");
        }
        long width = Bytes.u32(bytes, at + 8);
        long height = Bytes.u32(bytes, at + 12);
        limits.checkSize(width, height);
        checkWhole(bytes, at + FRAME_BYTES + IHDR_BYTES);
        return new PictureHeader(PictureFormat.PNG, (int) width, (int) height, Orientation.UPRIGHT, false);
    }

    private static void checkWhole(byte[] bytes, int first) throws RefusedPictureException {
        int at = first;
        boolean hasPixels = false;
        while (true) {
            require(bytes, at + FRAME_BYTES);
            long length = Bytes.u32(bytes, at);
            long type = Bytes.u32(bytes, at + 4);
            require(bytes, at + FRAME_BYTES + length);
            hasPixels |= type == IDAT;
            if (type == IEND) {
                break;
            }
            at += FRAME_BYTES + (int) length;
        }
        if (!hasPixels) {
            throw damaged("it has no IDAT");
        }
    }

    private static void require(byte[] bytes, long end) throws RefusedPictureException {
        if (end > bytes.length) {
            throw new RefusedPictureException(
                    PictureFault.TRUNCATED, "PNG of %d bytes: it ends before the picture does".formatted(bytes.length));
        }
    }

    private static RefusedPictureException damaged(String what) {
        return new RefusedPictureException(PictureFault.DAMAGED, "PNG: " + what);
    }
}
