package dev.cradlewatch.operators.image;

import dev.cradlewatch.models.color.CieLab;

/** Luminance in 8 bits: the grey of sRGB, 0 to 255, that has the luminance of a colour. */
final class GreyCodes {
    /** Fine enough that no two neighbouring codes, which lie nearest in the dark, fall on one step. */
    private static final int STEPS = 8_192;

    private static final float[] L = new float[256];
    private static final float[] LINEAR = new float[256];
    private static final byte[] ENCODED = new byte[STEPS + 1];

    static {
        var lab = new double[3];
        for (int code = 0; code < 256; code++) {
            CieLab.fromSrgb(code * 0x010101, lab);
            L[code] = (float) lab[0];
            double coded = code / 255.0;
            LINEAR[code] = (float) (coded <= 0.04045 ? coded / 12.92 : Math.pow((coded + 0.055) / 1.055, 2.4));
        }
        for (int step = 0; step <= STEPS; step++) {
            double linear = (double) step / STEPS;
            double coded = linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
            ENCODED[step] = (byte) Math.round(255 * coded);
        }
    }

    private GreyCodes() {}

    static int ofRgb(int rgb) {
        int red = rgb >> 16 & 0xff;
        int green = rgb >> 8 & 0xff;
        int blue = rgb & 0xff;
        return red == green && green == blue
                ? red
                : encode(0.2126729f * LINEAR[red] + 0.7151522f * LINEAR[green] + 0.0721750f * LINEAR[blue]);
    }

    /** L of CIE Lab, 0 to 100. */
    static float l(int code) {
        return L[code];
    }

    /** L between two codes. */
    static float l(float code) {
        int below = Math.min(254, (int) code);
        return L[below] + (code - below) * (L[below + 1] - L[below]);
    }

    /** Linear light of a code, 0 to 1. */
    static float linear(int code) {
        return LINEAR[code];
    }

    /** The code of linear light; below 0 and above 1 is cut off. */
    static int encode(float linear) {
        return ENCODED[(int) (Math.max(0, Math.min(1, linear)) * STEPS + 0.5f)] & 0xff;
    }
}
