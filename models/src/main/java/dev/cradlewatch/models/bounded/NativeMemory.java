package dev.cradlewatch.models.bounded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Resident memory of a process as Linux counts it, in /proc (proc(5)). The Java heap is part of it: to see what native
 * code takes, compare with a reading at the start, in a process whose heap has been touched before
 * ({@code -Xms} equal to {@code -Xmx} and {@code -XX:+AlwaysPreTouch}).
 */
public final class NativeMemory {

    private static final long KIBIBYTE = 1024;
    /** Resets VmHWM to the present resident memory. */
    private static final byte[] RESET_PEAK = {'5'};

    private final Path process;

    private NativeMemory(Path process) {
        this.process = process;
    }

    public static NativeMemory ofThisProcess() {
        return of(Path.of("/proc/self"));
    }

    /** Reads another process. */
    public static NativeMemory of(long pid) {
        return of(Path.of("/proc", String.valueOf(pid)));
    }

    /** Reads another process, or a copy of its folder in /proc. */
    static NativeMemory of(Path process) {
        return new NativeMemory(process);
    }

    /** @throws IOException if this system has no such files */
    public Reading read() throws IOException {
        var status = Files.readAllLines(process.resolve("status"));
        return new Reading(bytes(status, "VmRSS"), bytes(status, "VmHWM"), bytes(status, "RssAnon"));
    }

    /**
     * Forgets the peak so far: from now on {@link Reading#peakBytes} is the most since this call.
     *
     * @throws IOException if the kernel does not allow it
     */
    public void resetPeak() throws IOException {
        Files.write(process.resolve("clear_refs"), RESET_PEAK);
    }

    private long bytes(List<String> status, String key) throws IOException {
        for (var line : status) {
            if (line.startsWith(key + ":")) {
                return KIBIBYTE * Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException(process + "/status has no " + key + ": expected Linux 4.5 or newer");
    }

    /**
     * @param residentBytes  pages in memory, those of mapped files among them
     * @param peakBytes      the most of that since the process started or the peak was reset
     * @param anonymousBytes pages in memory that no file backs: what malloc, stacks and the Java heap hold
     */
    public record Reading(long residentBytes, long peakBytes, long anonymousBytes) {

        /** What was added since the start. The peak is the present one over what was resident at the start. */
        public Reading over(Reading start) {
            return new Reading(
                    residentBytes - start.residentBytes,
                    peakBytes - start.residentBytes,
                    anonymousBytes - start.anonymousBytes);
        }
    }
}
