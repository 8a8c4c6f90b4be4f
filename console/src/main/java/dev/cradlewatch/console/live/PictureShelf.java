package dev.cradlewatch.console.live;

import dev.cradlewatch.operators.image.ColorizedImage;
import dev.cradlewatch.operators.stream.Origin;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A monitor's newest pictures: where they stand in the log, not the pictures. Not thread-safe. */
final class PictureShelf {
    private static final int MOST = 500;

    private final Map<String, PicturePair> pairs = new LinkedHashMap<>();

    void take(ColorizedImage image, Origin origin) {
        var pair = new PicturePair(
                image.imageId(),
                image.takenAt(),
                image.widthPx(),
                image.heightPx(),
                image.model(),
                !image.referenceImageId().isEmpty(),
                image.source(),
                origin);
        pairs.remove(image.imageId());
        pairs.put(image.imageId(), pair);
        if (pairs.size() > MOST) {
            pairs.remove(pairs.keySet().iterator().next());
        }
    }

    Optional<PicturePair> find(String imageId) {
        return Optional.ofNullable(pairs.get(imageId));
    }

    Optional<PicturePair> newest() {
        return pairs.values().stream().reduce((one, other) -> other.takenAt().isBefore(one.takenAt()) ? one : other);
    }
}
