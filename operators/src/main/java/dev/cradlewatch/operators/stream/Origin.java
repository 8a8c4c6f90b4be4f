package dev.cradlewatch.operators.stream;

/** Where a record stands in the log; unique, so that a result can be traced to the bytes it came from. */
public record Origin(String topic, int partition, long offset) {

    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
