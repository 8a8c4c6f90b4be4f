package dev.cradlewatch.jobs.cluster.config;

import dev.cradlewatch.jobs.local.FlinkMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The config.yaml of Flink's processes and of its client.
 *
 * <p>Each worker has slots for all jobs, so that one of them can go on alone; jobs are spread over both. A killed worker is noticed
 * when its port no longer answers (two heartbeats of a second); one that merely hangs, after ten. State is small (what is known
 * of a device, some kilobytes) and lives on the heap; checkpoints lie in a folder that all workers see.
 */
public final class FlinkFile {
    /** The JobManager's process. */
    public static final String JOB_MANAGER = "jobmanager";

    /** Whoever submits jobs. */
    public static final String CLIENT = "flink-client";

    private static final String TASK_MANAGER = "taskmanager-";
    private static final String FILE = "config.yaml";
    private static final String HOST = "127.0.0.1";

    /** Two of the alert job, one each of history, pictures and notices. */
    private static final int SLOTS = 5;

    private final ClusterFolder folder;
    private final ClusterPorts ports;

    public FlinkFile(ClusterFolder folder, ClusterPorts ports) {
        this.folder = folder;
        this.ports = ports;
    }

    /**
     * The name of a worker's process, by which Flink knows it, too.
     *
     * @param number from 1
     */
    public static String taskManager(int number) {
        return TASK_MANAGER + number;
    }

    public void write(String process) throws IOException {
        var text = new StringBuilder();
        values(process)
                .forEach((name, value) ->
                        text.append(name).append(": ").append(value).append('\n'));
        Files.writeString(path(process), text);
    }

    public Path path(String process) {
        return folder.config(process).resolve(FILE);
    }

    Map<String, String> values(String process) {
        var values = new TreeMap<String, String>();
        values.put("jobmanager.rpc.address", HOST);
        values.put("jobmanager.rpc.port", String.valueOf(ports.jobManager()));
        values.put("rest.address", HOST);
        values.put("rest.port", String.valueOf(ports.flink()));
        values.put("heartbeat.interval", "1 s");
        values.put("heartbeat.timeout", "10 s");
        values.put("heartbeat.rpc-failure-threshold", "2");
        switch (process) {
            case JOB_MANAGER -> jobManager(values);
            case CLIENT -> jobs(values);
            default -> taskManager(values, process);
        }
        return values;
    }

    private void jobManager(Map<String, String> values) {
        values.put("jobmanager.bind-host", HOST);
        values.put("rest.bind-address", HOST);
        values.put("rest.bind-port", String.valueOf(ports.flink()));
        values.put("web.submit.enable", "false");
        values.put("blob.storage.directory", folder.data("blobs").toString());
        values.put("io.tmp.dirs", folder.data("tmp").toString());
        values.put("taskmanager.load-balance.mode", "SLOTS");
        values.put("slot.request.timeout", "60 s");
        values.putAll(FlinkMetrics.on(ports.jobManagerMetrics()));
        jobs(values);
    }

    /** Sizes that Flink's own script would work out; what ONNX Runtime takes comes on top. */
    private void taskManager(Map<String, String> values, String process) {
        values.putAll(FlinkMetrics.on(ports.taskManagerMetrics(number(process))));
        values.put("taskmanager.resource-id", process);
        values.put("taskmanager.host", HOST);
        values.put("taskmanager.bind-host", HOST);
        values.put("taskmanager.numberOfTaskSlots", String.valueOf(SLOTS));
        values.put("taskmanager.cpu.cores", String.valueOf(SLOTS));
        values.put("taskmanager.memory.framework.heap.size", "128 mb");
        values.put("taskmanager.memory.task.heap.size", "640 mb");
        values.put("taskmanager.memory.framework.off-heap.size", "64 mb");
        values.put("taskmanager.memory.task.off-heap.size", "64 mb");
        values.put("taskmanager.memory.managed.size", "16 mb");
        values.put("taskmanager.memory.jvm-metaspace.size", "256 mb");
        values.put("taskmanager.memory.jvm-overhead.min", "192 mb");
        values.put("taskmanager.memory.jvm-overhead.max", "192 mb");
        values.put("taskmanager.memory.network.min", "96 mb");
        values.put("taskmanager.memory.network.max", "96 mb");
        values.put("io.tmp.dirs", folder.data("tmp").toString());
    }

    private static int number(String taskManager) {
        return Integer.parseInt(taskManager.substring(TASK_MANAGER.length()));
    }

    private static void jobs(Map<String, String> values) {
        values.put("parallelism.default", "1");
        values.put("pipeline.generic-types", "false");
        values.put("pipeline.object-reuse", "true");
        values.put("state.backend.type", "hashmap");
        values.put("execution.checkpointing.interval", "5 s");
        values.put("execution.checkpointing.timeout", "2 min");
        values.put("execution.checkpointing.tolerable-failed-checkpoints", "10");
        values.put("execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
        values.put("restart-strategy.type", "exponential-delay");
        values.put("restart-strategy.exponential-delay.initial-backoff", "200 ms");
        values.put("restart-strategy.exponential-delay.max-backoff", "5 s");
        values.put("restart-strategy.exponential-delay.reset-backoff-threshold", "1 min");
    }
}
