package dev.cradlewatch.models.color;

import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.bounded.BoundedSession;
import dev.cradlewatch.models.bounded.FloatTensor;
import dev.cradlewatch.models.bounded.ModelCache;
import dev.cradlewatch.models.card.ColorModelCard;
import dev.cradlewatch.models.card.ColorModelCard.Variant;
import dev.cradlewatch.models.card.ModelFolder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A colour model in a bounded session. Input {@code night_l} float [1, 1, H, W] and, of a model with a reference,
 * {@code day_lab} float [1, 3, H, W]; output {@code ab} float [1, 2, H, W] and, with a reference, {@code confidence}
 * float [1, 1, h, w] in [0, 1].
 */
final class OnnxColorModel implements ColorModel {

    static final String NIGHT = "night_l";
    static final String DAY = "day_lab";
    static final String AB = "ab";
    static final String CONFIDENCE = "confidence";

    /** How far a mean of values in [0, 1] may leave it by rounding. */
    private static final double ROUNDING = 1e-3;

    private final String name;
    private final ColorModelCard card;
    private final Variant variant;
    private final BoundedSession session;

    private OnnxColorModel(String name, ColorModelCard card, Variant variant, BoundedSession session) {
        this.name = name;
        this.card = card;
        this.variant = variant;
        this.session = session;
    }

    static OnnxColorModel load(ModelFolder folder, String variantName, ModelCache cache, int threads)
            throws ModelException {
        var card = folder.colorCard();
        var variant = card.variants().get(variantName);
        if (variant == null) {
            throw new ModelException(folder + ": card.json has no variant " + variantName + ": it has "
                    + card.variants().keySet() + " (check the name)");
        }
        var name = card.nameAndVersion(variantName);
        var session = BoundedSession.open(
                name, cache.graphOf(folder, variant.file(), variant.sha256(), card.sideMultiple()), threads);
        try {
            check(folder + ": " + variant.file(), card, session);
        } catch (ModelException e) {
            session.close();
            throw e;
        }
        return new OnnxColorModel(name, card, variant, session);
    }

    private static void check(String file, ColorModelCard card, BoundedSession session) throws ModelException {
        var inputs = card.reference() ? List.of(DAY, NIGHT) : List.of(NIGHT);
        var outputs = card.reference() ? List.of(AB, CONFIDENCE) : List.of(AB);
        if (!List.copyOf(session.inputs().keySet()).equals(inputs)
                || !List.copyOf(session.outputs().keySet()).equals(outputs)) {
            throw new ModelException(file + " takes " + session.inputs().keySet() + " and gives "
                    + session.outputs().keySet() + ": expected " + inputs + " and " + outputs
                    + " (export it again, or correct reference in the card)");
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean usesReference() {
        return card.reference();
    }

    @Override
    public long heldBytes() {
        return variant.heldBytes();
    }

    @Override
    public long peakBytes(PictureSize size) {
        requireFitting(size);
        return variant.runBytes() + (long) Math.ceil(variant.runBytesPerPixel() * size.pixels());
    }

    @Override
    public Colors colors(Luminance night, Optional<LabPicture> day) throws ModelException {
        var size = new PictureSize(night.widthPx(), night.heightPx());
        requireFitting(size);
        if (day.isPresent() != card.reference()) {
            throw new IllegalArgumentException(name
                    + (card.reference() ? " needs a day picture: none given" : " takes no day picture: one given"));
        }
        var inputs = new HashMap<String, FloatTensor>();
        inputs.put(NIGHT, new FloatTensor(night.l(), 1, 1, size.heightPx(), size.widthPx()));
        if (day.isPresent()) {
            inputs.put(DAY, new FloatTensor(scaled(day.get(), size), 1, 3, size.heightPx(), size.widthPx()));
        }
        var outputs = session.run(inputs);
        return new Colors(chroma(outputs.get(AB), size), confidence(outputs));
    }

    private void requireFitting(PictureSize size) {
        if (size.widthPx() % card.sideMultiple() != 0 || size.heightPx() % card.sideMultiple() != 0) {
            throw new IllegalArgumentException(
                    name + ": picture of " + size + " pixels: expected multiples of " + card.sideMultiple());
        }
    }

    private static float[] scaled(LabPicture day, PictureSize size) {
        var from = new PictureSize(day.luminance().widthPx(), day.luminance().heightPx());
        int pixels = Math.toIntExact(size.pixels());
        var lab = new float[3 * pixels];
        PlaneScaling.scale(day.luminance().l(), from, lab, 0, size);
        PlaneScaling.scale(day.chroma().a(), from, lab, pixels, size);
        PlaneScaling.scale(day.chroma().b(), from, lab, 2 * pixels, size);
        return lab;
    }

    private Chroma chroma(FloatTensor ab, PictureSize size) throws ModelException {
        int pixels = Math.toIntExact(size.pixels());
        if (ab.values().length != 2 * pixels) {
            throw new ModelException(name + ": " + ab.values().length + " values of a and b for " + size
                    + " pixels: expected two for each (export the model again)");
        }
        var a = new float[pixels];
        var b = new float[pixels];
        System.arraycopy(ab.values(), 0, a, 0, pixels);
        System.arraycopy(ab.values(), pixels, b, 0, pixels);
        for (int i = 0; i < pixels; i++) {
            if (!Float.isFinite(a[i]) || !Float.isFinite(b[i])) {
                throw new ModelException(name + ": (a, b) of pixel " + i + " is (" + a[i] + ", " + b[i]
                        + "): expected numbers (check the picture's L; then the export)");
            }
        }
        return new Chroma(size.widthPx(), size.heightPx(), a, b);
    }

    private OptionalDouble confidence(Map<String, FloatTensor> outputs) throws ModelException {
        var map = outputs.get(CONFIDENCE);
        if (map == null) {
            return OptionalDouble.empty();
        }
        double sum = 0;
        for (float value : map.values()) {
            sum += value;
        }
        double mean = sum / map.values().length;
        if (!(mean >= -ROUNDING && mean <= 1 + ROUNDING)) {
            throw new ModelException(name + ": mean confidence " + mean + ": expected [0, 1] (export the model again)");
        }
        return OptionalDouble.of(Math.max(0, Math.min(1, mean)));
    }

    @Override
    public void close() {
        session.close();
    }
}
