package dev.cradlewatch.console.media;

import dev.cradlewatch.connectors.kafka.LogReader;
import dev.cradlewatch.connectors.wire.AudioWindowCodec;
import dev.cradlewatch.console.live.LiveState;
import dev.cradlewatch.console.live.ToldAlert;
import dev.cradlewatch.console.night.NightBook;
import dev.cradlewatch.operators.device.AudioWindow;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;

/**
 * The sound around an alert: as soon as it rings from the windows that the job admitted, read where they stand in the log; later the
 * clip that the history keeps.
 */
public final class Clips {
    private static final Duration PRE_ROLL = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final LiveState state;
    private final NightBook nights;
    private final LogReader log;

    public Clips(LiveState state, NightBook nights, LogReader log) {
        this.state = state;
        this.nights = nights;
        this.log = log;
    }

    /**
     * A monitor's sound around a household's alert.
     *
     * @return none if the alert is not the household's, or there is no sound of it
     * @throws IOException if log or history cannot be read
     */
    Optional<Sound> find(String household, String alert, String device) throws IOException, InterruptedException {
        var told = state.household(household).alert(alert).filter(known -> !known.isOutage() && known.isOf(device));
        var young = told.isPresent() ? fromLog(household, told.get(), device) : Optional.<Sound>empty();
        return young.isPresent() ? young : nights.clip(household, alert, device).map(Sound::ofWav);
    }

    private Optional<Sound> fromLog(String household, ToldAlert told, String device)
            throws IOException, InterruptedException {
        var from = told.alert().startedAt().minus(PRE_ROLL);
        var longest = from.plus(LONGEST);
        var to = told.isOpen() || told.alert().at().isAfter(longest)
                ? longest
                : told.alert().at();
        var windows = new ArrayList<AudioWindow>();
        for (var raw : log.read(state.household(household).sound(device, from, to))) {
            try {
                windows.add(new AudioWindowCodec().decode(raw.value()));
            } catch (RefusedRecordException e) {
                throw new IllegalStateException("the job admitted %s: %s".formatted(raw.origin(), e.getMessage()), e);
            }
        }
        return Sound.of(windows);
    }
}
