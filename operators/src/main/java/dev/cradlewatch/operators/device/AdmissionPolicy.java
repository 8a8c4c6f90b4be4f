package dev.cradlewatch.operators.device;

import dev.cradlewatch.operators.stream.Timebase;
import java.io.Serializable;
import java.time.Duration;

/**
 * Limits of the admission of device records.
 *
 * @param timebase        the clock to live by
 * @param clock           how device clocks are made sense of
 * @param alertHorizon    a record older than this when it is admitted can no longer ring
 * @param maxRecordBytes  largest value of a record
 * @param registryWait    how long a record waits for its device's registration, wall time
 * @param maxWaiting      how many records of one unknown device wait at most
 */
public record AdmissionPolicy(
        Timebase timebase,
        ClockPolicy clock,
        Duration alertHorizon,
        int maxRecordBytes,
        Duration registryWait,
        int maxWaiting)
        implements Serializable {

    public static AdmissionPolicy defaults(Timebase timebase) {
        return new AdmissionPolicy(
                timebase, ClockPolicy.defaults(), Duration.ofMinutes(2), 131_072, Duration.ofSeconds(30), 120);
    }
}
