package dev.cradlewatch.jobs.eval;

/**
 * What a gate let through, over some nights.
 *
 * @param seconds         of sound
 * @param streamed        of these, streamed
 * @param otherSeconds    seconds that no episode touches
 * @param otherStreamed   of these, streamed
 * @param episodes        how many there were
 * @param triggeredInTime episodes of which the gate detected a window that had ended within two seconds of their start
 */
public record GateReport(
        long seconds, long streamed, long otherSeconds, long otherStreamed, int episodes, int triggeredInTime) {

    public double streamedShare() {
        return share(streamed, seconds);
    }

    public double otherStreamedShare() {
        return share(otherStreamed, otherSeconds);
    }

    public double triggeredShare() {
        return episodes == 0 ? 1 : (double) triggeredInTime / episodes;
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
