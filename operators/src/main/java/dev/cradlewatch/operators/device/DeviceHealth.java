package dev.cradlewatch.operators.device;

/**
 * How a monitor is doing; zeros where an event carries no health.
 *
 * @param freeMemoryBytes memory that the system could still give
 * @param spoolBytes      bytes waiting on the monitor for the network
 * @param droppedWindows  audio windows given up since the epoch began
 * @param agentVersion    release of the agent, empty if not told
 */
public record DeviceHealth(long freeMemoryBytes, long spoolBytes, long droppedWindows, String agentVersion) {

    public static DeviceHealth unknown() {
        return new DeviceHealth(0, 0, 0, "");
    }
}
