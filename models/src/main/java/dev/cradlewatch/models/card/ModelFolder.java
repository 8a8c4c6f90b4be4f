package dev.cradlewatch.models.card;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cradlewatch.models.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** One model's folder, card.json, ONNX file and what else there is: one of the built-in models, or somebody's own on a disk. */
public final class ModelFolder {

    private static final String RESOURCES = "/dev/cradlewatch/models/";

    private final String place;
    private final Opener opener;

    private ModelFolder(String place, Opener opener) {
        this.place = place;
        this.opener = opener;
    }

    /** The built-in model of that name, from the class path. */
    public static ModelFolder builtIn(String name) {
        return new ModelFolder("built-in model " + name, file -> {
            var in = ModelFolder.class.getResourceAsStream(RESOURCES + name + "/" + file);
            if (in == null) {
                throw new ModelException("built-in model " + name + ": " + file
                        + " is not on the class path: check the name, or build the models module again");
            }
            return in;
        });
    }

    /** Whether there is a built-in model of that name. */
    public static boolean isBuiltIn(String name) {
        return ModelFolder.class.getResource(RESOURCES + name + "/card.json") != null;
    }

    /** A model in a folder of the caller's own. */
    public static ModelFolder at(Path folder) {
        return new ModelFolder("model folder " + folder, file -> {
            var path = folder.resolve(file);
            if (!Files.isRegularFile(path)) {
                throw new ModelException("model folder " + folder + ": no file " + file + ": a model needs card.json"
                        + " and the ONNX file that the card names");
            }
            return Files.newInputStream(path);
        });
    }

    /** @throws ModelException if the card is absent or wrong, or not that of a cry model */
    public ModelCard card() throws ModelException {
        return card(ModelCard.class);
    }

    /** @throws ModelException if the card is absent or wrong, or not that of a colour model */
    public ColorModelCard colorCard() throws ModelException {
        return card(ColorModelCard.class);
    }

    /** @throws ModelException if the card is absent or wrong, or names no single file */
    public FileCard fileCard() throws ModelException {
        return card(FileCard.class);
    }

    private <T> T card(Class<T> type) throws ModelException {
        try (var in = opener.open("card.json")) {
            return new ObjectMapper().readValue(in, type);
        } catch (JsonProcessingException e) {
            var reason = e.getCause() instanceof IllegalArgumentException cause
                    ? cause.getMessage()
                    : e.getOriginalMessage();
            throw new ModelException(place + ": card.json: " + reason + " (correct the card)", e);
        } catch (IOException e) {
            throw new ModelException(place + ": card.json cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * The bytes of the ONNX file that the card names.
     *
     * @throws ModelException if the file is absent, or is not the one whose sha256 the card gives
     */
    public byte[] model(ModelCard card) throws ModelException {
        var model = bytes(card.file());
        requireDigest(card.file(), Sha256.of(model), card.sha256());
        return model;
    }

    /**
     * Copies a file of the folder, without holding all of it.
     *
     * @param sha256 what the card says that the file is
     * @param target the copy; replaced if it exists, and to be thrown away if this fails
     * @throws IOException    if the copy cannot be written
     * @throws ModelException if the file is absent, or is another one
     */
    public void copy(String file, String sha256, Path target) throws IOException, ModelException {
        String found;
        try (var in = opener.open(file);
                var out = Files.newOutputStream(target)) {
            found = Sha256.ofCopy(in, out);
        }
        requireDigest(file, found, sha256);
    }

    private void requireDigest(String file, String found, String expected) throws ModelException {
        if (!found.equals(expected)) {
            throw new ModelException(place + ": " + file + " has sha256 " + found + ", its card says " + expected
                    + ": restore the file or the card; they belong together");
        }
    }

    /**
     * The bytes of any file of the folder.
     *
     * @throws ModelException if it is absent or cannot be read
     */
    public byte[] bytes(String file) throws ModelException {
        try (var in = opener.open(file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new ModelException(place + ": " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return place;
    }

    @FunctionalInterface
    private interface Opener {
        InputStream open(String file) throws IOException, ModelException;
    }
}
