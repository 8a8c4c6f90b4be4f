package dev.cradlewatch.models.color;

import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.bounded.BoundedSession;
import dev.cradlewatch.models.bounded.FloatTensor;
import dev.cradlewatch.models.bounded.ModelCache;
import dev.cradlewatch.models.card.ModelFolder;
import java.util.Map;

/**
 * A fixed network to compare pictures by: EfficientNet-Lite0 (Tan and Le 2019) as published, learnt from ImageNet
 * photographs and not trained here. It gives the features that the Frechet distance of {@code eval color} is measured in,
 * and those of its perceptual distance. Safe for use by several threads.
 */
public final class PictureFeatures implements AutoCloseable {
    /** Pixels of a side of the pictures that it takes. */
    public static final int SIDE_PX = 256;

    private static final String MODEL = "picture-features";

    private final String name;
    private final BoundedSession session;

    private PictureFeatures(String name, BoundedSession session) {
        this.name = name;
        this.session = session;
    }

    /** @throws ModelException if the built-in network cannot be loaded */
    public static PictureFeatures load() throws ModelException {
        var folder = ModelFolder.builtIn(MODEL);
        var card = folder.fileCard();
        var graph = ModelCache.ofThisUser().graphOf(folder, card.file(), card.sha256(), SIDE_PX);
        return new PictureFeatures(card.nameAndVersion(), BoundedSession.open(card.nameAndVersion(), graph, 1));
    }

    /** Name and version. */
    public String name() {
        return name;
    }

    /**
     * What the network sees in a picture.
     *
     * @param picture {@link #SIDE_PX} x {@link #SIDE_PX}
     * @throws IllegalArgumentException if the picture has another size
     * @throws ModelException           if the runtime fails
     */
    public PictureTraits of(RgbPicture picture) throws ModelException {
        if (picture.widthPx() != SIDE_PX || picture.heightPx() != SIDE_PX) {
            throw new IllegalArgumentException("picture of %d x %d pixels: expected %d x %d"
                    .formatted(picture.widthPx(), picture.heightPx(), SIDE_PX, SIDE_PX));
        }
        var input = new FloatTensor(planes(picture), 1, 3, SIDE_PX, SIDE_PX);
        var found = session.run(Map.of("rgb", input));
        return new PictureTraits(
                found.get("pooled").values(), found.get("levels").values());
    }

    private static float[] planes(RgbPicture picture) {
        var rgb = picture.rgb();
        var planes = new float[3 * rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            planes[i] = rgb[i] >> 16 & 0xff;
            planes[rgb.length + i] = rgb[i] >> 8 & 0xff;
            planes[2 * rgb.length + i] = rgb[i] & 0xff;
        }
        return planes;
    }

    @Override
    public void close() {
        session.close();
    }
}
