package dev.cradlewatch.models.cry;

import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.card.ModelFolder;
import java.nio.file.Path;

/** Loads cry models. The caller owns, and closes, what it loads; subtasks of one JVM take a {@link SharedCryModel}. */
public final class CryModels {

    private CryModels() {}

    /**
     * Loads a built-in model, {@code cry-full} for example.
     *
     * @param threads threads of one run, at least one
     * @throws ModelException if there is no such model or its files do not fit each other
     */
    public static CryModel load(String name, int threads) throws ModelException {
        return OnnxCryModel.load(ModelFolder.builtIn(name), threads);
    }

    /**
     * Loads a model from a folder with card.json and the ONNX file that it names.
     *
     * @param threads threads of one run, at least one
     * @throws ModelException if the folder holds no model or its files do not fit each other
     */
    public static CryModel load(Path folder, int threads) throws ModelException {
        return OnnxCryModel.load(ModelFolder.at(folder), threads);
    }
}
