package dev.cradlewatch.models;

/** A model cannot be found, loaded or run. The message names the thing, its value and the remedy. */
public final class ModelException extends Exception {

    public ModelException(String message) {
        super(message);
    }

    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
