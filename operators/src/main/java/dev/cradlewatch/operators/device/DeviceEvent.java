package dev.cradlewatch.operators.device;

import java.time.Instant;

/**
 * Something that a monitor noticed or its regular sign of life.
 *
 * @param device device id
 * @param epoch  identity of the device's record store
 * @param seq    number of the event within the epoch
 * @param at     when it happened, device clock
 * @param sent   time of hand-over to the network, device clock
 * @param kind   what it tells
 * @param score  the monitor's cry probability for onset and offset, else 0; in [0, 1]
 * @param health how the monitor is doing
 * @param detail words for a human, empty if there is nothing to say
 */
public record DeviceEvent(
        String device,
        long epoch,
        long seq,
        Instant at,
        Instant sent,
        DeviceEventKind kind,
        float score,
        DeviceHealth health,
        String detail)
        implements DeviceRecord {}
