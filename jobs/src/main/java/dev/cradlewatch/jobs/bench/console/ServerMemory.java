package dev.cradlewatch.jobs.bench.console;

import dev.cradlewatch.models.bounded.NativeMemory;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/**
 * Memory of this process, in which the console runs; the broker and the bench itself are in it too.
 *
 * @param heapBytes     live objects: the Java heap after a collection
 * @param residentBytes of the process
 */
public record ServerMemory(long heapBytes, long residentBytes) {

    static ServerMemory now() throws IOException {
        var resident = NativeMemory.ofThisProcess().read().residentBytes();
        System.gc();
        var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return new ServerMemory(heap, resident);
    }
}
