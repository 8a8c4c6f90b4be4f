package dev.cradlewatch.console.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.function.Supplier;

/** The console's own counts. Thread-safe. */
public final class ConsoleMetrics {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter requests = Counter.builder()
            .name("cradlewatch_console_requests_total")
            .help("Requests answered, by the route's path (page: files of the page) and HTTP status.")
            .labelNames("route", "status")
            .register(registry);
    private final Counter events = Counter.builder()
            .name("cradlewatch_console_events_sent_total")
            .help("Events written to open pages.")
            .register(registry);
    private final Counter letGo = Counter.builder()
            .name("cradlewatch_console_pages_let_go_total")
            .help("Pages that did not read what was told to them and were let go.")
            .register(registry);

    public ConsoleMetrics() {
        JvmMetrics.builder().register(registry);
    }

    /** @param route its path with names in braces, not what was asked for: that would be endless */
    public void answered(String route, int status) {
        requests.labelValues(route, String.valueOf(status)).inc();
    }

    public void sentEvent() {
        events.inc();
    }

    public void letPageGo() {
        letGo.inc();
    }

    /**
     * Takes what can only be asked for when Prometheus asks.
     *
     * @param pages      open pages
     * @param households those with a monitor
     * @param monitors   registered monitors by what the alerts say of them
     */
    public void watch(Supplier<Integer> pages, Supplier<Integer> households, Supplier<Map<String, Integer>> monitors) {
        gauge("cradlewatch_console_pages_open", "Pages that are told every change.", pages);
        gauge("cradlewatch_households", "Households with a registered monitor.", households);
        GaugeWithCallback.builder()
                .name("cradlewatch_monitors")
                .help("Registered monitors, by what the alerts of the last day say of them.")
                .labelNames("state")
                .callback(gauge -> monitors.get().forEach((state, count) -> gauge.call(count, state)))
                .register(registry);
    }

    PrometheusRegistry registry() {
        return registry;
    }

    private void gauge(String name, String help, Supplier<Integer> value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(gauge -> gauge.call(value.get()))
                .register(registry);
    }
}
