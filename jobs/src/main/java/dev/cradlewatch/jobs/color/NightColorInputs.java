package dev.cradlewatch.jobs.color;

import dev.cradlewatch.operators.device.DeviceRegistration;
import dev.cradlewatch.operators.stream.RawRecord;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * What the job reads; records as the log holds them.
 *
 * @param images  topic night.images
 * @param devices topic devices, from its beginning
 * @param known   what that topic holds already
 */
public record NightColorInputs(
        DataStream<RawRecord> images, DataStream<RawRecord> devices, List<DeviceRegistration> known) {}
