package dev.cradlewatch.operators.image;

import dev.cradlewatch.operators.stream.DeadLetterReason;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Files in a map. */
final class TestStore implements PictureStore {
    private static final long serialVersionUID = 1L;

    final Map<String, byte[]> files = new HashMap<>();
    int maxResultBytes;

    @Override
    public byte[] read(String uri, int maxBytes) throws RefusedRecordException {
        if (!files.containsKey(uri)) {
            throw new RefusedRecordException(DeadLetterReason.PICTURE_UNREACHABLE, uri);
        }
        return files.get(uri);
    }

    @Override
    public byte[] readResult(String uri, int maxBytes) throws RefusedRecordException {
        return read(uri, maxBytes);
    }

    @Override
    public int maxResultBytes() {
        return maxResultBytes;
    }

    @Override
    public String write(String device, String imageId, PictureFormat format, byte[] file) {
        var uri = "file:/colorized/%s/%s.%s"
                .formatted(device, imageId, format.name().toLowerCase(Locale.ROOT));
        files.put(uri, file);
        return uri;
    }
}
