package dev.cradlewatch.operators.audio;

/**
 * How sure the system is, after a window, that somebody cries at a device.
 *
 * @param window      the newest window
 * @param probability of crying in it
 * @param posterior   over the device's windows so far
 */
public record CryLevel(WindowFacts window, float probability, double posterior) {}
