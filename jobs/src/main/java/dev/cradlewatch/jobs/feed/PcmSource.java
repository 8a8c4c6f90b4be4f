package dev.cradlewatch.jobs.feed;

import java.io.ByteArrayInputStream;

/** Samples in memory as a recording. */
public final class PcmSource implements AudioSource {
    private final byte[] pcm;

    /** @param pcm 16 kHz mono S16LE */
    public PcmSource(byte[] pcm) {
        this.pcm = pcm.clone();
    }

    @Override
    public AudioReader open() {
        return new StreamReader(new ByteArrayInputStream(pcm), () -> {});
    }
}
