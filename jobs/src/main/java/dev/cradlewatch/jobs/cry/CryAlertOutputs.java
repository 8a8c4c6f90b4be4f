package dev.cradlewatch.jobs.cry;

import dev.cradlewatch.operators.alert.Alert;
import dev.cradlewatch.operators.audio.ScoredWindow;
import dev.cradlewatch.operators.stream.DeadLetter;
import org.apache.flink.api.connector.sink2.Sink;

/** Where the job writes. */
public record CryAlertOutputs(Sink<Alert> alerts, Sink<ScoredWindow> scores, Sink<DeadLetter> deadLetters) {}
