package dev.cradlewatch.jobs.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cradlewatch.jobs.color.ColorMethod;
import dev.cradlewatch.jobs.color.FileColorJob;
import dev.cradlewatch.jobs.color.FileOutcome;
import dev.cradlewatch.jobs.color.FileOutcome.Result;
import dev.cradlewatch.jobs.color.PictureFile;
import dev.cradlewatch.jobs.color.PictureFiles;
import dev.cradlewatch.jobs.color.SharedWorkshop;
import dev.cradlewatch.jobs.local.LocalBatch;
import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.operators.image.ColorWorkshop;
import dev.cradlewatch.operators.image.ColoringPolicy;
import dev.cradlewatch.operators.image.Colorizer;
import dev.cradlewatch.operators.image.DayPictures;
import dev.cradlewatch.operators.image.ReferencePicture;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gives night pictures colours. */
@Command(
        name = "colorize",
        mixinStandardHelpOptions = true,
        description = {
            "Gives grey night pictures (JPEG, PNG) colours, at full size and with their own brightness, as a Flink job in this process.",
            "Coloured pictures have the names of the originals; those of a folder keep their path in it."
        },
        footer = {
            "",
            "Exit code 0 only if every picture was coloured or was there already; 1 with a list of the others and why; 2 for wrong arguments.",
            "",
            "Examples:",
            "  ./cradlewatch colorize night.jpg --reference day.jpg --out coloured",
            "  ./cradlewatch colorize pictures/ --reference day.jpg --out coloured --parallelism 4 --budget-mb 400"
        })
final class ColorizeCommand implements Callable<Integer> {
    private static final long MIB = 1 << 20;

    @Parameters(paramLabel = "IN", arity = "1..*", description = "Pictures, and folders of pictures.")
    private List<Path> ins;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder of the coloured pictures.")
    private Path out;

    @Option(
            names = "--reference",
            paramLabel = "DAY",
            description = "A day picture of the same camera, to take the colours from.")
    private Optional<Path> referenceFile = Optional.empty();

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            defaultValue = "best",
            description = {
                "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
                "best: color-ref-u8 with a reference, color-auto-u8 without, transfer where no model is built in."
            })
    private ColorMethod method;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "2",
            description = "Pictures side by side (default: ${DEFAULT-VALUE}).")
    private int parallelism;

    @Option(
            names = "--budget-mb",
            paramLabel = "N",
            defaultValue = "400",
            description = {
                "Memory that all pictures together may take for decoding, models and new files (default: ${DEFAULT-VALUE}).",
                "Pictures wait for it; one that needs more than all of it is refused."
            })
    private int budgetMb;

    @Option(names = "--overwrite", description = "Make coloured pictures anew that are there already.")
    private boolean overwrites;

    @Option(names = "--json", description = "Print the result as one JSON object on the last line.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        checkArguments();
        var files = files();
        var workshop = SharedWorkshop.source(method, budgetMb * MIB);
        // Held open over the whole job, so that its models are loaded once.
        try (var shared = workshop.open()) {
            var reference = reference(shared);
            var outcomes = run(files, workshop, reference);
            return report(outcomes);
        } catch (ModelException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void checkArguments() {
        if (parallelism < 1 || parallelism > 128) {
            throw wrong("--parallelism %d: expected 1 to 128".formatted(parallelism));
        }
        if (budgetMb < 1) {
            throw wrong("--budget-mb %d: expected at least 1".formatted(budgetMb));
        }
        if (method.needsReference() && referenceFile.isEmpty()) {
            throw wrong("method %s takes its colours from a day picture: name one with --reference".formatted(method));
        }
    }

    private List<PictureFile> files() throws IOException {
        try {
            return PictureFiles.list(ins, out);
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** One that is not good is used all the same: somebody chose it. */
    private Optional<ReferencePicture> reference(ColorWorkshop shared) throws IOException, InterruptedException {
        if (referenceFile.isEmpty()) {
            return Optional.empty();
        }
        var file = referenceFile.get();
        try {
            var policy = ColoringPolicy.DEFAULT;
            var judged = new DayPictures(policy, new Colorizer(policy, shared))
                    .judge(file.getFileName().toString(), Instant.EPOCH, Files.readAllBytes(file));
            judged.flaw().ifPresent(flaw -> spec.commandLine()
                    .getErr()
                    .printf("cradlewatch: %s is no good reference (%s); it is used all the same%n", file, flaw));
            return Optional.of(judged.picture());
        } catch (RefusedRecordException e) {
            throw new IOException("%s: %s".formatted(file, e.getMessage()), e);
        } catch (IOException e) {
            throw new IOException("%s cannot be read: %s".formatted(file, e), e);
        }
    }

    private List<FileOutcome> run(
            List<PictureFile> files, ColorWorkshop.Source workshop, Optional<ReferencePicture> reference)
            throws IOException, InterruptedException {
        var env = LocalBatch.environment(Math.min(parallelism, files.size()));
        var source = env.fromData(files, TypeInformation.of(PictureFile.class));
        var job = new FileColorJob(workshop, ColoringPolicy.DEFAULT, reference, overwrites);
        var outcomes = new ArrayList<FileOutcome>();
        try (var bar = Progress.bar("pictures").setInitialMax(files.size()).build()) {
            LocalBatch.run("colorize", job.define(source), outcome -> {
                outcomes.add(outcome);
                bar.step();
            });
        }
        outcomes.sort(Comparator.comparing(outcome -> outcome.file().input()));
        return outcomes;
    }

    private int report(List<FileOutcome> outcomes) {
        var printer = spec.commandLine().getOut();
        var colored = with(outcomes, Result.COLORED);
        var kept = with(outcomes, Result.KEPT);
        var failed = with(outcomes, Result.FAILED);
        printer.printf(
                Locale.ROOT,
                "%d of %d pictures coloured by %s into %s%n",
                colored.size(),
                outcomes.size(),
                method,
                out);
        if (!kept.isEmpty()) {
            printer.printf("%d were there already (--overwrite makes them anew)%n", kept.size());
        }
        if (!failed.isEmpty()) {
            printer.printf("%d not coloured:%n", failed.size());
            failed.forEach(outcome ->
                    printer.printf("  %s: %s: %s%n", outcome.file().input(), outcome.reason(), outcome.detail()));
        }
        if (json) {
            printer.println(json(outcomes, colored.size(), kept.size(), failed));
        }
        printer.flush();
        return failed.isEmpty() ? 0 : 1;
    }

    private String json(List<FileOutcome> outcomes, int colored, int kept, List<FileOutcome> failed) {
        var result = JsonNodeFactory.instance.objectNode();
        result.put("pictures", outcomes.size());
        result.put("colored", colored);
        result.put("kept", kept);
        result.put("method", method.toString());
        var failures = result.putArray("failed");
        failed.forEach(outcome -> failures.addObject()
                .put("file", outcome.file().input())
                .put("reason", outcome.reason())
                .put("detail", outcome.detail()));
        return result.toString();
    }

    private static List<FileOutcome> with(List<FileOutcome> outcomes, Result result) {
        return outcomes.stream().filter(outcome -> outcome.result() == result).toList();
    }
}
