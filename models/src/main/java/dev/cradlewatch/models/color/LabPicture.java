package dev.cradlewatch.models.color;

/**
 * A picture in CIE Lab under D65, see {@link CieLab}.
 *
 * @param luminance L
 * @param chroma    a and b, as large as L
 */
public record LabPicture(Luminance luminance, Chroma chroma) {

    /** @throws IllegalArgumentException if the planes differ in size */
    public LabPicture {
        if (luminance.widthPx() != chroma.widthPx() || luminance.heightPx() != chroma.heightPx()) {
            throw new IllegalArgumentException("L of %d x %d pixels with ab of %d x %d: expected the same size"
                    .formatted(luminance.widthPx(), luminance.heightPx(), chroma.widthPx(), chroma.heightPx()));
        }
    }

    public static LabPicture of(RgbPicture picture) {
        int pixels = picture.rgb().length;
        var l = new float[pixels];
        var a = new float[pixels];
        var b = new float[pixels];
        var lab = new double[3];
        for (int i = 0; i < pixels; i++) {
            CieLab.fromSrgb(picture.rgb()[i], lab);
            l[i] = (float) lab[0];
            a[i] = (float) lab[1];
            b[i] = (float) lab[2];
        }
        return new LabPicture(
                new Luminance(picture.widthPx(), picture.heightPx(), l),
                new Chroma(picture.widthPx(), picture.heightPx(), a, b));
    }

    /** The picture in 8 bits; what sRGB cannot show is cut off channel by channel. */
    public RgbPicture toRgb() {
        var rgb = new int[luminance.l().length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = CieLab.toSrgb(luminance.l()[i], chroma.a()[i], chroma.b()[i]);
        }
        return new RgbPicture(luminance.widthPx(), luminance.heightPx(), rgb);
    }
}
