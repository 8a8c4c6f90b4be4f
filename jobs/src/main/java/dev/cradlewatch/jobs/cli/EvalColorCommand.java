package dev.cradlewatch.jobs.cli;

import dev.cradlewatch.jobs.eval.ColorMethod;
import dev.cradlewatch.jobs.eval.ColorMethodReport;
import dev.cradlewatch.jobs.eval.ColorTally;
import dev.cradlewatch.jobs.eval.ColorTrial;
import dev.cradlewatch.jobs.eval.ColorTriple;
import dev.cradlewatch.jobs.eval.ColorTriples;
import dev.cradlewatch.jobs.eval.ContactSheet;
import dev.cradlewatch.jobs.eval.EvalJson;
import dev.cradlewatch.models.ModelException;
import dev.cradlewatch.models.color.PictureFeatures;
import dev.cradlewatch.models.color.RgbPicture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How near coloured night pictures come to the truth. */
@Command(
        name = "color",
        mixinStandardHelpOptions = true,
        description = {
            "How near coloured night pictures come to the truth, at 256 x 256 pixels.",
            "From the day picture: transfer (Welsh et al. 2002), reinhard (after Reinhard et al. 2001), color-ref.",
            "Without it: color-auto. The models with -u8 are those in 8 bits."
        })
final class EvalColorCommand implements Callable<Integer> {
    @Option(
            names = "--dir",
            required = true,
            paramLabel = "DIR",
            description =
                    "Folder with day, night and truth; JPEG or PNG files of the same name belong together. With an index.csv"
                            + " that has columns id and source, figures are told by source, too.")
    private Path folder;

    @Option(
            names = "--methods",
            paramLabel = "NAME",
            split = ",",
            converter = EvalColorMethods.NameConverter.class,
            description = "What to measure, separated by commas (default: all).")
    private List<String> names = EvalColorMethods.NAMES;

    @Option(
            names = "--sheet",
            paramLabel = "PNG",
            description = "Draw day, night, each method and truth side by side into this file, small.")
    private Optional<Path> sheetFile;

    @Option(names = "--json", description = "Print the result as one JSON object on the last line.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final Map<String, ColorTally> tallies = new LinkedHashMap<>();
    private final List<float[]> truths = new ArrayList<>();
    private final ContactSheet sheet = new ContactSheet();

    @Override
    public Integer call() throws IOException, ModelException {
        var triples = ColorTriples.list(folder);
        var sources = triples.sources();
        names.forEach(name -> tallies.put(name, new ColorTally()));
        try (var features = PictureFeatures.load();
                var methods = EvalColorMethods.load(names)) {
            for (var name : ProgressBar.wrap(triples.names(), Progress.bar("pictures"))) {
                measure(triples.read(name), methods, features);
            }
            if (sheetFile.isPresent()) {
                sheet.write(sheetFile.get());
            }
            var reports = new LinkedHashMap<String, ColorMethodReport>();
            tallies.forEach((method, tally) -> reports.put(method, tally.report(truths, sources)));
            report(triples.names().size(), reports, features.name());
        }
        return 0;
    }

    private void measure(ColorTriple triple, EvalColorMethods methods, PictureFeatures features) throws ModelException {
        var truth = features.of(triple.truth());
        truths.add(truth.pooled());
        var row = new ArrayList<RgbPicture>(List.of(triple.day(), triple.night()));
        for (Map.Entry<String, ColorMethod> method : methods.byName().entrySet()) {
            var trial = ColorTrial.run(method.getValue(), triple, truth, features);
            tallies.get(method.getKey()).add(trial);
            row.add(trial.picture());
        }
        row.add(triple.truth());
        if (sheetFile.isPresent()) {
            sheet.addRow(row);
        }
    }

    private void report(int pictures, Map<String, ColorMethodReport> reports, String features) {
        var out = spec.commandLine().getOut();
        out.printf("%d pictures of %s%n", pictures, folder);
        out.printf(
                "%-16s %8s %8s %8s %8s %8s %10s %8s %8s%n",
                "METHOD", "FID", "CF", "DELTA-CF", "AB-ERROR", "PSNR", "PERCEPTUAL", "MS", "PEAK-MB");
        reports.forEach((method, found) -> {
            var report = found.all();
            out.printf(
                    Locale.ROOT,
                    "%-16s %8s %8.2f %8.2f %8.2f %8s %10.3f %8.1f %8.1f%n",
                    method,
                    cell(report.frechet()),
                    report.colorfulness(),
                    report.colorfulnessError(),
                    report.abError(),
                    cell(report.psnr()),
                    report.perceptual(),
                    report.millis(),
                    report.peakMegabytes());
        });
        bySource(reports);
        out.printf("FID and PERCEPTUAL by %s (EfficientNet-Lite0, no Inception)%n", features);
        sheetFile.ifPresent(file ->
                out.printf("%s shows from left to right: day, night, %s, truth%n", file, String.join(", ", names)));
        if (json) {
            out.println(EvalJson.color(pictures, reports));
        }
        out.flush();
    }

    private void bySource(Map<String, ColorMethodReport> reports) {
        var out = spec.commandLine().getOut();
        var sources = reports.values().iterator().next().abErrorBySource().keySet();
        if (sources.isEmpty()) {
            return;
        }
        out.printf("%nAB-ERROR BY SOURCE%n%-16s", "METHOD");
        sources.forEach(source -> out.printf(" %10s", source));
        out.println();
        reports.forEach((method, found) -> {
            out.printf("%-16s", method);
            found.abErrorBySource().values().forEach(error -> out.printf(Locale.ROOT, " %10.2f", error));
            out.println();
        });
        out.println();
    }

    private static String cell(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.2f", value.getAsDouble()) : "-";
    }
}
