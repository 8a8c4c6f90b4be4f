package dev.cradlewatch.operators.stream;

import java.time.Instant;
import org.apache.flink.streaming.api.TimerService;

/** The clock that a job's operators live by, so that the same job serves people at night and replays nights in seconds. */
public enum Timebase {
    /** The machine's clock: now is now, whatever the stream does. For real devices. */
    WALL {
        @Override
        public Instant now(long processingTimeMillis, Instant arrival) {
            return Instant.ofEpochMilli(processingTimeMillis);
        }

        @Override
        public void wakeAt(TimerService timers, Instant time) {
            timers.registerProcessingTimeTimer(time.toEpochMilli());
        }
    },
    /** The log's timestamps: now is when the record at hand arrived, timers follow the watermark. For replays and evaluation. */
    STREAM {
        @Override
        public Instant now(long processingTimeMillis, Instant arrival) {
            return arrival;
        }

        @Override
        public void wakeAt(TimerService timers, Instant time) {
            timers.registerEventTimeTimer(time.toEpochMilli());
        }
    };

    /**
     * What time it is while a record is processed.
     *
     * @param processingTimeMillis Flink's processing time
     * @param arrival              the log's timestamp of that record
     */
    public abstract Instant now(long processingTimeMillis, Instant arrival);

    /** Asks for {@code onTimer} of the current key at the given time of this clock. */
    public abstract void wakeAt(TimerService timers, Instant time);
}
