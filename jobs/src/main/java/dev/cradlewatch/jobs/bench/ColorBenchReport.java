package dev.cradlewatch.jobs.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cradlewatch.jobs.bench.ColorBenchRow.Session;
import dev.cradlewatch.jobs.bench.ColorBenchRow.Way;
import dev.cradlewatch.models.card.ColorModelCard;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What {@code bench color} says about its rows. */
public final class ColorBenchReport {

    private static final double MEGABYTE = 1e6;
    private static final int RATIO_SIDE_PX = 512;
    private static final String EIGHT_BITS = "u8";
    /** Over what was measured, for pictures of other shapes and for what a JVM adds here and there. */
    private static final double CARD_MARGIN = 1.1;

    private final String model;
    private final List<ColorBenchRow> rows;

    public ColorBenchReport(String model, List<ColorBenchRow> rows) {
        this.model = model;
        this.rows = List.copyOf(rows);
    }

    /** One line for a row, under {@link #heading()}. */
    public static String line(ColorBenchRow row) {
        return String.format(
                Locale.ROOT,
                "%6d %8d  %-8s %-5s %9.0f %9.0f %15.0f %9.0f %12.2f",
                row.way().sidePx(),
                row.way().parallelism(),
                row.way().session().name().toLowerCase(Locale.ROOT),
                row.way().variant(),
                row.peakBytes() / MEGABYTE,
                row.keptBytes() / MEGABYTE,
                row.keptAnonymousBytes() / MEGABYTE,
                row.millis(),
                row.picturesPerSecond());
    }

    public static String heading() {
        return String.format(
                "%6s %8s  %-8s %-5s %9s %9s %15s %9s %12s",
                "PX", "PARALLEL", "SESSION", "TYPE", "PEAK MB", "KEPT MB", "KEPT-ANON MB", "MS", "PICTURES/S");
    }

    /** At 512 pixels and one subtask; more is better, but for times over the default's. */
    public Map<String, Double> ratios() {
        var plain = row(Session.DEFAULT, ColorModelCard.FLOATS);
        var bounded = row(Session.BOUNDED, ColorModelCard.FLOATS);
        var eightBits = row(Session.BOUNDED, EIGHT_BITS);
        var ratios = new LinkedHashMap<String, Double>();
        ratios.put("peak_fp32_default_over_bounded", ratio(plain, bounded, ColorBenchRow::peakBytes));
        ratios.put("kept_fp32_default_over_bounded", ratio(plain, bounded, ColorBenchRow::keptBytes));
        ratios.put("time_fp32_bounded_over_default", ratio(bounded, plain, ColorBenchRow::millis));
        ratios.put("peak_fp32_default_over_u8_bounded", ratio(plain, eightBits, ColorBenchRow::peakBytes));
        ratios.put("time_fp32_default_over_u8_bounded", ratio(plain, eightBits, ColorBenchRow::millis));
        return ratios;
    }

    public ObjectNode json() {
        var result = JsonNodeFactory.instance.objectNode();
        result.put("bench", "color").put("model", model);
        var list = result.putArray("rows");
        for (var row : rows) {
            list.addObject()
                    .put("session", row.way().session().name().toLowerCase(Locale.ROOT))
                    .put("type", row.way().variant())
                    .put("px", row.way().sidePx())
                    .put("parallelism", row.way().parallelism())
                    .put("peak_mb", row.peakBytes() / MEGABYTE)
                    .put("kept_mb", row.keptBytes() / MEGABYTE)
                    .put("kept_anonymous_mb", row.keptAnonymousBytes() / MEGABYTE)
                    .put("ms", row.millis())
                    .put("pictures_per_second", row.picturesPerSecond());
        }
        var ratios = result.putObject("ratios");
        ratios().forEach(ratios::put);
        var card = result.putObject("card");
        for (var variant : List.of(ColorModelCard.FLOATS, EIGHT_BITS)) {
            card.set(variant, cardKeys(variant));
        }
        return result;
    }

    /** What the model's card should say of a variant: the line through the smallest and the largest picture, raised over all. */
    private ObjectNode cardKeys(String variant) {
        var measured = rows.stream()
                .filter(row -> row.way().session() == Session.BOUNDED
                        && row.way().variant().equals(variant)
                        && row.way().parallelism() == 1)
                .toList();
        var smallest = measured.get(0);
        var largest = measured.get(measured.size() - 1);
        double pixels = pixels(largest) - pixels(smallest);
        double slope = pixels == 0 ? run(largest) / pixels(largest) : (run(largest) - run(smallest)) / pixels;
        double base = measured.stream()
                .mapToDouble(row -> run(row) - slope * pixels(row))
                .max()
                .orElseThrow();
        long held = measured.stream().mapToLong(ColorBenchRow::keptBytes).max().orElseThrow();
        return JsonNodeFactory.instance
                .objectNode()
                .put("held_bytes", Math.round(CARD_MARGIN * held))
                .put("run_bytes", Math.round(Math.max(MEGABYTE, CARD_MARGIN * base)))
                .put("run_bytes_per_pixel", Math.ceil(CARD_MARGIN * slope));
    }

    private static double run(ColorBenchRow row) {
        return row.peakBytes() - row.keptBytes();
    }

    private static double pixels(ColorBenchRow row) {
        return (double) row.way().sidePx() * row.way().sidePx();
    }

    private ColorBenchRow row(Session session, String variant) {
        var way = new Way(session, variant, RATIO_SIDE_PX, 1);
        return rows.stream()
                .filter(row -> row.way().equals(way))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no row of " + way + " to take ratios of"));
    }

    private static double ratio(ColorBenchRow over, ColorBenchRow under, ToDoubleFunction<ColorBenchRow> what) {
        return what.applyAsDouble(over) / what.applyAsDouble(under);
    }
}
