package dev.cradlewatch.operators.device;

import java.time.Instant;

/** What every record of a device carries. */
public sealed interface DeviceRecord permits AudioWindow, DeviceEvent {

    /** Device id, also the Kafka key. */
    String device();

    /** Identity of the device's record store (its spool): sequence numbers are unique within it and start anew with it. */
    long epoch();

    /** Sequence number, rising by one per record of this type within {@link #epoch()}. */
    long seq();

    /** When it happened, by the device's clock. */
    Instant at();

    /** When the device handed the record to the network, by the same clock; against arrival it shows a wrong clock. */
    Instant sent();
}
