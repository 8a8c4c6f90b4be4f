package dev.cradlewatch.operators.device;

/** What a device numbers: windows and events. */
public sealed interface DeviceRecord extends DeviceStatement permits AudioWindow, DeviceEvent {

    /** Identity of the device's record store (its spool): sequence numbers are unique within it and start anew with it. */
    long epoch();

    /** Sequence number, rising by one per record of this type within {@link #epoch()}. */
    long seq();
}
