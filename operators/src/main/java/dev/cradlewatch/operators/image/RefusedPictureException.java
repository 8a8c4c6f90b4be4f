package dev.cradlewatch.operators.image;

import dev.cradlewatch.operators.stream.RefusedRecordException;

/** A file that is not taken as a picture; the message names the thing, the value and what was expected. */
public final class RefusedPictureException extends Exception {
    private final PictureFault fault;

    public RefusedPictureException(PictureFault fault, String detail) {
        super(detail);
        this.fault = fault;
    }

    public RefusedPictureException(PictureFault fault, String detail, Throwable cause) {
        super(detail, cause);
        this.fault = fault;
    }

    /** The same said of the record that the file came with. */
    public RefusedRecordException asRecord() {
        return new RefusedRecordException(fault.reason(), getMessage(), this);
    }

    public PictureFault fault() {
        return fault;
    }
}
