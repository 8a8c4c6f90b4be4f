package dev.cradlewatch.jobs.local;

import java.io.IOException;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** One bounded job on a Flink cluster of its own in this process, whose results are told as they come. */
public final class LocalBatch {

    private LocalBatch() {}

    /** @param parallelism subtasks of each operator */
    public static StreamExecutionEnvironment environment(int parallelism) {
        var configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(16));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(32));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(32));
        return StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
    }

    /**
     * Runs the job to its end.
     *
     * @param listener is told each element of the stream once, in this thread
     * @throws IOException          if the job fails
     * @throws InterruptedException if this thread is interrupted; the job is stopped
     */
    public static <T> void run(String name, DataStream<T> results, Consumer<T> listener)
            throws IOException, InterruptedException {
        try (var elements = results.executeAndCollect(name)) {
            while (elements.hasNext()) {
                listener.accept(elements.next());
            }
        } catch (Exception e) {
            if (Thread.interrupted() || isInterrupted(e)) {
                throw new InterruptedException("job " + name + " was stopped");
            }
            throw new IOException("job %s failed: %s".formatted(name, innermost(e)), e);
        }
    }

    private static boolean isInterrupted(Throwable failure) {
        return failure instanceof InterruptedException
                || failure.getCause() != null && isInterrupted(failure.getCause());
    }

    private static Throwable innermost(Throwable failure) {
        return failure.getCause() == null ? failure : innermost(failure.getCause());
    }
}
