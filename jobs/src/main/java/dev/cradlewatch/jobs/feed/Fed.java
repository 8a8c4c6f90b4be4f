package dev.cradlewatch.jobs.feed;

/**
 * What monitors heard, and what of it the log has acknowledged.
 *
 * @param captured   seconds of sound that were heard
 * @param windows    different audio windows sent
 * @param events     different device events sent
 * @param duplicates records sent a second time
 * @param stranded   records that should have been sent and were not
 */
public record Fed(long captured, long windows, long events, long duplicates, long stranded) {

    public static final Fed NOTHING = new Fed(0, 0, 0, 0, 0);

    public Fed plus(Fed other) {
        return new Fed(
                captured + other.captured,
                windows + other.windows,
                events + other.events,
                duplicates + other.duplicates,
                stranded + other.stranded);
    }

    /** How much of the sound left the monitors, in [0, 1]. */
    public double streamedShare() {
        return captured == 0 ? 1 : (double) windows / captured;
    }
}
