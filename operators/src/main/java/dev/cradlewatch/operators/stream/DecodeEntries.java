package dev.cradlewatch.operators.stream;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Decodes the records of a topic that only our own programs write (registry, settings, scores, alerts); what cannot be read becomes a dead letter. */
public final class DecodeEntries<T> extends ProcessFunction<RawRecord, T> {
    private static final long serialVersionUID = 1L;

    private final EntryDecoder<T> decoder;

    private transient DeadLetters deadLetters;

    public DecodeEntries(EntryDecoder<T> decoder) {
        this.decoder = decoder;
    }

    @Override
    public void open(OpenContext context) {
        deadLetters = new DeadLetters(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(RawRecord raw, Context context, Collector<T> out) {
        try {
            out.collect(decoder.decode(raw));
        } catch (RefusedRecordException refused) {
            var letter = DeadLetter.of(raw, refused.reason(), refused.getMessage());
            context.output(DeadLetters.TAG, deadLetters.counted(letter));
        }
    }
}
