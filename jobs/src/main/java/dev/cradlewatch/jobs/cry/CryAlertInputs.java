package dev.cradlewatch.jobs.cry;

import dev.cradlewatch.operators.stream.RawRecord;
import org.apache.flink.streaming.api.datastream.DataStream;

/** What the job reads; records as the log holds them, with their arrival as Flink timestamp. */
public record CryAlertInputs(
        DataStream<RawRecord> windows,
        DataStream<RawRecord> events,
        DataStream<RawRecord> devices,
        DataStream<RawRecord> settings) {}
