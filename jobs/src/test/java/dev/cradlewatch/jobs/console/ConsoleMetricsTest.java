package dev.cradlewatch.jobs.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cradlewatch.console.metrics.ConsoleMetrics;
import dev.cradlewatch.console.metrics.MetricsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleMetricsTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress("127.0.0.1", 0);

    @Test
    void prometheusGetsWhatTheConsoleCounts() throws Exception {
        var metrics = new ConsoleMetrics();
        metrics.watch(() -> 3, () -> 2, () -> Map.of("QUIET", 4, "OFFLINE", 1));
        metrics.answered("/api/sign-in", 410);
        metrics.answered("/api/sign-in", 410);
        metrics.sentEvent();
        try (var server = MetricsServer.start(ANY_PORT, metrics)) {
            assertThat(scraped(server))
                    .contains(
                            "cradlewatch_console_requests_total{route=\"/api/sign-in\",status=\"410\"} 2.0\n",
                            "cradlewatch_console_events_sent_total 1.0\n",
                            "cradlewatch_console_pages_let_go_total 0.0\n",
                            "cradlewatch_console_pages_open 3.0\n",
                            "cradlewatch_households 2.0\n",
                            "cradlewatch_monitors{state=\"OFFLINE\"} 1.0\n",
                            "jvm_memory_used_bytes{area=\"heap\"}");
        }
    }

    @Test
    void twoConsolesOfOneProcessCountApart() throws Exception {
        var other = new ConsoleMetrics();
        other.letPageGo();
        try (var server = MetricsServer.start(ANY_PORT, new ConsoleMetrics())) {
            assertThat(scraped(server)).contains("cradlewatch_console_pages_let_go_total 0.0\n");
        }
    }

    @Test
    void anAddressThatIsTakenIsNamedWithTheRemedy() throws Exception {
        try (var server = MetricsServer.start(ANY_PORT, new ConsoleMetrics())) {
            var taken = new InetSocketAddress("127.0.0.1", server.port());
            assertThatThrownBy(() -> MetricsServer.start(taken, new ConsoleMetrics()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("metrics address")
                    .hasMessageContaining(String.valueOf(server.port()))
                    .hasMessageContaining("choose another one");
        }
    }

    private static String scraped(MetricsServer server) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/metrics".formatted(server.port())))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
