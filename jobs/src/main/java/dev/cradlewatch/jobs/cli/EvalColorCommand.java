package dev.cradlewatch.jobs.cli;

import dev.cradlewatch.jobs.eval.ColorReport;
import dev.cradlewatch.jobs.eval.ColorScore;
import dev.cradlewatch.jobs.eval.ColorTrial;
import dev.cradlewatch.jobs.eval.ColorTriples;
import dev.cradlewatch.jobs.eval.ContactSheet;
import dev.cradlewatch.jobs.eval.EvalJson;
import dev.cradlewatch.models.color.ColorTransfer;
import dev.cradlewatch.models.color.ReinhardTransfer;
import dev.cradlewatch.models.color.RgbPicture;
import dev.cradlewatch.models.color.WelshTransfer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
            "Methods: transfer (Welsh et al. 2002) and reinhard (after Reinhard et al. 2001), from the day picture."
        })
final class EvalColorCommand implements Callable<Integer> {
    private static final long SEED = 1;

    @Option(
            names = "--dir",
            required = true,
            paramLabel = "DIR",
            description = "Folder with day, night and truth; JPEG or PNG files of the same name belong together.")
    private Path folder;

    @Option(
            names = "--sheet",
            paramLabel = "PNG",
            description = "Draw day, night, each method and truth side by side into this file, small.")
    private Optional<Path> sheetFile;

    @Option(names = "--json", description = "Print the result as one JSON object on the last line.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final Map<String, ColorTransfer> methods = new LinkedHashMap<>();
    private final Map<String, List<ColorScore>> scores = new LinkedHashMap<>();
    private final ContactSheet sheet = new ContactSheet();

    EvalColorCommand() {
        methods.put("transfer", new WelshTransfer(SEED));
        methods.put("reinhard", new ReinhardTransfer());
        methods.keySet().forEach(name -> scores.put(name, new ArrayList<>()));
    }

    @Override
    public Integer call() throws IOException {
        var triples = ColorTriples.list(folder);
        for (var name : ProgressBar.wrap(triples.names(), Progress.bar("pictures"))) {
            var triple = triples.read(name);
            var row = new ArrayList<RgbPicture>(List.of(triple.day(), triple.night()));
            methods.forEach((method, transfer) -> {
                var trial = ColorTrial.run(transfer, triple);
                scores.get(method).add(trial.score());
                row.add(trial.picture());
            });
            row.add(triple.truth());
            if (sheetFile.isPresent()) {
                sheet.addRow(row);
            }
        }
        if (sheetFile.isPresent()) {
            sheet.write(sheetFile.get());
        }
        report(triples.names().size());
        return 0;
    }

    private void report(int pictures) {
        var out = spec.commandLine().getOut();
        var reports = new LinkedHashMap<String, ColorReport>();
        scores.forEach((method, all) -> reports.put(method, new ColorReport(all)));
        out.printf("%d pictures of %s%n", pictures, folder);
        out.printf("%-16s %8s %8s %8s %8s %8s %8s%n", "METHOD", "CF", "DELTA-CF", "AB-ERROR", "PSNR", "MS", "PEAK-MB");
        reports.forEach((method, report) -> out.printf(
                Locale.ROOT,
                "%-16s %8.2f %8.2f %8.2f %8s %8.1f %8.1f%n",
                method,
                report.colorfulness(),
                report.colorfulnessError(),
                report.abError(),
                report.psnr().isPresent()
                        ? String.format(Locale.ROOT, "%.2f", report.psnr().getAsDouble())
                        : "-",
                report.millis(),
                report.peakMegabytes()));
        out.println("FID is missing: no feature network is part of Cradlewatch yet.");
        sheetFile.ifPresent(file -> out.printf(
                "%s shows from left to right: day, night, %s, truth%n", file, String.join(", ", methods.keySet())));
        if (json) {
            out.println(EvalJson.color(pictures, reports));
        }
        out.flush();
    }
}
