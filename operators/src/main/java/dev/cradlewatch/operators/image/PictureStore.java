package dev.cradlewatch.operators.image;

import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.io.IOException;
import java.io.Serializable;

/** Where pictures lie that are too large for a topic: uploads, and results. */
public interface PictureStore extends Serializable {

    /**
     * The file of an upload.
     *
     * @throws RefusedRecordException if the URI leads outside the place of uploads or to nothing, or the file is larger than that
     * @throws IOException            if the place does not answer
     */
    byte[] read(String uri, int maxBytes) throws RefusedRecordException, IOException;

    /**
     * The file of a result.
     *
     * @throws RefusedRecordException as {@link #read}, of the place of results
     * @throws IOException            if the place does not answer
     */
    byte[] readResult(String uri, int maxBytes) throws RefusedRecordException, IOException;

    /** Largest result that can be written, in bytes; 0 if there is no place for results. */
    int maxResultBytes();

    /**
     * Writes a result's file, whole before it has its name; written again it is the same file.
     *
     * @return its URI
     * @throws IOException if the place does not take it
     */
    String write(String device, String imageId, PictureFormat format, byte[] file) throws IOException;
}
