package dev.cradlewatch.jobs.feed;

import java.time.Duration;

/** Something that goes wrong between a monitor and the log; seconds count from the start of the plan. */
public sealed interface Fault {

    String device();

    /** The window of a second arrives twice. */
    record Duplicate(String device, long second) implements Fault {}

    /** The windows of a second and of the one after it arrive in the wrong order. */
    record Swap(String device, long second) implements Fault {}

    /** Nothing of the device arrives from one second until another; then its spool arrives, before what is live. */
    record Outage(String device, long from, long until) implements Fault {
        boolean covers(long second) {
            return second >= from && second < until;
        }
    }

    /** The device's clock is ahead of the log's by this much, behind it if negative. */
    record WrongClock(String device, Duration ahead) implements Fault {}
}
