package dev.cradlewatch.jobs.bench.score;

import dev.cradlewatch.jobs.bench.Checkpoints;
import dev.cradlewatch.jobs.bench.MiddlePart;
import dev.cradlewatch.jobs.bench.Turns.Way;
import dev.cradlewatch.jobs.cry.CryAlertConfig;
import dev.cradlewatch.jobs.local.LocalBatch;
import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.operators.audio.AssembleContext;
import dev.cradlewatch.operators.audio.BatchPolicy;
import dev.cradlewatch.operators.audio.CryContext;
import dev.cradlewatch.operators.audio.ScoreContexts;
import dev.cradlewatch.operators.audio.ScoredWindow;
import dev.cradlewatch.operators.device.AudioWindow;
import dev.cradlewatch.operators.stream.Heard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;

/**
 * Ways from admitted windows to scores on one thread, without a log: bare ONNX Runtime in a loop, and the job's operators in a Flink
 * job of their own, with checkpoints. All but {@link #readyFeatures} compute each window's log-mel, join it to those of the three windows
 * before it, and run the model on it once.
 */
final class ModelWays {
    private static final int THREADS = 1;
    private static final TypeInformation<Heard<AudioWindow>> HEARD_WINDOW = TypeInformation.of(new TypeHint<>() {});

    private final String model;
    private final CryAlertConfig config;
    private final BenchSound sound;
    private final int windows;
    private final Path checkpoints;

    /**
     * @param model       built-in model that the configuration's source opens, too
     * @param windows     of a turn
     * @param checkpoints a folder for them
     */
    ModelWays(String model, CryAlertConfig config, BenchSound sound, int windows, Path checkpoints) {
        this.model = model;
        this.config = config;
        this.sound = sound;
        this.windows = windows;
        this.checkpoints = checkpoints;
    }

    /** The session alone, always on the same batch of features. */
    Way readyFeatures() {
        return () -> {
            var batch = config.batch().maxWindows();
            var logMel = new float[batch * config.features().contextFloats()];
            var contexts = new PlainContexts(config.features());
            for (var number = 0; number < batch; number++) {
                contexts.copyContext(
                        sound.window(number).record(),
                        logMel,
                        number * config.features().contextFloats());
            }
            var part = MiddlePart.<Integer>of(windows);
            var times = new ArrayList<Long>();
            var probabilities = new float[batch];
            try (var session = session(batch)) {
                for (var scored = 0; scored < windows; scored += batch) {
                    session.score(logMel, batch, probabilities);
                    for (var index = 0; index < batch; index++) {
                        part.flatMap(index, new ListCollector<>(times));
                    }
                }
            } catch (ModelException e) {
                throw new IOException(e.getMessage(), e);
            }
            return part.perSecond(times);
        };
    }

    /** Features and session in a plain loop. */
    Way loop() {
        return () -> {
            var batch = config.batch().maxWindows();
            var part = MiddlePart.<Float>of(windows);
            var times = new ArrayList<Long>();
            var collector = new ListCollector<>(times);
            try (var session = session(batch)) {
                var batches = new PlainBatches(
                        config.features(),
                        batch,
                        session::score,
                        (window, probability) -> part.flatMap(probability, collector));
                for (var number = 0; number < windows; number++) {
                    batches.add(sound.window(number));
                }
                batches.flush();
            } catch (ModelException e) {
                throw new IOException(e.getMessage(), e);
            }
            return part.perSecond(times);
        };
    }

    /** The job's operators as the job has them. */
    Way operators() {
        return () -> run(config.batch());
    }

    /** The same operators, one window a run of the model. */
    Way unbatchedOperators() {
        return () -> run(new BatchPolicy(1, config.batch().linger()));
    }

    private BareSession session(int batch) throws ModelException {
        return BareSession.open(model, config.features(), THREADS, batch);
    }

    private double run(BatchPolicy policy) throws IOException, InterruptedException {
        var part = MiddlePart.<ScoredWindow>of(windows);
        List<Long> times = new ArrayList<>();
        LocalBatch.run("score", times(policy, part), times::add);
        return part.perSecond(times);
    }

    /** One subtask, so all is one chain, as it is behind admission in the job. */
    private DataStream<Long> times(BatchPolicy policy, MiddlePart<ScoredWindow> part) {
        var env = LocalBatch.environment(1);
        Checkpoints.into(checkpoints, env);
        var admitted = env.fromSequence(0, windows - 1L).map(sound::window, HEARD_WINDOW);
        return DataStreamUtils.reinterpretAsKeyedStream(
                        admitted, heard -> heard.record().device(), Types.STRING)
                .process(new AssembleContext(config.features()), TypeInformation.of(CryContext.class))
                .transform(
                        "score-contexts",
                        TypeInformation.of(ScoredWindow.class),
                        new ScoreContexts(config.model(), policy))
                .flatMap(part, Types.LONG);
    }
}
