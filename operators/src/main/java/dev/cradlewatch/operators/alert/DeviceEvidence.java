package dev.cradlewatch.operators.alert;

/**
 * What one monitor contributes to an alert.
 *
 * @param device          device id
 * @param posterior       probability that somebody cries there, in [0, 1]
 * @param peakProbability highest window probability of the episode so far
 * @param cryingSeconds   seconds of the episode in which the posterior said crying
 * @param heardLocally    whether the monitor's own model heard it too
 */
public record DeviceEvidence(
        String device, double posterior, double peakProbability, int cryingSeconds, boolean heardLocally) {}
