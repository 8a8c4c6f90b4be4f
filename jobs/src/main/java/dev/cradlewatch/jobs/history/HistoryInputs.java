package dev.cradlewatch.jobs.history;

import dev.cradlewatch.operators.stream.RawRecord;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * What the job reads.
 *
 * @param events  topic device.events
 * @param scores  topic cry.scores
 * @param alerts  topic alerts
 * @param devices topic devices, from its beginning
 */
public record HistoryInputs(
        DataStream<RawRecord> events,
        DataStream<RawRecord> scores,
        DataStream<RawRecord> alerts,
        DataStream<RawRecord> devices) {}
