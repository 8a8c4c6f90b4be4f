package dev.cradlewatch.operators.image;

import dev.cradlewatch.models.color.Luminance;
import dev.cradlewatch.models.color.PictureSize;
import java.util.Arrays;

/**
 * A picture's luminance at full size, in one byte for each pixel. The array is the plane's own.
 *
 * @param widthPx  pixels of a row
 * @param heightPx rows
 * @param codes    {@link GreyCodes}, row after row from the top left
 */
record GreyPlane(int widthPx, int heightPx, byte[] codes) {

    PictureSize size() {
        return new PictureSize(widthPx, heightPx);
    }

    /** L in another size: the mean by area where it gets smaller, straight lines between pixels where it gets larger. */
    Luminance scaledTo(PictureSize size) {
        var across = Scaling.of(widthPx, size.widthPx());
        var down = Scaling.of(heightPx, size.heightPx());
        var l = new float[size.widthPx() * size.heightPx()];
        var row = new float[widthPx];
        var codes = new float[size.widthPx()];
        for (int y = 0; y < size.heightPx(); y++) {
            Arrays.fill(codes, 0);
            for (int k = 0; k < down.count(y); k++) {
                read(down.first()[y] + k, row);
                for (int x = 0; x < codes.length; x++) {
                    codes[x] += down.weight(y, k) * across.at(x, row);
                }
            }
            for (int x = 0; x < codes.length; x++) {
                l[y * codes.length + x] = GreyCodes.l(codes[x]);
            }
        }
        return new Luminance(size.widthPx(), size.heightPx(), l);
    }

    private void read(int y, float[] row) {
        for (int x = 0; x < widthPx; x++) {
            row[x] = codes[y * widthPx + x] & 0xff;
        }
    }
}
