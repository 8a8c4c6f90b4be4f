package dev.cradlewatch.operators.alert;

import dev.cradlewatch.operators.audio.CryLevel;
import dev.cradlewatch.operators.device.DeviceEvent;
import dev.cradlewatch.operators.device.DeviceEventKind;
import dev.cradlewatch.operators.device.LivenessChange;
import dev.cradlewatch.operators.stream.Heard;
import dev.cradlewatch.operators.stream.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The alert logic of one household, as a function from state and signal to state and alerts. Knows no Flink and no clock: the
 * caller says what time it is.
 *
 * <p>An episode opens when the posterior of any monitor passes the household's opening level, lives while any of them is not
 * quiet, and closes after a while of quiet: so two monitors that hear one cry make one alert. A monitor that goes dark while
 * somebody cries there closes nothing: that is told as such.
 */
public final class AlertMachine {
    private final AlertPolicy policy;

    public AlertMachine(AlertPolicy policy) {
        this.policy = policy;
    }

    /** What a signal changes and causes. */
    public Outcome on(HouseholdState state, HouseholdSignal signal, HouseholdSettings settings, Instant now) {
        if (signal instanceof HouseholdSignal.Level level) {
            return onLevel(state, level.level(), settings, now);
        }
        if (signal instanceof HouseholdSignal.Report report) {
            return onReport(state, report.event(), settings, now);
        }
        if (signal instanceof HouseholdSignal.Answer answer) {
            return Answers.take(state, answer.feedback());
        }
        return onLiveness(state, ((HouseholdSignal.Liveness) signal).change(), settings);
    }

    /** When something may be due although no signal comes. */
    Optional<Instant> due(HouseholdState state) {
        return state.devices().values().stream().flatMap(this::dueTimes).min(Instant::compareTo);
    }

    /** The time that {@link #due} named has come. */
    Outcome onWake(HouseholdState state, HouseholdSettings settings, Instant now) {
        var outcome = Outcome.nothing(state);
        for (var device : state.devices().keySet().stream().sorted().toList()) {
            outcome = outcome.then(wakeDevice(outcome.state(), device, settings, now));
        }
        return outcome.then(closeIfQuiet(outcome.state(), settings, now));
    }

    /** Nothing comes any more: backlogs are told, and silence means nothing. */
    Outcome onEnd(HouseholdState state, HouseholdSettings settings) {
        var outcome = Outcome.nothing(state);
        for (var device : state.devices().keySet().stream().sorted().toList()) {
            outcome = outcome.then(tellBacklog(outcome.state(), device, settings, Instant.MAX));
        }
        return outcome;
    }

    private Outcome onLevel(HouseholdState state, CryLevel level, HouseholdSettings settings, Instant now) {
        var device = level.window().device();
        var track = state.device(device);
        var openAt = policy.openAt(settings.sensitivity());
        if (level.window().lane() == Lane.LATE) {
            return Outcome.nothing(
                    level.posterior() < openAt
                            ? state
                            : state.with(device, track.with(track.late().heard(level, now, policy))));
        }
        var eased = track.local().active(now, policy) ? easedOpening(openAt) : openAt;
        var next = track.with(track.run().heard(level, eased, now, policy)).leveledAt(now);
        var end = level.window().end();
        var told = tellCrying(state.with(device, next), device, settings, end);
        return told.then(closeIfQuiet(told.state(), settings, end));
    }

    private Outcome onReport(HouseholdState state, Heard<DeviceEvent> heard, HouseholdSettings settings, Instant now) {
        var event = heard.record();
        var track = state.device(event.device()).signedAt(heard.at());
        if (heard.lane() == Lane.LIVE && event.kind() == DeviceEventKind.CRY_ONSET) {
            track = track.with(new LocalCry(heard.at(), now, event.score()));
        } else if (heard.lane() == Lane.LIVE && event.kind() == DeviceEventKind.CRY_OFFSET) {
            track = track.with(LocalCry.none());
        } else if (track.run().crying() && isLocalOnly(track, now)) {
            track = track.with(
                    track.run().heardLocally(heard.at(), now, track.local().score()));
        }
        if (!wentQuiet(track, now)) {
            return Outcome.nothing(state.with(event.device(), track));
        }
        return closeIfQuiet(state.with(event.device(), track.with(track.run().ended())), settings, now);
    }

    private Outcome onLiveness(HouseholdState state, LivenessChange change, HouseholdSettings settings) {
        return change.online() ? back(state, change) : lost(state, change, settings);
    }

    private static Outcome back(HouseholdState state, LivenessChange change) {
        var id = AlertIds.outage(change.household(), change.device(), change.lastHeard());
        var track = state.device(change.device());
        return new Outcome(
                state.with(change.device(), track.with(Outage.none())),
                List.of(new Alert(
                        id,
                        track.outage().isAlert(id) ? track.outage().version() + 1 : 2,
                        change.household(),
                        AlertKind.MONITOR_BACK,
                        Severity.INFO,
                        Silence.KIND,
                        change.lastHeard(),
                        change.at(),
                        List.of(state.device(change.device()).evidence(change.device())))));
    }

    /** An open episode ends without QUIET_AGAIN if nobody else hears it: nobody knows that it is quiet. */
    private static Outcome lost(HouseholdState state, LivenessChange change, HouseholdSettings settings) {
        var track = state.device(change.device());
        var outage = new Outage(
                AlertIds.outage(change.household(), change.device(), change.lastHeard()), 1, change.lastHeard());
        var alert = new Alert(
                outage.id(),
                outage.version(),
                change.household(),
                AlertKind.MONITOR_OFFLINE,
                track.run().crying() ? Severity.CRITICAL : Severity.WARNING,
                settings.quietHours().contains(change.at()) ? Silence.QUIET_HOURS : Silence.NONE,
                change.lastHeard(),
                change.at(),
                List.of(track.evidence(change.device())));
        var lost = state.with(
                change.device(),
                track.with(CryRun.quiet()).with(LocalCry.none()).with(outage));
        return new Outcome(lost.anyCrying() ? lost : lost.with(Episode.none()), List.of(alert));
    }

    private Outcome wakeDevice(HouseholdState state, String device, HouseholdSettings settings, Instant now) {
        var track = state.device(device);
        if (isLocalOnly(track, now) && !track.run().crying()) {
            var local = track.local();
            var crying = track.with(track.run().heardLocally(local.since(), now, local.score()));
            var told = tellCrying(state.with(device, crying), device, settings, local.since());
            return told.then(tellBacklog(told.state(), device, settings, now));
        }
        if (wentQuiet(track, now)) {
            return tellBacklog(state.with(device, track.with(track.run().ended())), device, settings, now);
        }
        return tellBacklog(state, device, settings, now);
    }

    /**
     * No audio comes any more, and the monitor said something that long after its last cry: its gate had nothing to stream. What
     * it said earlier proves nothing, because the network may have failed since.
     */
    private boolean wentQuiet(DeviceTrack track, Instant now) {
        return track.run().crying()
                && !isLocalOnly(track, now)
                && !now.isBefore(track.run().lastCryAt().plus(policy.quietFor()))
                && !track.lastSign().isBefore(track.run().lastCry().plus(policy.quietFor()));
    }

    /** The monitor hears a cry, and its audio does not come. */
    private boolean isLocalOnly(DeviceTrack track, Instant now) {
        return track.local().active(now, policy) && !now.isBefore(audioMissingAt(track));
    }

    private Instant audioMissingAt(DeviceTrack track) {
        var noticed = track.local().noticedAt();
        return (track.lastLevel().isAfter(noticed) ? track.lastLevel() : noticed).plus(policy.localPatience());
    }

    private Stream<Instant> dueTimes(DeviceTrack track) {
        var times = Stream.<Instant>builder();
        if (track.run().crying()) {
            times.add(track.run().lastCryAt().plus(policy.quietFor()));
        } else if (track.local().isOn()) {
            times.add(audioMissingAt(track));
        }
        if (!track.late().told()) {
            times.add(track.late().noticedAt().plus(policy.summaryAfter()));
        }
        return times.build();
    }

    private Outcome tellBacklog(HouseholdState state, String device, HouseholdSettings settings, Instant now) {
        var track = state.device(device);
        var late = track.late();
        if (late.told() || now.isBefore(late.noticedAt().plus(policy.summaryAfter()))) {
            return Outcome.nothing(state);
        }
        var told = late.nowTold();
        var summary = new Alert(
                AlertIds.backlog(settings.household(), device, late.first()),
                told.version(),
                settings.household(),
                AlertKind.CRIED_WHILE_OFFLINE,
                Severity.WARNING,
                Silence.KIND,
                late.first(),
                late.last(),
                List.of(new DeviceEvidence(device, 0, late.peak(), late.seconds(), false)));
        return new Outcome(state.with(device, track.with(told)), List.of(summary));
    }

    /** Opens the episode, or tells that it goes on. */
    private Outcome tellCrying(HouseholdState state, String device, HouseholdSettings settings, Instant at) {
        var run = state.device(device).run();
        if (!run.crying()) {
            return Outcome.nothing(state);
        }
        var episode = state.episode();
        if (!episode.isOpen()) {
            var opened = new Episode(
                    AlertIds.cry(settings.household(), at), 1, run.risingSince(), at, Acknowledgement.none());
            return cryAlert(state.with(opened), AlertKind.CRYING, Severity.WARNING, settings, at);
        }
        var isDue = Duration.between(episode.toldAt(), at).compareTo(policy.stillCryingEvery()) >= 0;
        return isDue && run.lastCry().equals(at)
                ? cryAlert(state.with(episode.told(at)), AlertKind.STILL_CRYING, Severity.CRITICAL, settings, at)
                : Outcome.nothing(state);
    }

    private Outcome closeIfQuiet(HouseholdState state, HouseholdSettings settings, Instant at) {
        if (!state.episode().isOpen() || state.anyCrying()) {
            return Outcome.nothing(state);
        }
        var closed = cryAlert(state.with(state.episode().told(at)), AlertKind.QUIET_AGAIN, Severity.INFO, settings, at);
        return new Outcome(closed.state().with(Episode.none()), closed.alerts());
    }

    private Outcome cryAlert(
            HouseholdState state, AlertKind kind, Severity severity, HouseholdSettings settings, Instant at) {
        var episode = state.episode();
        var alert = new Alert(
                episode.id(),
                episode.version(),
                settings.household(),
                kind,
                severity,
                silence(kind, episode, settings, at),
                episode.startedAt(),
                at,
                state.evidence(),
                episode.acknowledgement());
        return new Outcome(state, List.of(alert));
    }

    /** The opening posterior when the monitor heard it too. */
    private double easedOpening(double openAt) {
        return 1 / (1 + (1 / openAt - 1) * Math.exp(policy.localBonus()));
    }

    private Silence silence(AlertKind kind, Episode episode, HouseholdSettings settings, Instant at) {
        if (kind == AlertKind.QUIET_AGAIN) {
            return Silence.KIND;
        }
        var acknowledgement = episode.acknowledgement();
        if (acknowledgement.isGiven() && at.isBefore(acknowledgement.at().plus(policy.acknowledgedFor()))) {
            return Silence.ACKNOWLEDGED;
        }
        if (at.isBefore(settings.snoozedUntil())) {
            return Silence.SNOOZED;
        }
        return settings.quietHours().contains(at) ? Silence.QUIET_HOURS : Silence.NONE;
    }
}
