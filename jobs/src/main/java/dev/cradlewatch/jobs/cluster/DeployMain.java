package dev.cradlewatch.jobs.cluster;

import dev.cradlewatch.jobs.cluster.config.ClusterFolder;
import dev.cradlewatch.jobs.cluster.config.FlinkFile;
import dev.cradlewatch.jobs.cluster.config.SystemConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.RestOptions;
import org.slf4j.LoggerFactory;

/** Brings topics and jobs to processes that somebody else started, such as docker compose; or stops the jobs with savepoints. */
public final class DeployMain {
    private static final Duration WITHIN = Duration.ofMinutes(3);
    private static final int ARGUMENTS = 3;

    private DeployMain() {}

    /** @param arguments {@code submit} or {@code save}, the cluster's folder, and the folder of jars */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != ARGUMENTS) {
            throw new IllegalArgumentException(
                    "%d arguments: expected submit or save, a folder with config and data, and one of jars"
                            .formatted(arguments.length));
        }
        var folder = new ClusterFolder(Path.of(arguments[1]));
        var client = GlobalConfiguration.loadConfiguration(
                folder.config(FlinkFile.CLIENT).toString());
        var flink = new FlinkPage(
                URI.create("http://%s:%d".formatted(client.get(RestOptions.ADDRESS), client.get(RestOptions.PORT))));
        var log = LoggerFactory.getLogger(DeployMain.class);
        var deployment = new Deployment(folder, SystemConfig.read(folder.system()), flink, log::info);
        switch (arguments[0]) {
            case "submit" -> {
                deployment.ensureTopics();
                deployment.submitMissing(new Release(Path.of(arguments[2])), WITHIN);
            }
            case "save" -> deployment.saveJobs();
            default -> throw new IllegalArgumentException("%s: expected submit or save".formatted(arguments[0]));
        }
    }
}
