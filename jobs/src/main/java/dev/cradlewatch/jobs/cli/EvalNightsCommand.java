package dev.cradlewatch.jobs.cli;

import dev.cradlewatch.connectors.kafka.ArrivalClock;
import dev.cradlewatch.jobs.agent.AgentTools;
import dev.cradlewatch.jobs.cry.CryAlertJob;
import dev.cradlewatch.jobs.cry.CryAlertTopics;
import dev.cradlewatch.jobs.eval.AlertTime;
import dev.cradlewatch.jobs.eval.EvalJson;
import dev.cradlewatch.jobs.eval.GateReport;
import dev.cradlewatch.jobs.eval.GateRules;
import dev.cradlewatch.jobs.eval.NightReport;
import dev.cradlewatch.jobs.eval.NightRules;
import dev.cradlewatch.jobs.eval.NightTruth;
import dev.cradlewatch.jobs.feed.AudioFiles;
import dev.cradlewatch.jobs.feed.Fed;
import dev.cradlewatch.jobs.feed.FleetFeeder;
import dev.cradlewatch.jobs.feed.GateTrace;
import dev.cradlewatch.jobs.feed.Plan;
import dev.cradlewatch.jobs.feed.Recording;
import dev.cradlewatch.jobs.local.LocalStack;
import dev.cradlewatch.jobs.watch.ResultWatcher;
import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.alert.AlertKind;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import dev.cradlewatch.operators.stream.Timebase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Plays whole nights with known truth through the real job and judges its alerts. */
@Command(
        name = "nights",
        mixinStandardHelpOptions = true,
        description = {
            "Plays whole nights with known truth (night-*.wav and truth.csv) through the real job and judges its alerts.",
            "Found: an alert opens between an episode's start and 10 s after its end. False: no episode around it,",
            "2 s before to 10 s after."
        })
final class EvalNightsCommand implements Callable<Integer> {
    private static final Instant NIGHT = Instant.parse("2026-01-15T22:00:00Z");
    private static final Duration ATMOST = Duration.ofHours(2);
    private static final int PARALLELISM = 2;
    private static final double SECONDS_PER_HOUR = 3_600;

    @Option(names = "--dir", required = true, paramLabel = "DIR", description = "Folder with the nights.")
    private Path folder;

    @Option(
            names = "--edge",
            description = "Put the agent's gate in front, as on a monitor: only what it streams is played.")
    private boolean edge;

    @Option(names = "--json", description = "Print the result as one JSON object on the last line.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException, RefusedRecordException {
        var truth = NightTruth.read(folder.resolve("truth.csv"));
        var nights = new ArrayList<Recording>();
        for (var file : AudioFiles.list(folder)) {
            if (file.getFileName().toString().startsWith("night-")) {
                nights.add(Recordings.night(file));
            }
        }
        if (nights.isEmpty()) {
            throw new IOException("no night in %s: expected files named night-*.wav".formatted(folder));
        }
        var traces = edge ? gate(nights) : Map.<String, GateTrace>of();
        try (var stack = LocalStack.start(ArrivalClock.PRODUCER, PARALLELISM)) {
            var fed = feed(stack, nights, traces);
            var playback = run(stack, fed);
            var alerts = playback.results().alerts().stream()
                    .filter(alert -> alert.kind() == AlertKind.CRYING)
                    .map(EvalNightsCommand::time)
                    .toList();
            var hours = fed.captured() / SECONDS_PER_HOUR;
            var gate = edge ? Optional.of(GateRules.judge(traces, truth)) : Optional.<GateReport>empty();
            report(NightRules.judge(nights.size(), hours, truth, alerts), gate, playback);
            return playback.lost() == 0 ? 0 : 1;
        }
    }

    private static Map<String, GateTrace> gate(List<Recording> nights) throws IOException, InterruptedException {
        try (var tools = AgentTools.of(System.getenv());
                var bar = Progress.bar("gating").setInitialMax(nights.size()).build()) {
            return tools.gate(nights, bar::stepTo);
        }
    }

    private static Fed feed(LocalStack stack, List<Recording> nights, Map<String, GateTrace> traces)
            throws IOException, InterruptedException {
        try (var feeder = new FleetFeeder(stack.cluster());
                var bar = Progress.bar("playing").build()) {
            feeder.register(nights, NIGHT);
            return feeder.play(nights, Plan.of(NIGHT, Double.POSITIVE_INFINITY).gatedBy(traces), bar::stepTo);
        }
    }

    private static Playback run(LocalStack stack, Fed fed)
            throws IOException, InterruptedException, RefusedRecordException {
        var env = stack.flink().environment();
        var topics = new CryAlertTopics(stack.cluster());
        new CryAlertJob(CryModelOptions.config(Timebase.STREAM)).define(topics.bounded(env), topics.outputs());
        var job = stack.flink().submit("cry-alerts", env);
        try (var watcher = new ResultWatcher(stack.cluster(), alert -> {});
                var bar = Progress.bar("scoring").setInitialMax(fed.windows()).build()) {
            while (!job.status().isTerminalState()) {
                bar.stepTo(watcher.poll(Duration.ofMillis(500)).scoredWindows());
            }
            job.awaitFinished(ATMOST);
            var results = watcher.readToEnd();
            bar.stepTo(results.scoredWindows());
            return Playback.of(fed, results, fed.events());
        }
    }

    private static AlertTime time(Alert alert) {
        return new AlertTime(
                alert.household(), Duration.between(NIGHT, alert.at()).toMillis() / 1_000.0);
    }

    private void report(NightReport report, Optional<GateReport> gate, Playback playback) {
        var out = spec.commandLine().getOut();
        out.printf("%d nights, %.1f hours, %d episodes%n", report.nights(), report.hours(), report.episodes());
        out.printf(
                "found %d (%.1f %%), missed %d%n",
                report.found(), 100 * report.recall(), report.missed().size());
        out.printf(
                "false alarms %d (%.2f per 8 hours), repeated alerts %d%n",
                report.falseAlarms().size(),
                report.falseAlarmsPer8Hours(),
                report.repeated().size());
        report.secondsToAlert(0.5)
                .ifPresent(median -> out.printf(
                        Locale.ROOT,
                        "time to alert: median %.2f s, p95 %.2f s%n",
                        median,
                        report.secondsToAlert(0.95).orElseThrow()));
        report.missed()
                .forEach(episode -> out.printf(
                        "  missed: %s at %.1f s, %.1f s long%n",
                        episode.night(), episode.startSeconds(), episode.endSeconds() - episode.startSeconds()));
        report.falseAlarms().forEach(alarm -> out.printf("  false: %s at %.1f s%n", alarm.night(), alarm.seconds()));
        gate.ifPresent(passed -> out.printf(
                Locale.ROOT,
                "streamed %.1f %% of the sound, %.1f %% of what is no cry; %.1f %% of the episodes triggered it within 2 s%n",
                100 * passed.streamedShare(),
                100 * passed.otherStreamedShare(),
                100 * passed.triggeredShare()));
        out.printf(
                "%d records lost, %d dead letters%n",
                playback.lost(), playback.results().deadLetters().size());
        if (json) {
            out.println(EvalJson.nights(report, gate, playback.lost()));
        }
        out.flush();
    }
}
