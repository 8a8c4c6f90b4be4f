package dev.cradlewatch.jobs.synth;

/**
 * What one monitor hears in the built-in night.
 *
 * @param device    device id
 * @param household whose it is
 * @param pcm       16 kHz mono S16LE
 */
public record SyntheticTrack(String device, String household, byte[] pcm) {}
