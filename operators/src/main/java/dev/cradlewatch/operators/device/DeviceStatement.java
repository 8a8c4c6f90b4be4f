package dev.cradlewatch.operators.device;

import java.time.Instant;

/** Anything that a device says and signs. */
public interface DeviceStatement {

    /** Device id, also the Kafka key. */
    String device();

    /** When it happened, by the device's clock. */
    Instant at();

    /** When the device handed the record to the network, by the same clock; against arrival it shows a wrong clock. */
    Instant sent();
}
