package dev.cradlewatch.models.bounded;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession.SessionOptions;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.card.ModelFolder;
import dev.cradlewatch.models.onnx.file.OnnxModel;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Models laid out for mapping: the graph, cut at its widest places and as ONNX Runtime optimizes it for this processor, and its weights in a file
 * beside it, in the order and layout that the kernels read. A session of such files maps the weights instead of copying
 * them, so all processes share them and the kernel may drop them under pressure.
 *
 * <p>An entry is a folder named by what it depends on: the model's sha256, how it is laid out, the runtime's version and
 * the processor. It is written beside its place and appears by a rename, whole or not at all; nothing in it is ever changed. Several
 * processes may make the same one at once: the first wins, the others use it. One whose files have changed is made
 * anew. The folder may be deleted at any time.
 */
public final class ModelCache {

    /** Smaller initializers stay in the graph: scalars and biases. */
    private static final String MIN_MAPPED_BYTES = "1024";

    /** Part of an entry's name; to be raised when this class lays models out differently. */
    private static final int LAYOUT = 5;

    private final Path folder;

    /** @param folder where entries are kept; made when the first is */
    public ModelCache(Path folder) {
        this.folder = folder;
    }

    /** The cache of this user, see {@link CacheFolder}. */
    public static ModelCache ofThisUser() throws ModelException {
        return new ModelCache(CacheFolder.ofThisUser());
    }

    /**
     * The graph of a model, laid out; its weights lie beside it.
     *
     * @param rowMultiple rows of every picture that it is given are a multiple of this, see {@link RowBands}; 1 if it
     *                    is given no pictures
     * @param sha256 of the file, lower-case hex
     * @throws ModelException if the file is absent, is another one, is refused by ONNX Runtime, or the cache cannot be
     *                        written
     */
    public Path graphOf(ModelFolder model, String file, String sha256, int rowMultiple) throws ModelException {
        try {
            var entry = new CacheEntry(folder.resolve(
                    sha256.substring(0, 32) + "-" + LAYOUT + "-" + rowMultiple + "-" + Processor.fingerprint()));
            if (!entry.isWhole()) {
                make(entry, model, file, sha256, rowMultiple);
            }
            return entry.graph();
        } catch (IOException e) {
            throw new ModelException(
                    model + ": " + file + " cannot be laid out in " + folder + ": " + e + " (free the disk or set "
                            + CacheFolder.VARIABLE + " to another folder)",
                    e);
        }
    }

    private void make(CacheEntry entry, ModelFolder model, String file, String sha256, int rowMultiple)
            throws IOException, ModelException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var making = Files.createTempDirectory(folder, "making-");
        try {
            var original = making.resolve("original.onnx");
            model.copy(file, sha256, original);
            var made = new CacheEntry(making);
            cut(model + ": " + file, original, rowMultiple);
            layOut(model + ": " + file, original, made.graph());
            Files.delete(original);
            made.seal();
            putInPlace(made, entry);
        } finally {
            deleteTree(making);
        }
    }

    private static void putInPlace(CacheEntry made, CacheEntry entry) throws IOException {
        if (Files.exists(entry.folder())) {
            if (entry.isWhole()) {
                return;
            }
            // Processes that have mapped the old files keep them until they let go.
            deleteTree(Files.move(
                    entry.folder(),
                    Files.createTempDirectory(entry.folder().getParent(), "damaged-"),
                    StandardCopyOption.ATOMIC_MOVE));
        }
        try {
            Files.move(made.folder(), entry.folder(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!entry.isWhole()) {
                throw e;
            }
        }
    }

    private static void cut(String what, Path original, int rowMultiple) throws IOException, ModelException {
        OnnxModel model;
        try {
            model = OnnxModel.parseFrom(Files.readAllBytes(original));
        } catch (InvalidProtocolBufferException e) {
            throw new ModelException(what + " is no ONNX file: " + e.getMessage() + " (export it again)", e);
        }
        Files.write(original, RowBands.cut(model, rowMultiple).toByteArray());
    }

    /** Loads the model once, as any session does, and lets the session write down what it made of it. */
    private static void layOut(String what, Path original, Path graph) throws ModelException {
        try (var options = new SessionOptions()) {
            // It warns that the file fits this processor only, which the entry's name says.
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setCPUArenaAllocator(false);
            options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
            options.setOptimizedModelFilePath(graph.toString());
            options.addConfigEntry(
                    "session.optimized_model_external_initializers_file_name",
                    CacheEntry.weightsBeside(graph).getFileName().toString());
            options.addConfigEntry("session.optimized_model_external_initializers_min_size_in_bytes", MIN_MAPPED_BYTES);
            OrtEnvironment.getEnvironment()
                    .createSession(original.toString(), options)
                    .close();
        } catch (OrtException e) {
            throw new ModelException("ONNX Runtime refuses " + what + ": " + e.getMessage() + " (export it again)", e);
        }
    }

    private static void deleteTree(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
