package dev.cradlewatch.models.features;

/** The log-mel by its formulas, in double, without a fast transform or sparse filters: slow and plain. */
final class NaiveLogMel {

    private NaiveLogMel() {}

    /** @param samples the window's 16000 samples after their 192 of history */
    static double[][] logMel(short[] samples, int bands) {
        var frames = new double[50][bands];
        for (int k = 0; k < 50; k++) {
            var power = power(samples, 320 * k);
            for (int band = 0; band < bands; band++) {
                double sum = 0;
                for (int bin = 0; bin <= 256; bin++) {
                    sum += weight(bin * 31.25, band, bands) * power[bin];
                }
                frames[k][band] = Math.log(sum + 1e-6);
            }
        }
        return frames;
    }

    private static double[] power(short[] samples, int first) {
        var power = new double[257];
        for (int bin = 0; bin <= 256; bin++) {
            double re = 0;
            double im = 0;
            for (int n = 0; n < 512; n++) {
                double x = samples[first + n] / 32768.0 * (0.5 - 0.5 * Math.cos(2 * Math.PI * n / 511));
                double angle = -2 * Math.PI * (bin * n % 512) / 512;
                re += x * Math.cos(angle);
                im += x * Math.sin(angle);
            }
            power[bin] = re * re + im * im;
        }
        return power;
    }

    private static double weight(double hz, int band, int bands) {
        double low = mel(125);
        double step = (mel(7000) - low) / (bands + 1);
        double centre = low + (band + 1) * step;
        return Math.max(0, 1 - Math.abs(mel(hz) - centre) / step);
    }

    private static double mel(double hz) {
        return 2595 * Math.log10(1 + hz / 700);
    }
}
