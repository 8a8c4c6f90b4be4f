package dev.cradlewatch.jobs.cry;

import dev.cradlewatch.operators.device.DeviceRegistration;
import dev.cradlewatch.operators.stream.RawRecord;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * What the job reads; records as the log holds them, with their arrival as Flink timestamp.
 *
 * @param windows  topic audio.windows
 * @param events   topic device.events
 * @param devices  topic devices, from its beginning
 * @param known    what that topic holds already
 * @param settings topic settings, from its beginning
 * @param feedback topic feedback
 */
public record CryAlertInputs(
        DataStream<RawRecord> windows,
        DataStream<RawRecord> events,
        DataStream<RawRecord> devices,
        List<DeviceRegistration> known,
        DataStream<RawRecord> settings,
        DataStream<RawRecord> feedback) {}
