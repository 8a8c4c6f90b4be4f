package dev.cradlewatch.operators.stream;

import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.OutputTag;

/** The side output for records that could not be used, and its counters by reason. */
public final class DeadLetters {

    /** Every operator that refuses records puts them here; a job unites these side outputs into the dead letter topic. */
    public static final OutputTag<DeadLetter> TAG =
            new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));

    private final Map<DeadLetterReason, Counter> counters = new EnumMap<>(DeadLetterReason.class);

    public DeadLetters(MetricGroup metrics) {
        for (var reason : DeadLetterReason.values()) {
            counters.put(reason, metrics.addGroup("reason", reason.name()).counter("deadLetters"));
        }
    }

    /** Counts the letter and hands it back, for the caller's output. */
    public DeadLetter counted(DeadLetter letter) {
        counters.get(letter.reason()).inc();
        return letter;
    }
}
