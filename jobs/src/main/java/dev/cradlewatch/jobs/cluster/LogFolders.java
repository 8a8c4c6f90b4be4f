package dev.cradlewatch.jobs.cluster;

import dev.cradlewatch.jobs.cluster.config.BrokerFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import kafka.tools.StorageTool;

/** Kafka's folders, formatted before its first start. */
final class LogFolders {
    private final BrokerFile files;
    private final String clusterId;

    LogFolders(BrokerFile files, String clusterId) {
        this.files = files;
        this.clusterId = clusterId;
    }

    /** @throws IOException if the folder of this node cannot hold Kafka's data */
    void format(int node) throws IOException {
        if (Files.exists(files.logs(node).resolve("meta.properties"))) {
            return;
        }
        var said = new ByteArrayOutputStream();
        try (var print = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            var arguments = new String[] {"format", "--config", files.path(node).toString(), "--cluster-id", clusterId};
            if (StorageTool.execute(arguments, print) != 0) {
                throw new IOException("%s cannot hold Kafka's data: %s"
                        .formatted(
                                files.logs(node),
                                said.toString(StandardCharsets.UTF_8).strip()));
            }
        }
    }
}
