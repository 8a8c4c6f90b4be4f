package dev.cradlewatch.operators.image;

/**
 * A night picture in colour, row by row: its own luminance at full size and colours that follow it. A colour that sRGB cannot show at
 * its luminance is mixed, in linear light, with the grey of that luminance until it can be shown, so that luminance stays.
 */
final class ColoredRows implements RgbRows {
    private static final float WHITE_X = 0.95047f;
    private static final float WHITE_Z = 1.08883f;
    private static final float DELTA = 6f / 29;

    private final GreyPlane night;
    private final GuidedChroma chroma;
    private final float[] l;
    private final float[] a;
    private final float[] b;

    ColoredRows(GreyPlane night, GuidedChroma chroma) {
        this.night = night;
        this.chroma = chroma;
        l = new float[night.widthPx()];
        a = new float[night.widthPx()];
        b = new float[night.widthPx()];
    }

    @Override
    public int widthPx() {
        return night.widthPx();
    }

    @Override
    public int heightPx() {
        return night.heightPx();
    }

    @Override
    public void row(int y, byte[] rgb) {
        int from = y * night.widthPx();
        for (int x = 0; x < l.length; x++) {
            l[x] = GreyCodes.l(night.codes()[from + x] & 0xff);
        }
        chroma.row(y, l, a, b);
        for (int x = 0; x < l.length; x++) {
            pixel(night.codes()[from + x] & 0xff, l[x], a[x], b[x], rgb, 3 * x);
        }
    }

    /** Formulas of {@link dev.cradlewatch.models.color.CieLab#toSrgb}, with the luminance known and tables for the curves. */
    private static void pixel(int code, float l, float a, float b, byte[] rgb, int at) {
        float height = (l + 16) / 116;
        float y = GreyCodes.linear(code);
        float x = WHITE_X * expand(height + a / 500);
        float z = WHITE_Z * expand(height - b / 200);
        float red = 3.2404542f * x - 1.5371385f * y - 0.4985314f * z;
        float green = -0.9692660f * x + 1.8760108f * y + 0.0415560f * z;
        float blue = 0.0556434f * x - 0.2040259f * y + 1.0572252f * z;
        float shown = Math.min(share(red, y), Math.min(share(green, y), share(blue, y)));
        rgb[at] = (byte) GreyCodes.encode(y + shown * (red - y));
        rgb[at + 1] = (byte) GreyCodes.encode(y + shown * (green - y));
        rgb[at + 2] = (byte) GreyCodes.encode(y + shown * (blue - y));
    }

    /** How much of the way from grey to the channel's value can be shown. */
    private static float share(float channel, float grey) {
        if (channel > 1) {
            return (1 - grey) / (channel - grey);
        }
        return channel < 0 ? grey / (grey - channel) : 1;
    }

    private static float expand(float t) {
        return t > DELTA ? t * t * t : 3 * DELTA * DELTA * (t - 4f / 29);
    }
}
