package dev.cradlewatch.models.color;

import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.bounded.ModelCache;
import dev.cradlewatch.models.card.ColorModelCard;
import dev.cradlewatch.models.card.ModelFolder;
import java.nio.file.Path;

/** Loads colour models. The caller owns, and closes, what it loads; subtasks of one JVM take a {@link SharedColorModel}. */
public final class ColorModels {

    private static final String EIGHT_BITS = "u8";
    private static final String EIGHT_BITS_SUFFIX = "-" + EIGHT_BITS;

    private ColorModels() {}

    /**
     * Loads a built-in model: {@code color-auto} or {@code color-ref}, or their twins in 8 bits, {@code color-auto-u8}
     * and {@code color-ref-u8}.
     *
     * @param threads threads of one run, at least one
     * @throws ModelException if there is no such model, its files do not fit each other, or they cannot be laid out in
     *                        this user's cache
     */
    public static ColorModel load(String name, int threads) throws ModelException {
        var eightBits = name.endsWith(EIGHT_BITS_SUFFIX);
        var folder = eightBits ? name.substring(0, name.length() - EIGHT_BITS_SUFFIX.length()) : name;
        return OnnxColorModel.load(
                ModelFolder.builtIn(folder),
                eightBits ? EIGHT_BITS : ColorModelCard.FLOATS,
                ModelCache.ofThisUser(),
                threads);
    }

    /**
     * Loads a model from a folder with card.json and the ONNX files that it names.
     *
     * @param variant {@code fp32} or {@code u8}
     * @param cache   where the model is laid out for mapping
     * @param threads threads of one run, at least one
     * @throws ModelException if the folder holds no such model or its files do not fit each other
     */
    public static ColorModel load(Path folder, String variant, ModelCache cache, int threads) throws ModelException {
        return OnnxColorModel.load(ModelFolder.at(folder), variant, cache, threads);
    }
}
