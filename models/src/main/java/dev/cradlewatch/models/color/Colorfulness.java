package dev.cradlewatch.models.color;

/**
 * CF: Hasler and Suesstrunk, "Measuring colourfulness in natural images", SPIE 2003, M(3) of 8-bit sRGB: with rg = R - G and
 * yb = (R + G) / 2 - B, sqrt(var(rg) + var(yb)) + 0.3 sqrt(mean(rg)^2 + mean(yb)^2). 0 is grey, 109 extremely colourful.
 */
public final class Colorfulness {

    private Colorfulness() {}

    public static double of(RgbPicture picture) {
        double rgSum = 0;
        double ybSum = 0;
        double squares = 0;
        for (int pixel : picture.rgb()) {
            int red = pixel >> 16 & 0xff;
            int green = pixel >> 8 & 0xff;
            double rg = red - green;
            double yb = (red + green) / 2.0 - (pixel & 0xff);
            rgSum += rg;
            ybSum += yb;
            squares += rg * rg + yb * yb;
        }
        double pixels = picture.rgb().length;
        double squaredMeans = (rgSum * rgSum + ybSum * ybSum) / (pixels * pixels);
        return Math.sqrt(Math.max(0, squares / pixels - squaredMeans)) + 0.3 * Math.sqrt(squaredMeans);
    }
}
