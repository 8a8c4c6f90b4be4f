package dev.cradlewatch.jobs.watch;

import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.stream.DeadLetter;
import java.util.List;

/**
 * What was read so far; records delivered more than once count once.
 *
 * @param scoredWindows different windows that were scored
 * @param alerts        every version of every alert, in the order of the topic
 * @param deadLetters   dead letters
 */
public record Results(long scoredWindows, List<Alert> alerts, List<DeadLetter> deadLetters) {

    public long deadWindows(String topic) {
        return deadLetters.stream()
                .filter(letter -> letter.origin().topic().equals(topic))
                .count();
    }
}
