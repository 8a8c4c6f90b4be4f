package dev.cradlewatch.jobs.color;

import dev.cradlewatch.operators.image.ColorizedImage;
import dev.cradlewatch.operators.stream.DeadLetter;
import org.apache.flink.api.connector.sink2.Sink;

/** Where the job writes. */
public record NightColorOutputs(Sink<ColorizedImage> images, Sink<DeadLetter> deadLetters) {}
