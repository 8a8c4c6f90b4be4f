package dev.cradlewatch.jobs.notify;

import dev.cradlewatch.operators.notify.Delivery;
import dev.cradlewatch.operators.stream.DeadLetter;
import org.apache.flink.api.connector.sink2.Sink;

/** Where the job writes what became of its messages, and what it could not read. */
public record NotifyOutputs(Sink<Delivery> deliveries, Sink<DeadLetter> deadLetters) {}
