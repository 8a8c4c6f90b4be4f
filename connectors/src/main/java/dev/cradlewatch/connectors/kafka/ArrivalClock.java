package dev.cradlewatch.connectors.kafka;

/** Whose clock gives the records of a topic their timestamp, which the jobs read as arrival. */
public enum ArrivalClock {
    /** The broker's, at the time of writing: for live topics, because no device can then lie about arrival. */
    BROKER("LogAppendTime"),
    /** The producer's, which may be simulated: for replays and tests. */
    PRODUCER("CreateTime");

    private final String timestampType;

    ArrivalClock(String timestampType) {
        this.timestampType = timestampType;
    }

    /** Kafka's name of it, the value of {@code message.timestamp.type}. */
    String timestampType() {
        return timestampType;
    }
}
