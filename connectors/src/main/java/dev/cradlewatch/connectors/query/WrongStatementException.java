package dev.cradlewatch.connectors.query;

/** A statement that is not SQL, names what is not there, or asks for more than to read the history; the message says which. */
public final class WrongStatementException extends Exception {
    private static final long serialVersionUID = 1L;

    WrongStatementException(String message) {
        super(message);
    }
}
