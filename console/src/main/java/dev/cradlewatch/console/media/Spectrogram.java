package dev.cradlewatch.console.media;

import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.features.FeatureSpec;
import dev.cradlewatch.models.features.LogMel;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** Draws sound as the full model sees it: log-mel, a column a frame, low bands at the bottom. Thread-safe. */
public final class Spectrogram {
    private static final double DARKEST_SHARE = 0.05;
    private static final double BRIGHTEST_SHARE = 0.995;

    /** From dark to bright: black, deep blue, violet, orange, pale yellow. */
    private static final int[][] STOPS = {{8, 10, 20}, {32, 36, 96}, {122, 50, 130}, {226, 110, 70}, {252, 236, 180}};

    private final FeatureSpec spec;

    /** @throws ModelException if this build has no features of the full model */
    public Spectrogram() throws ModelException {
        spec = FeatureSpec.load("cry-full");
    }

    /** A PNG of as many whole seconds as the sound has. */
    byte[] png(Sound sound) {
        var frames = frames(sound.pcm());
        var width = Math.max(1, frames.length / spec.bands());
        var image = new BufferedImage(width, spec.bands(), BufferedImage.TYPE_INT_RGB);
        var sorted = frames.clone();
        Arrays.sort(sorted);
        var dark = quantile(sorted, DARKEST_SHARE);
        var span = Math.max(1e-6f, quantile(sorted, BRIGHTEST_SHARE) - dark);
        for (var index = 0; index < frames.length; index++) {
            var brightness = Math.min(1, Math.max(0, (frames[index] - dark) / span));
            image.setRGB(index / spec.bands(), spec.bands() - 1 - index % spec.bands(), color(brightness));
        }
        var png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes every byte", e);
        }
        return png.toByteArray();
    }

    private float[] frames(byte[] pcm) {
        var logMel = new LogMel(spec);
        var seconds = pcm.length / spec.windowBytes();
        var frames = new float[seconds * spec.windowFloats()];
        for (var second = 0; second < seconds; second++) {
            var start = second * spec.windowBytes();
            var history = second == 0 ? new byte[0] : Arrays.copyOfRange(pcm, start - spec.historyBytes(), start);
            logMel.extract(pcm, start, history, frames, second * spec.windowFloats());
        }
        return frames;
    }

    private static float quantile(float[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) (share * (sorted.length - 1))];
    }

    private static int color(double brightness) {
        var at = brightness * (STOPS.length - 1);
        var stop = Math.min(STOPS.length - 2, (int) at);
        var color = 0;
        for (var channel = 0; channel < 3; channel++) {
            var low = STOPS[stop][channel];
            var high = STOPS[stop + 1][channel];
            color = color << 8 | (int) Math.round(low + (at - stop) * (high - low));
        }
        return color;
    }
}
