package dev.cradlewatch.jobs.bench.alerts;

import dev.cradlewatch.jobs.bench.Checkpoints;
import dev.cradlewatch.jobs.bench.MiddlePart;
import dev.cradlewatch.jobs.bench.Turns.Way;
import dev.cradlewatch.jobs.cry.CryAlertConfig;
import dev.cradlewatch.jobs.local.LocalBatch;
import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.alert.HouseholdAlerts;
import dev.cradlewatch.operators.alert.HouseholdSettings;
import dev.cradlewatch.operators.alert.HouseholdSignal;
import dev.cradlewatch.operators.audio.CryLevel;
import dev.cradlewatch.operators.audio.ScoredWindow;
import dev.cradlewatch.operators.audio.SmoothCry;
import dev.cradlewatch.operators.stream.SealedTypeInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Ways from scores to alerts: filter and alert logic in a plain loop, and the job's keyed operators with state, timers and checkpoints.
 * As in the job the operators are two threads, with a shuffle by household between them. Their rate is that at which the first one hands
 * levels on, which is that of the slower of the two: little fits between them.
 */
final class AlertWays {
    /** Among the times that the operators' job tells: here is an alert. */
    private static final long ALERT = 0;

    private static final TypeInformation<HouseholdSignal> SIGNAL = SealedTypeInfo.of(HouseholdSignal.class);

    private final CryAlertConfig config;
    private final BenchScores scores;
    private final long count;
    private final Path checkpoints;

    /**
     * @param config      of the job, living by the stream's time
     * @param count       scores of a turn
     * @param checkpoints a folder for them
     */
    AlertWays(CryAlertConfig config, BenchScores scores, long count, Path checkpoints) {
        this.config = config;
        this.scores = scores;
        this.count = count;
        this.checkpoints = checkpoints;
    }

    /** How many alerts a turn must tell: what the plain loop says. */
    long alerts() {
        var plain = new PlainAlerts(config.filter(), config.alerts());
        var alerts = 0L;
        for (var number = 0L; number < count; number++) {
            alerts += plain.take(scores.score(number));
        }
        return alerts;
    }

    Way loop() {
        return () -> {
            var plain = new PlainAlerts(config.filter(), config.alerts());
            var part = MiddlePart.<Integer>of(count);
            var times = new ArrayList<Long>();
            var collector = new ListCollector<>(times);
            for (var number = 0L; number < count; number++) {
                part.flatMap(plain.take(scores.score(number)), collector);
            }
            return part.perSecond(times);
        };
    }

    /** @param alerts how many it must tell in a turn */
    Way operators(long alerts) {
        return () -> {
            var part = MiddlePart.<CryLevel>of(count);
            var times = new ArrayList<Long>();
            var told = new AtomicLong();
            LocalBatch.run("alerts", signs(part), sign -> {
                if (sign == ALERT) {
                    told.incrementAndGet();
                } else {
                    times.add(sign);
                }
            });
            if (told.get() != alerts) {
                throw new IOException(
                        "%d alerts by the job's operators, %d by the plain loop".formatted(told.get(), alerts));
            }
            return part.perSecond(times);
        };
    }

    private DataStream<Long> signs(MiddlePart<CryLevel> part) {
        var env = LocalBatch.environment(1);
        Checkpoints.into(checkpoints, env);
        var scored = env.fromSequence(0, count - 1)
                .map(scores::score, TypeInformation.of(ScoredWindow.class))
                .assignTimestampsAndWatermarks(WatermarkStrategy.<ScoredWindow>forMonotonousTimestamps()
                        .withTimestampAssigner(
                                (score, before) -> score.window().arrival().toEpochMilli()));
        var levels = DataStreamUtils.reinterpretAsKeyedStream(
                        scored, window -> window.window().device(), Types.STRING)
                .process(new SmoothCry(config.filter()), TypeInformation.of(CryLevel.class));
        return levels.flatMap(part, Types.LONG)
                .union(alerts(levels, settings(env)).map(alert -> ALERT, Types.LONG));
    }

    private DataStream<Alert> alerts(DataStream<CryLevel> levels, DataStream<HouseholdSettings> settings) {
        return levels.<HouseholdSignal>map(HouseholdSignal.Level::new, SIGNAL)
                .keyBy(HouseholdSignal::household, Types.STRING)
                .connect(settings.broadcast(HouseholdAlerts.SETTINGS))
                .process(new HouseholdAlerts(config.alerts(), config.timebase()), TypeInformation.of(Alert.class));
    }

    /** Nobody chose any. */
    private static DataStream<HouseholdSettings> settings(StreamExecutionEnvironment env) {
        return env.fromSequence(0, 0).flatMap((number, out) -> {}, TypeInformation.of(HouseholdSettings.class));
    }
}
