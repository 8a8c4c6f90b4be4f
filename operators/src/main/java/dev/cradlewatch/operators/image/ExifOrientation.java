package dev.cradlewatch.operators.image;

/** Finds tag 0x0112 in the first directory of a JPEG's EXIF segment. What is odd about the segment means upright. */
final class ExifOrientation {
    private static final byte[] MARK = {'E', 'x', 'i', 'f', 0, 0};
    private static final int TAG = 0x0112;
    private static final int TIFF_HEADER_BYTES = 8;
    private static final int ENTRY_BYTES = 12;

    private final byte[] bytes;
    private final int tiff;
    private final int end;
    private final boolean littleEndian;

    private ExifOrientation(byte[] bytes, int tiff, int end) {
        this.bytes = bytes;
        this.tiff = tiff;
        this.end = end;
        littleEndian = bytes[tiff] == 'I';
    }

    static boolean isExif(byte[] bytes, int from, int to) {
        if (to - from < MARK.length + TIFF_HEADER_BYTES) {
            return false;
        }
        for (int i = 0; i < MARK.length; i++) {
            if (bytes[from + i] != MARK[i]) {
                return false;
            }
        }
        return true;
    }

    /** @param from the segment's content, which {@link #isExif} */
    static Orientation read(byte[] bytes, int from, int to) {
        return Orientation.ofExif(new ExifOrientation(bytes, from + MARK.length, to).value());
    }

    /** The tag's value, 0 if it is not there. */
    private int value() {
        long directory = tiff + u32(tiff + 4);
        if (directory + 2 > end) {
            return 0;
        }
        int at = (int) directory;
        int entries = u16(at);
        at += 2;
        for (int i = 0; i < entries && at + ENTRY_BYTES <= end; i++, at += ENTRY_BYTES) {
            if (u16(at) == TAG) {
                return u16(at + 8);
            }
        }
        return 0;
    }

    private int u16(int at) {
        return littleEndian ? Bytes.u8(bytes, at + 1) << 8 | Bytes.u8(bytes, at) : Bytes.u16(bytes, at);
    }

    private long u32(int at) {
        return littleEndian ? (long) u16(at + 2) << 16 | u16(at) : Bytes.u32(bytes, at);
    }
}
