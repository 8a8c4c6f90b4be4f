package dev.cradlewatch.jobs.cli;

import dev.cradlewatch.connectors.history.HistoryLocation;
import dev.cradlewatch.connectors.kafka.KafkaCluster;
import dev.cradlewatch.connectors.kafka.LogWriter;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.connectors.wire.HouseholdCodec;
import dev.cradlewatch.console.Console;
import dev.cradlewatch.console.ConsoleConfig;
import dev.cradlewatch.console.clock.LogClock;
import dev.cradlewatch.jobs.feed.Recording;
import dev.cradlewatch.jobs.history.HistoryConfig;
import dev.cradlewatch.operators.access.Role;
import dev.cradlewatch.operators.household.Caregiver;
import dev.cradlewatch.operators.household.HomeAssistant;
import dev.cradlewatch.operators.household.Household;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The console of a demo, with two caregivers in each household. */
final class DemoConsole implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final List<Caregiver> CAREGIVERS =
            List.of(new Caregiver("ada", "Ada", List.of()), new Caregiver("ben", "Ben", List.of()));

    private final Console console;
    private final String household;

    private DemoConsole(Console console, String household) {
        this.console = console;
        this.household = household;
    }

    /** Where the page will be: on this port, or on any other if somebody else listens there already. */
    static URI address(int port) throws IOException {
        try (var probe = new ServerSocket(port, 1, InetAddress.getByName(HOST))) {
            return URI.create("http://%s:%d".formatted(HOST, probe.getLocalPort()));
        } catch (BindException taken) {
            return address(0);
        }
    }

    /**
     * @param page    as {@link #address} gave it
     * @param pushKey that browsers subscribe to web push with
     * @param speed   seconds of the night in a second
     */
    static DemoConsole start(
            KafkaCluster cluster,
            HistoryLocation history,
            List<Recording> recordings,
            URI page,
            String pushKey,
            Instant night,
            double speed)
            throws IOException, InterruptedException {
        var households =
                recordings.stream().map(Recording::household).distinct().toList();
        introduce(cluster, households);
        var rate = Double.isFinite(speed) ? speed : 1;
        var behind = Duration.ofMillis((long) (1_000 * Math.max(1, rate)));
        var config = ConsoleConfig.local(
                        cluster,
                        history,
                        history.clips(HistoryConfig.CLIP_RETENTION),
                        new LogClock(night, rate, behind))
                .on(HOST, page.getPort())
                .withPushKey(pushKey);
        return new DemoConsole(Console.start(config), households.get(0));
    }

    void printLinks(PrintWriter out) throws IOException, InterruptedException {
        out.printf("The page is on %s. Each link signs in once:%n", console.address());
        for (var caregiver : CAREGIVERS) {
            out.printf("  %-8s %s%n", caregiver.name(), console.invite(household, caregiver.id(), Role.CAREGIVER));
        }
        out.printf("  %-8s %s%n%n", "analyst", console.invite("", "Grace", Role.ANALYST));
        out.flush();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        console.close();
    }

    private static void introduce(KafkaCluster cluster, List<String> households)
            throws IOException, InterruptedException {
        try (var log = new LogWriter(cluster)) {
            for (var id : households) {
                var name = id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1);
                var household = new Household(id, name, CAREGIVERS, Household.ESCALATE_AFTER, HomeAssistant.none());
                log.write(Topics.HOUSEHOLDS, id, new HouseholdCodec().encode(household), Instant.now());
            }
        }
    }
}
