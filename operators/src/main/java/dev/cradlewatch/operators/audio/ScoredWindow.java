package dev.cradlewatch.operators.audio;

import dev.cradlewatch.operators.device.WindowReason;
import dev.cradlewatch.operators.stream.Lane;
import dev.cradlewatch.operators.stream.Origin;
import java.time.Instant;

/**
 * One window re-scored with the full model.
 *
 * @param device      device id
 * @param household   whose it is
 * @param epoch       identity of the device's record store
 * @param seq         number of the window within the epoch
 * @param deviceStart time of the first sample by the device's own clock: for order and gaps
 * @param at          time of the first sample, clock corrected: for people
 * @param arrival     the log's timestamp
 * @param lane        whether it can still ring
 * @param origin      where the window stands in the log
 * @param probability calibrated probability of crying in this window, in [0, 1]
 * @param model       name and version of the model that gave it
 * @param localScore  the monitor's own probability
 * @param agentModel  the monitor's model
 * @param reason      why the window was streamed
 */
public record ScoredWindow(
        String device,
        String household,
        long epoch,
        long seq,
        Instant deviceStart,
        Instant at,
        Instant arrival,
        Lane lane,
        Origin origin,
        float probability,
        String model,
        float localScore,
        String agentModel,
        WindowReason reason) {}
