package dev.cradlewatch.operators.stream;

/** A record that must become a dead letter; the message is the dead letter's detail. */
public final class RefusedRecordException extends Exception {
    private final DeadLetterReason reason;

    public RefusedRecordException(DeadLetterReason reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    public RefusedRecordException(DeadLetterReason reason, String detail, Throwable cause) {
        super(detail, cause);
        this.reason = reason;
    }

    public DeadLetterReason reason() {
        return reason;
    }
}
