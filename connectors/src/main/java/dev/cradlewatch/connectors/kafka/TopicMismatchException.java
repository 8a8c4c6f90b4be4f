package dev.cradlewatch.connectors.kafka;

import java.util.List;

/** Existing topics are not set up as the jobs need them; the message names each setting and the remedy. */
public final class TopicMismatchException extends Exception {

    TopicMismatchException(List<String> mismatches) {
        super(String.join("; ", mismatches));
    }
}
