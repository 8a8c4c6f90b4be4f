package dev.cradlewatch.connectors.picture;

import dev.cradlewatch.operators.image.PictureFormat;
import dev.cradlewatch.operators.image.PictureStore;
import dev.cradlewatch.operators.stream.DeadLetterReason;
import dev.cradlewatch.operators.stream.RefusedRecordException;

/** No place for large pictures: uploads by URI are refused, results are made small enough for their topic. */
public record NoPictureStore() implements PictureStore {

    @Override
    public byte[] read(String uri, int maxBytes) throws RefusedRecordException {
        throw new RefusedRecordException(
                DeadLetterReason.PICTURE_UNREACHABLE,
                "picture at %s: no place of uploads is configured (send the picture in the record)".formatted(uri));
    }

    @Override
    public byte[] readResult(String uri, int maxBytes) throws RefusedRecordException {
        throw new RefusedRecordException(
                DeadLetterReason.PICTURE_UNREACHABLE,
                "picture at %s: no place of results is configured".formatted(uri));
    }

    @Override
    public int maxResultBytes() {
        return 0;
    }

    @Override
    public String write(String device, String imageId, PictureFormat format, byte[] file) {
        throw new IllegalStateException("a result of %d bytes: there is no place for it".formatted(file.length));
    }
}
