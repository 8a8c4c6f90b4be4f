package dev.cradlewatch.operators.image;

import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.bounded.MemoryBudget;
import java.io.Serializable;

/**
 * What all subtasks of a JVM share to colour pictures.
 *
 * @param methods the models
 * @param budget  the memory that decoding, models and encoding take together
 * @param release what gives this share back; a second call does nothing
 */
public record ColorWorkshop(ColorMethods methods, MemoryBudget budget, Runnable release) implements AutoCloseable {

    /** One that nobody shares: it closes its models. */
    public static ColorWorkshop of(ColorMethods methods, MemoryBudget budget) {
        return new ColorWorkshop(methods, budget, methods::close);
    }

    @Override
    public void close() {
        release.run();
    }

    /** Where an operator gets its share when it starts on a task manager; the operator closes what it was given. */
    @FunctionalInterface
    public interface Source extends Serializable {

        /** @throws ModelException if a model cannot be loaded */
        ColorWorkshop open() throws ModelException;
    }
}
