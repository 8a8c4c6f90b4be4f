package dev.cradlewatch.jobs.bench.alerts;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cradlewatch.jobs.bench.Turns.Rate;
import dev.cradlewatch.jobs.bench.fleet.StackFleet.Outcome;
import java.util.Formatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code bench alerts} says.
 *
 * @param scores of a turn
 * @param alerts that they make, by each way
 * @param rates  scores a second
 * @param fleet  what was told of monitors in real time
 */
public record AlertsReport(long scores, long alerts, Map<AlertWay, Rate> rates, Outcome fleet) {

    public Map<String, Double> ratios() {
        var ratios = new LinkedHashMap<String, Double>();
        ratios.put("operators_over_plain_loop", rates.get(AlertWay.OPERATORS).over(rates.get(AlertWay.PLAIN_LOOP)));
        return ratios;
    }

    public String text() {
        var text = new Formatter(Locale.ROOT);
        text.format("Scores a second; %,d scores of a turn make %,d alerts by each way%n%n", scores, alerts);
        text.format("%-12s %12s %12s %12s  %s%n", "WAY", "MEDIAN", "LEAST", "MOST", "WHAT IS DONE");
        rates.forEach((way, rate) -> text.format(
                "%-12s %,12.0f %,12.0f %,12.0f  %s%n",
                way.key(), rate.median(), rate.least(), rate.most(), way.work()));
        text.format("%n");
        ratios().forEach((name, ratio) -> text.format("%-32s %6.2f%n", name, ratio));
        text.format(
                "%n%d monitors in real time: %,d windows, %d cries, %d told, %d alerts besides;"
                        + " %d windows unscored, %d dead letters, %d alerts doubled%n",
                fleet.latencies().monitors(),
                fleet.windows(),
                fleet.latencies().cries(),
                fleet.latencies().toldCries(),
                fleet.latencies().otherAlerts(),
                fleet.unscored(),
                fleet.deadLetters(),
                fleet.latencies().doubled());
        text.format(
                "The fleet itself was at most %d ms late; that is in the latencies.%n%n",
                fleet.late().toMillis());
        fleet.latencies().describe(text);
        return text.toString();
    }

    public ObjectNode json() {
        var result = JsonNodeFactory.instance.objectNode();
        result.put("bench", "alerts");
        var rows = result.putArray("rows");
        rates.forEach((way, rate) -> rows.addObject()
                .put("row", way.key())
                .put("scores_per_second", rate.median())
                .put("least", rate.least())
                .put("most", rate.most())
                .put("scores", scores)
                .put("alerts", alerts));
        var latency = rows.addObject()
                .put("row", "latency")
                .put("monitors", fleet.latencies().monitors())
                .put("windows", fleet.windows())
                .put("unscored", fleet.unscored())
                .put("dead_letters", fleet.deadLetters())
                .put("fleet_late_max_ms", fleet.late().toMillis());
        fleet.latencies().describe(latency);
        var ratios = result.putObject("ratios");
        ratios().forEach(ratios::put);
        return result;
    }
}
