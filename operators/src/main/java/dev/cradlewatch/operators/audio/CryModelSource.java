package dev.cradlewatch.operators.audio;

import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.cry.CryModel;
import java.io.Serializable;

/** Where an operator gets its model when it starts on a task manager; the operator closes what it was given. */
@FunctionalInterface
public interface CryModelSource extends Serializable {

    /** @throws ModelException if the model cannot be loaded */
    CryModel open() throws ModelException;
}
