package dev.cradlewatch.jobs.cluster.config;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder of a cluster on one machine.
 *
 * <pre>
 * cluster.properties             its settings
 * config/PROCESS/                what each process reads, rendered anew at each start
 * run/PROCESS.log, PROCESS.pid   what it says, and its number
 * releases/N/                    the jars that it runs from, so that a build does not change them under its feet
 * data/                          what must outlive the processes
 * </pre>
 *
 * @param root the folder, absolute
 */
public record ClusterFolder(Path root) {

    public ClusterFolder {
        root = root.toAbsolutePath().normalize();
    }

    public Path settings() {
        return root.resolve("cluster.properties");
    }

    public boolean isThere() {
        return Files.isRegularFile(settings());
    }

    /** What the jobs, the console and the store read. */
    public Path system() {
        return config("cradlewatch").resolve("system.properties");
    }

    public Path config() {
        return root.resolve("config");
    }

    public Path config(String process) {
        return config().resolve(process);
    }

    public Path logback() {
        return config("cradlewatch").resolve("logback.xml");
    }

    public Path run() {
        return root.resolve("run");
    }

    public Path log(String process) {
        return run().resolve(process + ".log");
    }

    public Path pid(String process) {
        return run().resolve(process + ".pid");
    }

    public Path releases() {
        return root.resolve("releases");
    }

    public Path data(String what) {
        return root.resolve("data").resolve(what);
    }

    /** Checkpoints of a job, over its restarts. */
    public Path checkpoints(String job) {
        return data("checkpoints").resolve(job);
    }

    /** Savepoints of a job, one for each orderly stop. */
    public Path savepoints(String job) {
        return data("savepoints").resolve(job);
    }
}
