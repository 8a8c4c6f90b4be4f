package dev.cradlewatch.operators.audio;

import dev.cradlewatch.operators.device.AudioWindow;
import dev.cradlewatch.operators.device.WindowReason;
import dev.cradlewatch.operators.stream.Heard;
import dev.cradlewatch.operators.stream.Lane;
import dev.cradlewatch.operators.stream.Origin;
import java.time.Instant;

/**
 * What is known of an admitted window, without its samples.
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
 * @param localScore  the monitor's own cry probability, in [0, 1]
 * @param agentModel  the monitor's model
 * @param reason      why the window was streamed
 * @param levelDbfs   how loud it is, see {@link SoundLevel}; NaN if nobody measured
 */
public record WindowFacts(
        String device,
        String household,
        long epoch,
        long seq,
        Instant deviceStart,
        Instant at,
        Instant arrival,
        Lane lane,
        Origin origin,
        float localScore,
        String agentModel,
        WindowReason reason,
        float levelDbfs) {

    public static WindowFacts of(Heard<AudioWindow> heard) {
        var window = heard.record();
        return new WindowFacts(
                window.device(),
                heard.household(),
                window.epoch(),
                window.seq(),
                window.start(),
                heard.at(),
                heard.arrival(),
                heard.lane(),
                heard.origin(),
                window.localScore(),
                window.agentModel(),
                window.reason(),
                SoundLevel.dbfs(window.pcm()));
    }

    /** Time after the last sample by the device's own clock. */
    public Instant deviceEnd() {
        return deviceStart.plus(AudioWindow.LENGTH);
    }

    /** Time after the last sample, clock corrected. */
    public Instant end() {
        return at.plus(AudioWindow.LENGTH);
    }
}
