package dev.cradlewatch.jobs.synth;

/** Samples as they are sent. */
final class Pcm {
    private Pcm() {}

    /**
     * S16LE.
     *
     * @param samples in [-1, 1]; what is beyond is clipped
     */
    static byte[] bytes(float[] samples) {
        var bytes = new byte[samples.length * 2];
        for (var i = 0; i < samples.length; i++) {
            var value = Math.round(Math.max(-1, Math.min(1, samples[i])) * Short.MAX_VALUE);
            bytes[2 * i] = (byte) value;
            bytes[2 * i + 1] = (byte) (value >> 8);
        }
        return bytes;
    }
}
