package dev.cradlewatch.connectors.homeassistant;

import dev.cradlewatch.operators.home.Home;
import dev.cradlewatch.operators.home.HomeSignal;
import dev.cradlewatch.operators.notify.Delivery;
import dev.cradlewatch.operators.notify.Delivery.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keeps each household's Home Assistant up to date, and tells of changes by alerts and of tests whether its broker has them. What is
 * shown is state, so a connection that was lost, or this job, goes on with what is true then; of several changes that a broker
 * missed it gets the last. Keyed by household.
 */
public final class HomeBridge extends KeyedProcessFunction<String, HomeSignal, Delivery> {
    private static final long serialVersionUID = 1L;

    /** While a broker has not everything, it is looked after this often. */
    private static final Duration LOOK = Duration.ofMillis(250);

    /** A household with a Home Assistant is looked after this often anyway: a job that comes back connects by it. */
    private static final Duration TEND = Duration.ofSeconds(30);

    private static final Duration TEST_WITHIN = Duration.ofSeconds(10);

    private final LinkPolicy policy;

    private transient ValueState<Home> homes;
    private transient MapState<String, Report> reports;
    private transient Entities entities;
    private transient LinkThreads threads;
    private transient Map<String, HomeLink> links;

    public HomeBridge(LinkPolicy policy) {
        this.policy = policy;
    }

    @Override
    public void open(OpenContext context) {
        // No time-to-live: some bytes for each monitor, as long as it is registered.
        homes = getRuntimeContext().getState(new ValueStateDescriptor<>("home", TypeInformation.of(Home.class)));
        // No time-to-live: at most one for the alerts, and tests of the last seconds.
        reports = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("reports", Types.STRING, TypeInformation.of(Report.class)));
        entities = new Entities();
        threads = new LinkThreads();
        links = new HashMap<>();
        getRuntimeContext().getMetricGroup().gauge("links", () -> links.size());
    }

    @Override
    public void close() {
        if (threads != null) {
            links.values().stream().map(HomeLink::close).toList().forEach(CompletableFuture::join);
            threads.close();
        }
    }

    @Override
    public void processElement(HomeSignal signal, Context context, Collector<Delivery> out) throws Exception {
        var before = Optional.ofNullable(homes.value()).orElseGet(() -> Home.of(signal.home()));
        var after = after(before, signal);
        var now = now(context.timerService());
        report(before, now, out);
        if (!after.equals(before)) {
            homes.update(after);
        }
        if (signal instanceof HomeSignal.OfTest asked) {
            put(Report.of(asked.test(), now));
        }
        if (after.homeAssistant().isSet()) {
            var link = link(after);
            link.show(entities.of(after));
            tell(signal, before, after, link, now, out);
        } else {
            Optional.ofNullable(links.remove(signal.home()))
                    .ifPresent(old -> old.retire(before.monitors().keySet()));
        }
        lookAfter(after, context.timerService(), out);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Delivery> out) throws Exception {
        var home = Optional.ofNullable(homes.value()).orElseGet(() -> Home.of(context.getCurrentKey()));
        lookAfter(home, context.timerService(), out);
    }

    private static Home after(Home before, HomeSignal signal) {
        if (signal instanceof HomeSignal.OfHousehold chosen) {
            return before.with(chosen.household().homeAssistant());
        }
        if (signal instanceof HomeSignal.OfDevice of) {
            return of.belongs()
                    ? before.with(of.device())
                    : before.without(of.device().device());
        }
        if (signal instanceof HomeSignal.OfAlert told) {
            return before.heard(told.alert());
        }
        if (signal instanceof HomeSignal.OfPicture came && came.picture().data().length > 0) {
            return before.withPicture(
                    came.picture().device(), Entities.mediaType(came.picture().data()));
        }
        return before;
    }

    private void tell(HomeSignal signal, Home before, Home after, HomeLink link, Instant now, Collector<Delivery> out)
            throws Exception {
        if (signal instanceof HomeSignal.OfPicture came
                && after.monitors().containsKey(came.picture().device())
                && came.picture().data().length > 0) {
            link.showPicture(came.picture().device(), came.picture().data());
        } else if (signal instanceof HomeSignal.OfDevice of && !of.belongs()) {
            link.forgetPicture(of.device().device());
        } else if (signal instanceof HomeSignal.OfAlert told && !after.equals(before)) {
            endReports(before, now, out);
            put(Report.of(told.alert(), now));
        } else if (signal instanceof HomeSignal.OfTest) {
            link.greet();
        }
    }

    private void put(Report report) throws Exception {
        reports.put(report.id(), report);
    }

    /** The broker will get the newer state alone. */
    private void endReports(Home home, Instant now, Collector<Delivery> out) throws Exception {
        for (var older : all()) {
            if (!older.test()) {
                out.collect(older.delivery(
                        home.household(), Outcome.FAILED, older.attempts() + 1, "a newer state took its place", now));
                reports.remove(older.id());
            }
        }
    }

    private void lookAfter(Home home, TimerService timers, Collector<Delivery> out) throws Exception {
        var now = now(timers);
        if (home.homeAssistant().isSet()) {
            link(home);
            report(home, now, out);
        } else {
            reportNone(home, now, out);
        }
        if (home.homeAssistant().isSet() || !reports.isEmpty()) {
            wakeAtMultipleOf(reports.isEmpty() ? TEND : LOOK, now, timers);
        }
    }

    /** A Home Assistant that is just being saved and its test come from two topics and in either order, so the test waits. */
    private void reportNone(Home home, Instant now, Collector<Delivery> out) throws Exception {
        for (var report : all()) {
            if (!report.test() || now.isAfter(report.since().plus(TEST_WITHIN))) {
                out.collect(report.delivery(
                        home.household(), Outcome.FAILED, 0, "no Home Assistant is set: save it first", now));
                reports.remove(report.id());
            }
        }
    }

    private void report(Home home, Instant now, Collector<Delivery> out) throws Exception {
        var link = Optional.ofNullable(links.get(home.household()));
        if (link.isPresent()) {
            for (var report : all()) {
                report(home, report, link.get(), now, out);
            }
        }
    }

    private void report(Home home, Report report, HomeLink link, Instant now, Collector<Delivery> out)
            throws Exception {
        var household = home.household();
        if (link.isSettled()) {
            out.collect(report.delivery(household, Outcome.DELIVERED, report.attempts() + 1, "the broker has it", now));
            reports.remove(report.id());
        } else if (report.test() && now.isAfter(report.since().plus(TEST_WITHIN))) {
            var why = link.trouble().isEmpty() ? "the broker does not confirm it" : link.trouble();
            out.collect(report.delivery(household, Outcome.FAILED, report.attempts() + 1, why, now));
            reports.remove(report.id());
        } else if (report.attempts() == 0 && !link.trouble().isEmpty()) {
            out.collect(report.delivery(household, Outcome.RETRYING, 1, link.trouble(), now));
            put(report.told(1));
        }
    }

    /** The link to where the household's Home Assistant is now. */
    private HomeLink link(Home home) {
        var old = Optional.ofNullable(links.get(home.household()));
        if (old.isPresent() && old.get().address().equals(home.homeAssistant())) {
            return old.get();
        }
        var gone = old.map(moved -> moved.retire(home.monitors().keySet()))
                .orElseGet(() -> CompletableFuture.completedFuture(null));
        var link = new HomeLink(home.homeAssistant(), new HomeTopics(home.household()), policy, threads, gone);
        links.put(home.household(), link);
        link.show(entities.of(home));
        return link;
    }

    private List<Report> all() throws Exception {
        var all = new ArrayList<Report>();
        reports.values().forEach(all::add);
        return all;
    }

    private static Instant now(TimerService timers) {
        return Instant.ofEpochMilli(timers.currentProcessingTime());
    }

    /** At round times, so that many wishes make one timer. */
    private static void wakeAtMultipleOf(Duration step, Instant now, TimerService timers) {
        var millis = step.toMillis();
        timers.registerProcessingTimeTimer((now.toEpochMilli() / millis + 1) * millis);
    }
}
