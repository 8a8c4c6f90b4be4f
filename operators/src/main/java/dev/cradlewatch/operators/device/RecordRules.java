package dev.cradlewatch.operators.device;

import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.io.Serializable;

/** What must hold for the content of a record before anything is done with it. */
@FunctionalInterface
public interface RecordRules<T> extends Serializable {

    /** @throws RefusedRecordException with the first rule that the record breaks */
    void check(T record) throws RefusedRecordException;
}
