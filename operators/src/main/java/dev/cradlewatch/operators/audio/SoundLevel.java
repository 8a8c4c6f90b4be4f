package dev.cradlewatch.operators.audio;

/**
 * How loud sound is: the root mean square of its samples in dB relative to full scale, with a full-scale square wave at 0 (so a
 * full-scale sine, the reference of AES17, is at -3.01).
 */
final class SoundLevel {
    /** Level of digital silence, below that of one bit. */
    static final float FLOOR_DBFS = -96;

    private static final double FULL_SCALE = 32_768;

    private SoundLevel() {}

    /** @param pcm mono S16LE samples */
    static float dbfs(byte[] pcm) {
        var samples = pcm.length / 2;
        var squares = 0L;
        for (var index = 0; index < samples; index++) {
            var sample = (short) (pcm[2 * index] & 0xff | pcm[2 * index + 1] << 8);
            squares += sample * sample;
        }
        var mean = squares / (FULL_SCALE * FULL_SCALE) / samples;
        return squares == 0 ? FLOOR_DBFS : (float) Math.max(FLOOR_DBFS, 10 * Math.log10(mean));
    }
}
