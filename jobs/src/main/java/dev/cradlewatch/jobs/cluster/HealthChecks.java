package dev.cradlewatch.jobs.cluster;

import dev.cradlewatch.connectors.history.CatalogDatabase;
import dev.cradlewatch.connectors.kafka.KafkaCluster;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Node;

/** How each kind of process is asked. */
final class HealthChecks {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    private HealthChecks() {}

    /** A Kafka node, asked itself, takes part in the cluster. */
    static HealthCheck kafka(int node, int port) {
        return () -> {
            if (!listens(port)) {
                return Optional.of("nobody listens on port " + port);
            }
            var properties = KafkaCluster.plain("127.0.0.1:" + port).properties();
            properties.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, (int) ANSWER_WITHIN.toMillis());
            properties.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER_WITHIN.toMillis());
            try (var admin = Admin.create(properties)) {
                var nodes = admin.describeCluster().nodes().get();
                return nodes.stream().map(Node::id).anyMatch(id -> id == node)
                        ? Optional.empty()
                        : Optional.of("not among the brokers " + nodes);
            } catch (ExecutionException e) {
                return Optional.of(String.valueOf(e.getCause().getMessage()));
            }
        };
    }

    static HealthCheck jobManager(FlinkPage flink) {
        return () -> {
            try {
                flink.taskManagers();
                return Optional.empty();
            } catch (IOException e) {
                return Optional.of("no answer on " + flink.address());
            }
        };
    }

    /** A worker is registered with the JobManager. */
    static HealthCheck taskManager(String name, FlinkPage flink) {
        return () -> {
            try {
                return flink.taskManagers().contains(name)
                        ? Optional.empty()
                        : Optional.of("not registered with the JobManager");
            } catch (IOException e) {
                return Optional.of("the JobManager does not answer on " + flink.address());
            }
        };
    }

    static HealthCheck postgres(CatalogDatabase database) {
        return () -> {
            var properties = new Properties();
            properties.put("user", database.user());
            properties.put("password", database.password());
            properties.put("loginTimeout", String.valueOf(ANSWER_WITHIN.toSeconds()));
            try (var connection = DriverManager.getConnection(database.address(), properties)) {
                return connection.isValid((int) ANSWER_WITHIN.toSeconds())
                        ? Optional.empty()
                        : Optional.of("the connection is not valid");
            } catch (SQLException e) {
                return Optional.of(e.getMessage());
            }
        };
    }

    /** Something answers HTTP, be it that it lets nobody in. */
    static HealthCheck http(URI address) {
        var client = HttpClient.newBuilder().connectTimeout(ANSWER_WITHIN).build();
        var request = HttpRequest.newBuilder(address).timeout(ANSWER_WITHIN).build();
        return () -> {
            try {
                var code = client.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                return code < 500 ? Optional.empty() : Optional.of("HTTP " + code);
            } catch (IOException e) {
                return Optional.of("no answer on " + address);
            }
        };
    }

    private static boolean listens(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), (int) ANSWER_WITHIN.toMillis());
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}
