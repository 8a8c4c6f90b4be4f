package dev.cradlewatch.operators.device;

import java.time.Instant;

/**
 * A device went dark or came back.
 *
 * @param device    device id
 * @param household whose it is
 * @param online    whether it is there now
 * @param lastHeard log timestamp of the last sign of life before the silence; the same in both changes of one outage
 * @param at        when the change was noticed
 */
public record LivenessChange(String device, String household, boolean online, Instant lastHeard, Instant at) {}
