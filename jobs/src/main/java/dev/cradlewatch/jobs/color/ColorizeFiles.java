package dev.cradlewatch.jobs.color;

import dev.cradlewatch.jobs.color.FileOutcome.Result;
import dev.cradlewatch.operators.image.ColorWorkshop;
import dev.cradlewatch.operators.image.ColoringPolicy;
import dev.cradlewatch.operators.image.Colorizer;
import dev.cradlewatch.operators.image.ReferencePicture;
import dev.cradlewatch.operators.stream.DeadLetterReason;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Colours files, as {@code ColorizePictures} colours records; a result is whole before it has its name. A file that fails stops no other. */
final class ColorizeFiles extends RichMapFunction<PictureFile, FileOutcome> {
    private static final long serialVersionUID = 1L;

    private final ColorWorkshop.Source source;
    private final ColoringPolicy policy;
    private final ReferencePicture reference;
    private final boolean overwrites;

    private transient ColorWorkshop workshop;
    private transient Colorizer colorizer;

    ColorizeFiles(
            ColorWorkshop.Source source,
            ColoringPolicy policy,
            Optional<ReferencePicture> reference,
            boolean overwrites) {
        this.source = source;
        this.policy = policy;
        this.reference = reference.orElse(null);
        this.overwrites = overwrites;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        workshop = source.open();
        colorizer = new Colorizer(policy, workshop);
    }

    @Override
    public void close() {
        if (workshop != null) {
            workshop.close();
        }
    }

    @Override
    public FileOutcome map(PictureFile file) throws InterruptedException {
        var output = Path.of(file.output());
        if (!overwrites && Files.exists(output)) {
            return FileOutcome.of(file, Result.KEPT);
        }
        try {
            var colored = colorizer.color(
                    file.input(), read(Path.of(file.input())), Optional.ofNullable(reference), Integer.MAX_VALUE);
            write(output, colored.file());
            return FileOutcome.of(file, Result.COLORED);
        } catch (RefusedRecordException refused) {
            return FileOutcome.failed(file, refused.reason().name(), refused.getMessage());
        } catch (IOException e) {
            return FileOutcome.failed(file, "FILE", e.toString());
        }
    }

    /** Its length is looked at first: a film of gigabytes is not read to be refused. */
    private byte[] read(Path input) throws IOException, RefusedRecordException {
        long bytes = Files.size(input);
        if (bytes > policy.limits().maxBytes()) {
            throw new RefusedRecordException(
                    DeadLetterReason.TOO_LARGE,
                    "file of %d bytes: expected at most %d"
                            .formatted(bytes, policy.limits().maxBytes()));
        }
        return Files.readAllBytes(input);
    }

    private static void write(Path output, byte[] file) throws IOException {
        var folder = output.toAbsolutePath().getParent();
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(folder + " is a file: expected a folder", e);
        }
        var part = folder.resolve("." + output.getFileName() + ".part");
        Files.write(part, file);
        Files.move(part, output, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
