package dev.cradlewatch.operators.image;

/** How a stored picture must be turned to stand upright: EXIF's tag 0x0112, in the order of its values 1 to 8. */
public enum Orientation {
    UPRIGHT(false, false, false),
    MIRRORED(false, true, false),
    UPSIDE_DOWN(false, true, true),
    UPSIDE_DOWN_MIRRORED(false, false, true),
    TRANSPOSED(true, false, false),
    TURN_RIGHT(true, true, false),
    TRANSVERSED(true, true, true),
    TURN_LEFT(true, false, true);

    private final boolean swapsSides;
    private final boolean mirrorsColumns;
    private final boolean mirrorsRows;

    /**
     * @param swapsSides     stored rows become columns, first
     * @param mirrorsColumns columns then run from right to left
     * @param mirrorsRows    rows then run from the bottom to the top
     */
    Orientation(boolean swapsSides, boolean mirrorsColumns, boolean mirrorsRows) {
        this.swapsSides = swapsSides;
        this.mirrorsColumns = mirrorsColumns;
        this.mirrorsRows = mirrorsRows;
    }

    /** That of EXIF's value; values that EXIF does not have mean upright. */
    static Orientation ofExif(int value) {
        return value >= 1 && value <= 8 ? values()[value - 1] : UPRIGHT;
    }

    int uprightWidth(int storedWidth, int storedHeight) {
        return swapsSides ? storedHeight : storedWidth;
    }

    int uprightHeight(int storedWidth, int storedHeight) {
        return swapsSides ? storedWidth : storedHeight;
    }

    /** Where a stored pixel lies in the upright picture, row after row. */
    int uprightIndex(int x, int y, int storedWidth, int storedHeight) {
        int width = uprightWidth(storedWidth, storedHeight);
        int height = uprightHeight(storedWidth, storedHeight);
        int column = swapsSides ? y : x;
        int row = swapsSides ? x : y;
        return (mirrorsRows ? height - 1 - row : row) * width + (mirrorsColumns ? width - 1 - column : column);
    }
}
