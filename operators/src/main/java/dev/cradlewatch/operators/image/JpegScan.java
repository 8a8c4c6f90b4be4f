package dev.cradlewatch.operators.image;

/**
 * Walks a JPEG file from marker to marker without decoding it: checks the size as soon as it is known, and that the file is whole.
 * Allocates nothing. Read are the kinds that javax.imageio reads: baseline, extended and progressive Huffman, 8 bits, grey or three
 * components.
 */
final class JpegScan {
    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int APP1 = 0xe1;

    private static final int SOF2 = 0xc2;

    /** Each scan of a progressive picture is one more pass over all of it; encoders make about ten. */
    private static final int MAX_SCANS = 30;

    private static final byte MARKER = (byte) 0xff;

    private final byte[] bytes;
    private final PictureLimits limits;
    private int at = 2;
    private int widthPx;
    private int heightPx;
    private int scans;
    private boolean isProgressive;
    private Orientation orientation = Orientation.UPRIGHT;

    private JpegScan(byte[] bytes, PictureLimits limits) {
        this.bytes = bytes;
        this.limits = limits;
    }

    static boolean isJpeg(byte[] bytes) {
        return bytes.length >= 3 && Bytes.u16(bytes, 0) == (0xff00 | SOI) && Bytes.u8(bytes, 2) == 0xff;
    }

    /** @param bytes a file that {@link #isJpeg} */
    static PictureHeader read(byte[] bytes, PictureLimits limits) throws RefusedPictureException {
        var scan = new JpegScan(bytes, limits);
        scan.walk();
        return new PictureHeader(PictureFormat.JPEG, scan.widthPx, scan.heightPx, scan.orientation, scan.isProgressive);
    }

    private void walk() throws RefusedPictureException {
        for (int marker = nextMarker(); marker != EOI; marker = nextMarker()) {
            int from = at + 2;
            int to = segmentEnd();
            if (isFrame(marker)) {
                frame(marker, from, to);
            } else if (marker == APP1 && ExifOrientation.isExif(bytes, from, to)) {
                orientation = ExifOrientation.read(bytes, from, to);
            }
            at = to;
            if (marker == SOS) {
                startScan();
            }
        }
        if (scans == 0) {
            throw damaged("it ends without a scan");
        }
    }

    private int nextMarker() throws RefusedPictureException {
        require(at + 2);
        if (Bytes.u8(bytes, at) != 0xff) {
            throw damaged("byte %d is no marker".formatted(at));
        }
        while (Bytes.u8(bytes, at) == 0xff) {
            at++;
            require(at + 1);
        }
        return Bytes.u8(bytes, at++);
    }

    private int segmentEnd() throws RefusedPictureException {
        require(at + 2);
        int length = Bytes.u16(bytes, at);
        if (length < 2) {
            throw damaged("a segment of %d bytes at byte %d".formatted(length, at));
        }
        require(at + length);
        return at + length;
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    private void frame(int marker, int from, int to) throws RefusedPictureException {
        if (to - from < 6 || widthPx > 0) {
            throw damaged(widthPx > 0 ? "it has two frames" : "its frame header is too short");
        }
        limits.checkSize(Bytes.u16(bytes, from + 3), Bytes.u16(bytes, from + 1));
        isProgressive = marker == SOF2;
        if (isProgressive) {
            limits.checkProgressiveSize(Bytes.u16(bytes, from + 3), Bytes.u16(bytes, from + 1));
        }
        heightPx = Bytes.u16(bytes, from + 1);
        widthPx = Bytes.u16(bytes, from + 3);
        int bits = Bytes.u8(bytes, from);
        int components = Bytes.u8(bytes, from + 5);
        if (marker > SOF2 || bits != 8 || components != 1 && components != 3) {
            throw new RefusedPictureException(
                    PictureFault.UNSUPPORTED,
                    "JPEG of kind SOF%d with %d components of %d bits: expected SOF0 to SOF2 with 1 or 3 of 8 bits"
                            .formatted(marker - 0xc0, components, bits));
        }
    }

    /** Goes past the coded pixels, in which 0xff is followed by 0 or by a restart marker, to the next marker or the file's end. */
    private void startScan() throws RefusedPictureException {
        scans++;
        if (widthPx == 0 || scans > MAX_SCANS) {
            throw damaged(widthPx == 0 ? "a scan comes before the frame" : "it has over %d scans".formatted(MAX_SCANS));
        }
        // Most of a file passes here, and perhaps only once: a loop that is quick before it is compiled, too.
        int last = bytes.length - 1;
        int place = at;
        while (place < last && (bytes[place] != MARKER || isPartOfScan(Bytes.u8(bytes, place + 1)))) {
            place++;
        }
        at = place;
    }

    /** Whether a marker byte before this one is data: a stuffed byte, a fill byte or a restart. */
    private static boolean isPartOfScan(int next) {
        return next == 0 || next == 0xff || next >= 0xd0 && next <= 0xd7;
    }

    private void require(int end) throws RefusedPictureException {
        if (end > bytes.length) {
            throw new RefusedPictureException(
                    PictureFault.TRUNCATED,
                    "JPEG of %d bytes: it ends before the picture does".formatted(bytes.length));
        }
    }

    private static RefusedPictureException damaged(String what) {
        return new RefusedPictureException(PictureFault.DAMAGED, "JPEG: " + what);
    }
}
