package dev.cradlewatch.jobs.history;

import dev.cradlewatch.operators.device.DeviceRegistration;
import dev.cradlewatch.operators.stream.RawRecord;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * What the job reads.
 *
 * @param events   topic device.events
 * @param scores   topic cry.scores
 * @param alerts   topic alerts
 * @param feedback topic feedback
 * @param images   topic images.colorized
 * @param devices  topic devices, from its beginning
 * @param known    what that topic holds already
 */
public record HistoryInputs(
        DataStream<RawRecord> events,
        DataStream<RawRecord> scores,
        DataStream<RawRecord> alerts,
        DataStream<RawRecord> feedback,
        DataStream<RawRecord> images,
        DataStream<RawRecord> devices,
        List<DeviceRegistration> known) {}
