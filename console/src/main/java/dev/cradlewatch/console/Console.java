package dev.cradlewatch.console;

import dev.cradlewatch.connectors.kafka.DeviceRegistry;
import dev.cradlewatch.connectors.kafka.LogReader;
import dev.cradlewatch.connectors.kafka.LogTail;
import dev.cradlewatch.connectors.kafka.LogWriter;
import dev.cradlewatch.connectors.query.HistoryReader;
import dev.cradlewatch.console.access.AccessBook;
import dev.cradlewatch.console.access.SignIn;
import dev.cradlewatch.console.household.AnswerRoutes;
import dev.cradlewatch.console.household.DeviceRoutes;
import dev.cradlewatch.console.household.PeopleRoutes;
import dev.cradlewatch.console.household.SensitivityCurve;
import dev.cradlewatch.console.household.SettingsRoutes;
import dev.cradlewatch.console.http.ConsoleServer;
import dev.cradlewatch.console.http.Guard;
import dev.cradlewatch.console.http.Json;
import dev.cradlewatch.console.http.Limits;
import dev.cradlewatch.console.http.MetaRoutes;
import dev.cradlewatch.console.http.Route;
import dev.cradlewatch.console.http.SessionCookie;
import dev.cradlewatch.console.live.LiveRoutes;
import dev.cradlewatch.console.live.LiveState;
import dev.cradlewatch.console.media.Clips;
import dev.cradlewatch.console.media.MediaRoutes;
import dev.cradlewatch.console.media.Pictures;
import dev.cradlewatch.console.media.Spectrogram;
import dev.cradlewatch.console.metrics.ConsoleMetrics;
import dev.cradlewatch.console.night.History;
import dev.cradlewatch.console.night.NightBook;
import dev.cradlewatch.console.night.NightRoutes;
import dev.cradlewatch.console.session.SessionRoutes;
import dev.cradlewatch.console.sql.SqlRoutes;
import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.operators.access.Role;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * The console: reads the log, serves the page, writes to the log what people say. It keeps nothing: another one beside it, or after
 * it, knows the same.
 */
public final class Console implements AutoCloseable {
    private static final Duration CAUGHT_UP_WITHIN = Duration.ofSeconds(60);

    private final Json json = new Json();
    private final AccessBook book = new AccessBook();
    private final AtomicReference<URI> address = new AtomicReference<>();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final ConsoleConfig config;
    private final ConsoleMetrics metrics;
    private final LiveState state;
    private final Limits limits;

    private SignIn signIn;
    private ConsoleServer server;

    private Console(ConsoleConfig config, ConsoleMetrics metrics) {
        this.config = config;
        this.metrics = metrics;
        state = new LiveState(config.clock(), book, json);
        limits = new Limits(config.limits());
        metrics.watch(state::pages, state::households, state::monitors);
    }

    /** Starts one whose metrics nobody looks at. */
    public static Console start(ConsoleConfig config) throws IOException, InterruptedException {
        return start(config, new ConsoleMetrics());
    }

    /**
     * Reads what the log has and starts to serve.
     *
     * @param metrics of this console alone
     * @throws IOException if the log does not answer, or this build is not whole
     */
    public static Console start(ConsoleConfig config, ConsoleMetrics metrics) throws IOException, InterruptedException {
        var console = new Console(config, metrics);
        try {
            console.open();
            return console;
        } catch (IOException | InterruptedException | RuntimeException e) {
            console.close();
            throw e;
        }
    }

    /** Where the page is. */
    public URI address() {
        return address.get();
    }

    /** What can be asked. */
    public List<Route> routes() {
        return server.routes();
    }

    /**
     * Makes a link that signs somebody in, once.
     *
     * @param household empty for an analyst
     * @param person    id of the caregiver, or the analyst's name
     */
    public String invite(String household, String person, Role role) throws IOException, InterruptedException {
        return signIn.invite(household, person, role).link(address());
    }

    @Override
    public void close() throws IOException, InterruptedException {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (IOException | InterruptedException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }

    private void open() throws IOException, InterruptedException {
        var writer = part(new LogWriter(config.cluster()));
        var reader = part(new LogReader(config.cluster()));
        awaitCaughtUp(part(LogTail.start(config.cluster(), LiveState.REGISTRIES, state)));
        awaitCaughtUp(part(LogTail.start(config.cluster(), LiveState.FACTS, state)));
        var cookie = new SessionCookie(config.isSecure());
        signIn = new SignIn(writer, book, config.access());
        var sessions = new SessionRoutes(state, book, signIn, cookie, address::get, json);
        var live = new LiveRoutes(state, json, metrics);
        server = part(ConsoleServer.start(
                config.host(),
                config.port(),
                config.isSecure(),
                routes(sessions, live, writer, reader),
                new Guard(book, cookie, limits),
                json,
                metrics));
        part(live);
        address.set(
                config.address().orElseGet(() -> URI.create("http://%s:%d".formatted(config.host(), server.port()))));
    }

    private List<Route> routes(SessionRoutes sessions, LiveRoutes live, LogWriter writer, LogReader reader)
            throws IOException {
        var history = part(new HistoryReader(config.history()));
        var nights = new NightBook(new History(history), config.clips());
        var clips = new Clips(state, nights, reader);
        var registry = new DeviceRegistry(config.cluster());
        return Stream.of(
                        new MetaRoutes(json).routes(),
                        sessions.routes(),
                        live.routes(),
                        new AnswerRoutes(state, nights, writer, config.clock(), json).routes(),
                        new MediaRoutes(
                                        clips,
                                        new Pictures(state, nights, reader, config.pictures()),
                                        spectrogram(),
                                        writer)
                                .routes(),
                        new NightRoutes(nights, state, json).routes(),
                        new SettingsRoutes(state, SensitivityCurve.load(), writer, config.clock(), json).routes(),
                        new PeopleRoutes(state, book, signIn, writer, limits, json, config.pushKey()).routes(),
                        new DeviceRoutes(state, registry, config.monitorsCluster(), config.clock(), json).routes(),
                        new SqlRoutes(history, config.sql(), limits, json).routes())
                .flatMap(List::stream)
                .toList();
    }

    private static Spectrogram spectrogram() throws IOException {
        try {
            return new Spectrogram();
        } catch (ModelException e) {
            throw new IOException("this build has no features to draw: " + e.getMessage(), e);
        }
    }

    private void awaitCaughtUp(LogTail tail) throws IOException, InterruptedException {
        if (!tail.awaitCaughtUp(CAUGHT_UP_WITHIN)) {
            throw new IOException("%s: not read to its present end in %d s (is it up, does it have the topics?)"
                    .formatted(config.cluster(), CAUGHT_UP_WITHIN.toSeconds()));
        }
    }

    private <T extends AutoCloseable> T part(T part) {
        parts.push(part);
        return part;
    }
}
