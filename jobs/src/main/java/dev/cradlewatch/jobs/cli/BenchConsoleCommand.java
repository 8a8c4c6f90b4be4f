package dev.cradlewatch.jobs.cli;

import dev.cradlewatch.jobs.bench.console.ConsoleBench;
import dev.cradlewatch.jobs.bench.console.ConsoleBench.Plan;
import dev.cradlewatch.jobs.bench.console.ConsoleBenchReport;
import dev.cradlewatch.jobs.local.TemporaryFolder;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How fast the console tells many pages, and what a restart costs them. */
@Command(
        name = "console",
        mixinStandardHelpOptions = true,
        description = {
            "How long an alert takes from the log to live pages, and whether a restart of the console loses one.",
            "A broker and a console run here; the pages are another process that signs each in by its own link and keeps its stream open.",
            "Meanwhile each household's monitor is scored once a second, and four alerts a second are written.",
            "A delay is from the broker's timestamp to the arrival of the event's line in the page's process.",
            "Rows: pages, ten a household; one page, to compare with; storm, all pages of one household, which each alert is for.",
            "After the first, the console is ended and started again while alerts go on: pages ask anew at once, then every 1 to 3 s.",
            "HEAP (live objects) and RSS are of the console's process, with broker and bench in it.",
            "500 pages take two to three minutes. Exit code 0 only if every page came back and had every alert."
        })
final class BenchConsoleCommand implements Callable<Integer> {
    private static final int PAGES = 500;
    private static final int QUICK_PAGES = 50;
    private static final int ALERTS = 60;
    private static final int QUICK_ALERTS = 20;
    private static final int WARM_UP = 40;
    private static final int QUICK_WARM_UP = 10;

    @Option(names = "--pages", paramLabel = "N", description = "Pages open at once (default: 500, quick: 50).")
    private Optional<Integer> pages = Optional.empty();

    @Option(names = "--alerts", paramLabel = "N", description = "Alerts measured in each row (default: 60, quick: 20).")
    private Optional<Integer> alerts = Optional.empty();

    @Option(names = "--quick", description = "Fewer pages and alerts: half a minute.")
    private boolean quick;

    @Option(names = "--json", description = "Print the result as one JSON object on the last line.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var plan = new Plan(
                positive("--pages", pages.orElse(quick ? QUICK_PAGES : PAGES)),
                positive("--alerts", alerts.orElse(quick ? QUICK_ALERTS : ALERTS)),
                quick ? QUICK_WARM_UP : WARM_UP);
        var report = measure(plan);
        var out = spec.commandLine().getOut();
        out.print(report.text());
        if (json) {
            out.println(report.json());
        }
        out.flush();
        return report.isWhole() ? 0 : 1;
    }

    private static ConsoleBenchReport measure(Plan plan) throws IOException, InterruptedException {
        try (var folder = TemporaryFolder.create("cradlewatch-bench");
                var bar = Progress.bar("measuring").setInitialMax(plan.steps()).build();
                var bench = ConsoleBench.start(plan, folder.path(), bar::step)) {
            bar.setExtraMessage("%d pages and a restart".formatted(plan.pages()));
            var many = bench.manyPages();
            bar.setExtraMessage("one page");
            var one = bench.onePage();
            bar.setExtraMessage("storm");
            return new ConsoleBenchReport(one, many.before(), bench.storm(), many.over());
        }
    }

    private int positive(String option, int value) {
        if (value < 1) {
            throw new ParameterException(spec.commandLine(), "%s %d: expected at least 1".formatted(option, value));
        }
        return value;
    }
}
