package dev.cradlewatch.operators.image;

import dev.cradlewatch.models.bounded.MemoryBudget;
import dev.cradlewatch.operators.stream.DeadLetter;
import dev.cradlewatch.operators.stream.DeadLetters;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** What a subtask tells of its pictures, and of the memory that all of them share. */
final class PictureMetrics {
    private static final int HISTOGRAM_WINDOW = 1_000;

    private final DeadLetters deadLetters;
    private final Counter pictures;
    private final Counter colored;
    private final Counter byReference;
    private final Counter duplicates;
    private final Counter references;
    private final Map<DayFlaw, Counter> flaws = new EnumMap<>(DayFlaw.class);
    private final Histogram inferenceMicros;
    private final Histogram pictureMicros;

    PictureMetrics(MetricGroup metrics, MemoryBudget budget) {
        deadLetters = new DeadLetters(metrics);
        pictures = metrics.counter("pictures");
        colored = metrics.counter("colored");
        byReference = metrics.counter("coloredByReference");
        duplicates = metrics.counter("duplicates");
        references = metrics.counter("references");
        for (var flaw : DayFlaw.values()) {
            flaws.put(flaw, metrics.addGroup("flaw", flaw.name()).counter("dayPicturesNotTaken"));
        }
        inferenceMicros = metrics.histogram("inferenceMicros", new DescriptiveStatisticsHistogram(HISTOGRAM_WINDOW));
        pictureMicros = metrics.histogram("pictureMicros", new DescriptiveStatisticsHistogram(HISTOGRAM_WINDOW));
        metrics.gauge("budgetBytes", budget::totalBytes);
        metrics.gauge("budgetHeldBytes", () -> budget.usage().heldBytes());
        metrics.gauge("budgetWaiting", () -> budget.usage().waiting());
        metrics.gauge("budgetWaitedMillis", () -> budget.usage().waited().toMillis());
    }

    void picture() {
        pictures.inc();
    }

    void duplicate() {
        duplicates.inc();
    }

    void reference() {
        references.inc();
    }

    void flawed(DayFlaw flaw) {
        flaws.get(flaw).inc();
    }

    DeadLetter refused(DeadLetter letter) {
        return deadLetters.counted(letter);
    }

    void colored(ColoredPicture picture, Duration took) {
        colored.inc();
        if (!picture.referenceImageId().isEmpty()) {
            byReference.inc();
        }
        inferenceMicros.update(picture.inference().toNanos() / 1_000);
        pictureMicros.update(took.toNanos() / 1_000);
    }
}
