package dev.cradlewatch.console.http;

import dev.cradlewatch.console.metrics.ConsoleMetrics;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.staticfiles.Location;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server: the routes, each behind the guard, and the page's files. */
public final class ConsoleServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleServer.class);
    private static final String WEB = "/dev/cradlewatch/console/web";
    private static final List<String> PAGES = List.of("/", "/night", "/night/{night}", "/settings", "/sql", "/sign-in");
    private static final long MOST_REQUEST_BYTES = 256 << 10;
    private static final long YEAR_SECONDS = 31_536_000;
    private static final String ROUTE = "cradlewatch-route";

    private record Problem(String error) {}

    private final Javalin javalin;
    private final List<Route> routes;

    private ConsoleServer(Javalin javalin, List<Route> routes) {
        this.javalin = javalin;
        this.routes = List.copyOf(routes);
    }

    /**
     * Starts to answer.
     *
     * @param host   address to listen on
     * @param port   port to listen on; 0 for any
     * @param secure whether people reach it by HTTPS, through a proxy
     */
    public static ConsoleServer start(
            String host, int port, boolean secure, List<Route> routes, Guard guard, Json json, ConsoleMetrics metrics) {
        var javalin = Javalin.create(config -> {
            configure(config, secure, routes, guard, json);
            config.requestLogger.http((context, millis) -> metrics.answered(route(context), context.statusCode()));
        });
        javalin.start(host, port);
        return new ConsoleServer(javalin, routes);
    }

    public int port() {
        return javalin.port();
    }

    /** What can be asked, in the order in which it is looked up. */
    public List<Route> routes() {
        return routes;
    }

    @Override
    public void close() {
        javalin.stop();
    }

    private static void configure(JavalinConfig config, boolean secure, List<Route> routes, Guard guard, Json json) {
        config.startup.showJavalinBanner = false;
        config.http.maxRequestSize = MOST_REQUEST_BYTES;
        config.routes.before(context -> SecurityHeaders.put(context, secure));
        routes.forEach(route -> config.routes.addHttpHandler(route.method(), route.path(), context -> {
            context.attribute(ROUTE, route.path());
            route.handler().to(context, guard.admit(context, route));
        }));
        addPage(config);
        config.routes.exception(
                Refusal.class, (refusal, context) -> answer(context, json, refusal.status(), refusal.getMessage()));
        config.routes.exception(TooManyRequests.class, (tooMany, context) -> {
            context.header(
                    "Retry-After",
                    String.valueOf(Math.max(1, tooMany.retryAfter().toSeconds())));
            answer(context, json, HttpStatus.TOO_MANY_REQUESTS, tooMany.getMessage());
        });
        config.routes.exception(
                HttpResponseException.class,
                (problem, context) ->
                        answer(context, json, HttpStatus.forStatus(problem.getStatus()), problem.getMessage()));
        config.routes.exception(IOException.class, (unavailable, context) -> {
            LOG.warn("{} {}: {}", context.method(), context.path(), unavailable.getMessage());
            answer(
                    context,
                    json,
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "the system does not answer just now: try again in a moment");
        });
        config.routes.exception(Exception.class, (bug, context) -> {
            LOG.error("{} {} failed", context.method(), context.path(), bug);
            answer(
                    context,
                    json,
                    HttpStatus.INTERNAL_SERVER_ERROR,
                    "this went wrong here and is written down: try again");
        });
    }

    /** Names of assets change with what they hold, so browsers may keep them; what names them is asked for anew. */
    private static void addPage(JavalinConfig config) {
        if (ConsoleServer.class.getResource(WEB + "/index.html") == null) {
            LOG.warn("this build has no page (npm run build in console/web makes it): only the interface is served");
            return;
        }
        config.staticFiles.add(files -> {
            files.hostedPath = "/assets";
            files.directory = WEB + "/assets";
            files.location = Location.CLASSPATH;
            files.headers = Map.of("Cache-Control", "public, max-age=%d, immutable".formatted(YEAR_SECONDS));
        });
        config.staticFiles.add(files -> {
            files.hostedPath = "/";
            files.directory = WEB;
            files.location = Location.CLASSPATH;
            files.headers = Map.of("Cache-Control", "no-cache");
        });
        PAGES.forEach(path -> config.routes.get(path, ConsoleServer::page));
    }

    private static void page(Context context) throws IOException {
        try (var index = ConsoleServer.class.getResourceAsStream(WEB + "/index.html")) {
            context.header("Cache-Control", "no-cache").html(new String(index.readAllBytes(), "UTF-8"));
        }
    }

    private static String route(Context context) {
        return Optional.ofNullable(context.<String>attribute(ROUTE)).orElse("page");
    }

    private static void answer(Context context, Json json, HttpStatus status, String message) {
        json.write(context.status(status), new Problem(message));
    }
}
