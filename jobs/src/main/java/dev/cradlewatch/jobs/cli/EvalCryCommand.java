package dev.cradlewatch.jobs.cli;

import dev.cradlewatch.jobs.eval.ClipMetrics;
import dev.cradlewatch.jobs.eval.ClipRow;
import dev.cradlewatch.jobs.eval.ClipScore;
import dev.cradlewatch.jobs.eval.ClipScorer;
import dev.cradlewatch.jobs.eval.CryManifest;
import dev.cradlewatch.jobs.eval.EvalJson;
import dev.cradlewatch.jobs.feed.AudioFiles;
import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.cry.CryModels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How well a model tells clips with a cry from clips without one. */
@Command(
        name = "cry",
        mixinStandardHelpOptions = true,
        description =
                "How well a model tells clips with a cry from clips without one; a clip's score is its highest window.")
final class EvalCryCommand implements Callable<Integer> {
    private static final double THRESHOLD = 0.5;

    @Option(
            names = "--manifest",
            required = true,
            paramLabel = "CSV",
            description = "Columns path, label (cry or not_cry), and where there are: source, split.")
    private Path manifest;

    @Option(
            names = "--split",
            paramLabel = "S|all",
            defaultValue = "all",
            description = "Rows to take (default: ${DEFAULT-VALUE}).")
    private String split;

    @Option(
            names = "--model",
            defaultValue = CryModelOptions.CRY_FULL,
            description = "Model (default: ${DEFAULT-VALUE}).")
    private String model;

    @Option(names = "--json", description = "Print the result as one JSON object on the last line.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var rows = CryManifest.read(manifest, split);
        try (var loaded = CryModels.load(model, Runtime.getRuntime().availableProcessors())) {
            var scores = score(rows, new ClipScorer(loaded));
            report(loaded.name(), scores);
            return 0;
        } catch (ModelException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static List<ClipScore> score(List<ClipRow> rows, ClipScorer scorer) throws IOException, ModelException {
        var scores = new ArrayList<ClipScore>();
        for (var row : ProgressBar.wrap(rows, Progress.bar("clips"))) {
            scores.add(new ClipScore(scorer.score(samples(row.file())), row.isCry(), row.source()));
        }
        return scores;
    }

    private static byte[] samples(Path file) throws IOException {
        var samples = new ByteArrayOutputStream();
        try (var reader = AudioFiles.open(file)) {
            reader.copyTo(samples);
        }
        return samples.toByteArray();
    }

    private void report(String name, List<ClipScore> scores) {
        var out = spec.commandLine().getOut();
        var all = new ClipMetrics(scores);
        var bySource = scores.stream()
                .collect(Collectors.groupingBy(
                        ClipScore::source,
                        TreeMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), ClipMetrics::new)));
        out.printf("%s on %d clips of split %s%n", name, all.clips(), split);
        out.printf(
                "AUC %s, average precision %s, recall at 1 %% false positives %s%n%n",
                text(all.auc()), text(all.averagePrecision()), text(all.recallAtFalsePositiveRate(0.01)));
        out.printf("%-20s %6s %7s %7s %7s   (at %.1f)%n", "SOURCE", "CLIPS", "AUC", "RECALL", "FPR", THRESHOLD);
        bySource.forEach((source, metrics) -> out.printf(
                "%-20s %6d %7s %7s %7s%n",
                source,
                metrics.clips(),
                text(metrics.auc()),
                text(metrics.recall(THRESHOLD)),
                text(metrics.falsePositiveRate(THRESHOLD))));
        if (json) {
            out.println(EvalJson.cry(name, all, bySource, THRESHOLD));
        }
        out.flush();
    }

    private static String text(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.4f", value.getAsDouble()) : "-";
    }
}
