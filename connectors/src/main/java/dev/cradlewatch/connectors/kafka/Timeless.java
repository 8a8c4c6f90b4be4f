package dev.cradlewatch.connectors.kafka;

import dev.cradlewatch.operators.stream.RawRecord;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * For topics whose records come when people say something, such as registry and settings: they hold no watermark back. They must
 * not claim that time has ended either: while all monitors are quiet that would be the only watermark there is.
 */
public final class Timeless implements WatermarkGenerator<RawRecord> {

    public static WatermarkStrategy<RawRecord> strategy() {
        return WatermarkStrategy.forGenerator(context -> new Timeless());
    }

    @Override
    public void onEvent(RawRecord raw, long timestamp, WatermarkOutput output) {
        output.markIdle();
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        output.markIdle();
    }
}
