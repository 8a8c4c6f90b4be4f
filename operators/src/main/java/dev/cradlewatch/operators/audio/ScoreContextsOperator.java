package dev.cradlewatch.operators.audio;

import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.cry.CryModel;
import dev.cradlewatch.operators.stream.DeadLetter;
import dev.cradlewatch.operators.stream.DeadLetterReason;
import dev.cradlewatch.operators.stream.DeadLetters;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Collects contexts across devices up to a size or a linger time and scores them with one call of the model, in their order.
 * It empties itself before a checkpoint barrier, before a watermark and at the end of the input: so it has no state, and
 * nothing that it holds can be lost or overtaken. A window for which the model gives no number becomes a dead letter.
 */
final class ScoreContextsOperator extends AbstractStreamOperator<ScoredWindow>
        implements OneInputStreamOperator<CryContext, ScoredWindow>, BoundedOneInput {
    private static final long serialVersionUID = 1L;
    private static final int HISTOGRAM_WINDOW = 1_000;

    private final transient CryModelSource source;
    private final transient BatchPolicy policy;

    private transient CryModel model;
    private transient List<StreamRecord<CryContext>> batch;
    private transient float[] logMel;
    private transient float[] probabilities;
    private transient boolean lingering;

    private transient DeadLetters deadLetters;
    private transient Counter scores;
    private transient Histogram batchWindows;
    private transient Histogram inferenceMicros;

    ScoreContextsOperator(
            StreamOperatorParameters<ScoredWindow> parameters, CryModelSource source, BatchPolicy policy) {
        super(parameters);
        this.source = source;
        this.policy = policy;
    }

    @Override
    public void open() throws Exception {
        super.open();
        model = source.open();
        batch = new ArrayList<>(policy.maxWindows());
        logMel = new float[policy.maxWindows() * contextFloats()];
        probabilities = new float[policy.maxWindows()];
        deadLetters = new DeadLetters(getMetricGroup());
        scores = getMetricGroup().counter("scores");
        batchWindows = getMetricGroup().histogram("batchWindows", new DescriptiveStatisticsHistogram(HISTOGRAM_WINDOW));
        inferenceMicros =
                getMetricGroup().histogram("inferenceMicros", new DescriptiveStatisticsHistogram(HISTOGRAM_WINDOW));
    }

    @Override
    public void close() throws Exception {
        try {
            super.close();
        } finally {
            if (model != null) {
                model.close();
            }
        }
    }

    @Override
    public void processElement(StreamRecord<CryContext> element) {
        var context = element.getValue();
        if (context.logMel().length != contextFloats()) {
            refuse(element, "%d features: expected %d".formatted(context.logMel().length, contextFloats()));
            return;
        }
        batch.add(element.copy(context));
        if (batch.size() >= policy.maxWindows()) {
            flush();
        } else if (!lingering) {
            lingering = true;
            var timers = getProcessingTimeService();
            timers.registerTimer(
                    timers.getCurrentProcessingTime() + policy.linger().toMillis(), time -> {
                        lingering = false;
                        flush();
                    });
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        flush();
        super.processWatermark(mark);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        flush();
    }

    @Override
    public void endInput() {
        flush();
    }

    private void flush() {
        if (batch.isEmpty()) {
            return;
        }
        var started = System.nanoTime();
        try {
            score(batch);
            for (var i = 0; i < batch.size(); i++) {
                emit(batch.get(i), probabilities[i]);
            }
        } catch (ModelException failure) {
            LOG.warn("a batch of {} windows failed, scoring them one by one: {}", batch.size(), failure.getMessage());
            batch.forEach(this::scoreAlone);
        }
        batchWindows.update(batch.size());
        inferenceMicros.update((System.nanoTime() - started) / 1_000);
        batch.clear();
    }

    private void scoreAlone(StreamRecord<CryContext> element) {
        try {
            score(List.of(element));
            emit(element, probabilities[0]);
        } catch (ModelException failure) {
            refuse(element, failure.getMessage());
        }
    }

    private void score(List<StreamRecord<CryContext>> elements) throws ModelException {
        for (var i = 0; i < elements.size(); i++) {
            System.arraycopy(elements.get(i).getValue().logMel(), 0, logMel, i * contextFloats(), contextFloats());
        }
        model.score(logMel, elements.size(), probabilities);
    }

    private void emit(StreamRecord<CryContext> element, float probability) {
        scores.inc();
        output.collect(element.<ScoredWindow>replace(
                new ScoredWindow(element.getValue().window(), probability, model.name())));
    }

    private void refuse(StreamRecord<CryContext> element, String detail) {
        var window = element.getValue().window();
        output.collect(
                DeadLetters.TAG,
                new StreamRecord<>(deadLetters.counted(DeadLetter.of(
                        window.origin(), window.arrival(), window.device(), DeadLetterReason.MODEL_FAILED, detail))));
    }

    private int contextFloats() {
        return model.contextFrames() * model.features().bands();
    }
}
