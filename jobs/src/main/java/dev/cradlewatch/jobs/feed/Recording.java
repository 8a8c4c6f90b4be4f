package dev.cradlewatch.jobs.feed;

/**
 * What one simulated monitor hears.
 *
 * @param device    device id
 * @param household whose it is
 * @param audio     its sound, from the start of the plan
 */
public record Recording(String device, String household, AudioSource audio) {}
