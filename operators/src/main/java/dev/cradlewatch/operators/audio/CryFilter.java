package dev.cradlewatch.operators.audio;

import java.io.Serializable;
import java.time.Duration;

/**
 * Forward filter of a two-state (quiet, crying) hidden Markov model: turns the probabilities of single windows into the
 * posterior that somebody cries now. A lone loud second moves it little, a cry of some seconds moves it to one, and it
 * forgets while nothing is heard. (Rabiner 1989, "A Tutorial on Hidden Markov Models", section III.A.)
 *
 * @param enterPerSecond  chance per second that a quiet baby begins to cry
 * @param leavePerSecond  chance per second that a crying baby stops
 * @param weight          trust in one window, 0 to 1; below 1 because neighbouring windows share their context
 * @param baseProbability window probability that speaks neither for crying nor for quiet
 * @param clampLogit      the log-odds of one window are cut to plus and minus this
 * @param sureWeight      trust in log-odds over {@code sureLogit}, on top: what is nearly sure rings within two or three
 *                        windows, what is doubtful must last
 * @param sureLogit       log-odds above which a window counts as nearly sure
 */
public record CryFilter(
        double enterPerSecond,
        double leavePerSecond,
        double weight,
        double baseProbability,
        double clampLogit,
        double sureWeight,
        double sureLogit)
        implements Serializable {
    private static final Duration SECOND = Duration.ofSeconds(1);
    /** What the full model says of most windows that a gate holds back. */
    private static final double QUIET_PROBABILITY = 0.005;
    /** After so many the posterior no longer changes. */
    private static final long SECONDS_TO_SETTLE = 120;

    public static CryFilter defaults() {
        return new CryFilter(1.0 / 4_400, 1.0 / 60, 0.22, 0.033, 5.7, 2, 2.4);
    }

    /** The posterior after a long time in which nothing was heard. */
    public double prior() {
        return enterPerSecond / (enterPerSecond + leavePerSecond);
    }

    /** The posterior after a time in which nothing was heard; decays from {@code posterior} to {@link #prior()}. */
    public double decayed(double posterior, Duration silence) {
        var seconds = Math.max(0, silence.toMillis() / 1_000.0);
        return prior() + (posterior - prior()) * Math.pow(1 - enterPerSecond - leavePerSecond, seconds);
    }

    /**
     * The posterior after a pause in which the monitor listened and its gate let nothing through: each second counts as one in
     * which the model heard nothing like a cry.
     */
    public double quieted(double posterior, Duration pause) {
        var quieter = posterior;
        for (var second = 0L; second < Math.min(SECONDS_TO_SETTLE, pause.toSeconds()); second++) {
            quieter = updated(quieter, SECOND, QUIET_PROBABILITY);
        }
        return quieter;
    }

    /**
     * The posterior after one more window.
     *
     * @param posterior   before it
     * @param elapsed     time from the end of the window before to the end of this one
     * @param probability of crying in this window
     */
    public double updated(double posterior, Duration elapsed, double probability) {
        var clamped = Math.max(-clampLogit, Math.min(clampLogit, logit(probability)));
        var evidence = weight * (clamped - logit(baseProbability)) + sureWeight * Math.max(0, clamped - sureLogit);
        return 1 / (1 + Math.exp(-(logit(decayed(posterior, elapsed)) + evidence)));
    }

    private static double logit(double probability) {
        var inside = Math.max(1e-9, Math.min(1 - 1e-9, probability));
        return Math.log(inside / (1 - inside));
    }
}
