package dev.cradlewatch.console.live;

import dev.cradlewatch.console.http.Audience;
import dev.cradlewatch.console.http.Json;
import dev.cradlewatch.console.http.Route;
import dev.cradlewatch.console.http.Visitor;
import dev.cradlewatch.console.metrics.ConsoleMetrics;
import io.javalin.http.Context;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The live page's stream. While it is open the clocks of the pages are set now and then, which also keeps proxies from closing it. */
public final class LiveRoutes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveRoutes.class);
    private static final long TICK_SECONDS = 10;

    private final LiveState state;
    private final Json json;
    private final ConsoleMetrics metrics;
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "live-ticks");
        thread.setDaemon(true);
        return thread;
    });

    public LiveRoutes(LiveState state, Json json, ConsoleMetrics metrics) {
        this.state = state;
        this.json = json;
        this.metrics = metrics;
        ticks.scheduleAtFixedRate(state::tick, TICK_SECONDS, TICK_SECONDS, TimeUnit.SECONDS);
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/live", Audience.CAREGIVER, this::stream),
                Route.get(
                        "/api/live/snapshot",
                        Audience.CAREGIVER,
                        (context, visitor) -> json.write(
                                context, state.household(visitor.household()).snapshot())));
    }

    /** Pages are told that it is over, so that they ask anew. */
    @Override
    public void close() {
        ticks.shutdownNow();
        state.closePages();
    }

    /**
     * The container's own asynchronous answer, which this class ends: Javalin gets a future that never completes. It would write the
     * answer's end, and where the container has dropped the request by then it never comes back from that (7.2.3:
     * JavalinServlet.handleTask puts a task that failed in front of itself), with the thread that tells all alerts.
     */
    private void stream(Context context, Visitor visitor) {
        context.res().setContentType("text/event-stream");
        context.res().setCharacterEncoding("UTF-8");
        context.header("X-Accel-Buffering", "no");
        context.future(() -> {
            var answer = context.req().getAsyncContext();
            answer.setTimeout(0);
            var household = state.household(visitor.household());
            var out = output(context);
            var page = new EventStream(out, visitor.session().tokenHash(), metrics);
            answer.addListener(new EndOfAnswer(page));
            page.ended().thenRun(() -> end(household, page, answer));
            household.open(page);
            out.setWriteListener(page);
            return new CompletableFuture<>();
        });
    }

    private static void end(HouseholdLive household, EventStream page, AsyncContext answer) {
        household.close(page);
        try {
            answer.complete();
        } catch (IllegalStateException over) {
            LOG.debug("a page's answer was over already", over);
        }
    }

    private static ServletOutputStream output(Context context) {
        try {
            return context.res().getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
