package dev.cradlewatch.jobs.bench.fleet;

import dev.cradlewatch.models.bounded.NativeMemory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Memory of a Java process.
 *
 * @param process       its name
 * @param heapBytes     live objects: what is on its heap after a full collection
 * @param residentBytes of the process
 */
record ProcessMemory(String process, long heapBytes, long residentBytes) {
    /** The last line of the histogram that jcmd prints: objects, bytes. */
    private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)\\s*");

    /** @throws IOException if the process is gone, or is not of the same user */
    static ProcessMemory of(String name, long pid) throws IOException, InterruptedException {
        var resident = NativeMemory.of(pid).read().residentBytes();
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var histogram = new ProcessBuilder(jcmd, String.valueOf(pid), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        try (var said = histogram.inputReader(StandardCharsets.UTF_8)) {
            var bytes = said.lines()
                    .map(TOTAL::matcher)
                    .filter(total -> total.matches())
                    .mapToLong(total -> Long.parseLong(total.group(1)))
                    .reduce((first, last) -> last);
            if (histogram.waitFor() != 0 || bytes.isEmpty()) {
                throw new IOException("%s (pid %d): jcmd tells no heap".formatted(name, pid));
            }
            return new ProcessMemory(name, bytes.getAsLong(), resident);
        }
    }
}
