package dev.cradlewatch.models.color;

/**
 * One colour between 8-bit sRGB and CIE Lab under D65.
 *
 * <p>sRGB: transfer curve of IEC 61966-2-1. XYZ: the matrices that follow from sRGB's primaries and D65 =
 * (0.95047, 1, 1.08883), as Lindbloom gives them (brucelindbloom.com, "RGB/XYZ Matrices"). Lab: CIE 15:2004, with
 * the exact constants (6/29)^3 and 29/6.
 */
public final class CieLab {
    private static final double WHITE_X = 0.95047;
    private static final double WHITE_Z = 1.08883;
    private static final double DELTA = 6.0 / 29;
    private static final double[] LINEAR = linear();

    private CieLab() {}

    /**
     * @param rgb 0xRRGGBB
     * @param lab receives L, a and b
     */
    public static void fromSrgb(int rgb, double[] lab) {
        double red = LINEAR[rgb >> 16 & 0xff];
        double green = LINEAR[rgb >> 8 & 0xff];
        double blue = LINEAR[rgb & 0xff];
        double x = compress((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / WHITE_X);
        double y = compress(0.2126729 * red + 0.7151522 * green + 0.0721750 * blue);
        double z = compress((0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / WHITE_Z);
        lab[0] = 116 * y - 16;
        lab[1] = 500 * (x - y);
        lab[2] = 200 * (y - z);
    }

    /** 0xRRGGBB, each channel rounded and cut off at 0 and 255. */
    public static int toSrgb(double l, double a, double b) {
        double y = (l + 16) / 116;
        double bigX = WHITE_X * expand(y + a / 500);
        double bigY = expand(y);
        double bigZ = WHITE_Z * expand(y - b / 200);
        return encode(3.2404542 * bigX - 1.5371385 * bigY - 0.4985314 * bigZ) << 16
                | encode(-0.9692660 * bigX + 1.8760108 * bigY + 0.0415560 * bigZ) << 8
                | encode(0.0556434 * bigX - 0.2040259 * bigY + 1.0572252 * bigZ);
    }

    private static double compress(double t) {
        return t > DELTA * DELTA * DELTA ? Math.cbrt(t) : t / (3 * DELTA * DELTA) + 4.0 / 29;
    }

    private static double expand(double t) {
        return t > DELTA ? t * t * t : 3 * DELTA * DELTA * (t - 4.0 / 29);
    }

    private static int encode(double linear) {
        double coded = linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
        return (int) Math.round(255 * Math.min(1, Math.max(0, coded)));
    }

    private static double[] linear() {
        var linear = new double[256];
        for (int i = 0; i < linear.length; i++) {
            double coded = i / 255.0;
            linear[i] = coded <= 0.04045 ? coded / 12.92 : Math.pow((coded + 0.055) / 1.055, 2.4);
        }
        return linear;
    }
}
