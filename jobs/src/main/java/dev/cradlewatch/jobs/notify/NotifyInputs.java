package dev.cradlewatch.jobs.notify;

import dev.cradlewatch.operators.stream.RawRecord;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * What the job reads; records as the log holds them.
 *
 * @param alerts     topic alerts
 * @param tests      topic channel.tests
 * @param images     topic images.colorized
 * @param households topic households, from its beginning
 * @param devices    topic devices, from its beginning
 */
public record NotifyInputs(
        DataStream<RawRecord> alerts,
        DataStream<RawRecord> tests,
        DataStream<RawRecord> images,
        DataStream<RawRecord> households,
        DataStream<RawRecord> devices) {}
