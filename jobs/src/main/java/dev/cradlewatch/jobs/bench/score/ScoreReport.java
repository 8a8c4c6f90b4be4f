package dev.cradlewatch.jobs.bench.score;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cradlewatch.jobs.bench.Turns.Rate;
import java.util.Formatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code bench score} says.
 *
 * @param plan  how much was scored
 * @param batch contexts of a run of the model, but where it is unbatched
 * @param rates windows a second
 */
public record ScoreReport(ScorePlan plan, int batch, Map<ScoreWay, Rate> rates) {

    /** More is better. */
    public Map<String, Double> ratios() {
        var ratios = new LinkedHashMap<String, Double>();
        ratios.put("operator_over_bare_onnx", ratio(ScoreWay.OPERATOR, ScoreWay.BARE_ONNX));
        ratios.put("job_over_plain_consumer", ratio(ScoreWay.JOB, ScoreWay.PLAIN_CONSUMER));
        ratios.put("batched_over_unbatched", ratio(ScoreWay.OPERATOR, ScoreWay.OPERATOR_UNBATCHED));
        return ratios;
    }

    public String text() {
        var text = new Formatter(Locale.ROOT);
        text.format(
                "Windows a second: median of %d rounds after %d that warm up, the middle of %,d windows a turn%n%n",
                plan.rounds(), plan.warmUps(), plan.windows());
        text.format("%-20s %8s %8s %8s %8s  %s%n", "WAY", "THREADS", "MEDIAN", "LEAST", "MOST", "WHAT IS DONE");
        rates.forEach((way, rate) -> text.format(
                "%-20s %8d %8.0f %8.0f %8.0f  %s%n",
                way.key(), way.threads(), rate.median(), rate.least(), rate.most(), way.work()));
        text.format("%n");
        ratios().forEach((name, ratio) -> text.format("%-32s %6.2f%n", name, ratio));
        return text.toString();
    }

    public ObjectNode json() {
        var result = JsonNodeFactory.instance.objectNode();
        result.put("bench", "score");
        var rows = result.putArray("rows");
        rates.forEach((way, rate) -> rows.addObject()
                .put("way", way.key())
                .put("threads", way.threads())
                .put("batch", way == ScoreWay.OPERATOR_UNBATCHED ? 1 : batch)
                .put("windows_per_second", rate.median())
                .put("least", rate.least())
                .put("most", rate.most()));
        var ratios = result.putObject("ratios");
        ratios().forEach(ratios::put);
        return result;
    }

    private double ratio(ScoreWay over, ScoreWay under) {
        return rates.get(over).over(rates.get(under));
    }
}
