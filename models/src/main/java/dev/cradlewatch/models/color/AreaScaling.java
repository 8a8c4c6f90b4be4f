package dev.cradlewatch.models.color;

/** Scales by the mean over the area that a new pixel covers. */
final class AreaScaling {

    private AreaScaling() {}

    static RgbPicture scale(RgbPicture from, int widthPx, int heightPx) {
        if (widthPx < 1 || heightPx < 1) {
            throw new IllegalArgumentException(
                    "size of %d x %d pixels: expected at least 1 x 1".formatted(widthPx, heightPx));
        }
        var rgb = new int[Math.multiplyExact(widthPx, heightPx)];
        for (int y = 0; y < heightPx; y++) {
            double top = (double) y * from.heightPx() / heightPx;
            double bottom = (y + 1.0) * from.heightPx() / heightPx;
            for (int x = 0; x < widthPx; x++) {
                double left = (double) x * from.widthPx() / widthPx;
                double right = (x + 1.0) * from.widthPx() / widthPx;
                rgb[y * widthPx + x] = mean(from, left, top, right, bottom);
            }
        }
        return new RgbPicture(widthPx, heightPx, rgb);
    }

    private static int mean(RgbPicture from, double left, double top, double right, double bottom) {
        double red = 0;
        double green = 0;
        double blue = 0;
        double area = 0;
        int lastRow = Math.min((int) Math.ceil(bottom), from.heightPx());
        int lastColumn = Math.min((int) Math.ceil(right), from.widthPx());
        for (int y = (int) top; y < lastRow; y++) {
            double high = Math.min(bottom, y + 1) - Math.max(top, y);
            for (int x = (int) left; x < lastColumn; x++) {
                double covered = high * (Math.min(right, x + 1) - Math.max(left, x));
                int pixel = from.rgb()[y * from.widthPx() + x];
                red += covered * (pixel >> 16 & 0xff);
                green += covered * (pixel >> 8 & 0xff);
                blue += covered * (pixel & 0xff);
                area += covered;
            }
        }
        return (int) Math.round(red / area) << 16 | (int) Math.round(green / area) << 8 | (int) Math.round(blue / area);
    }
}
