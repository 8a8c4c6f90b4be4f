package dev.cradlewatch.jobs.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules and dashboards ask only for metrics that there are; that there are, {@link PrometheusITCase} sees. */
class MetricNamesTest {

    /** Prometheus' own. */
    private static final String ALERTS = "ALERTS";

    @ParameterizedTest
    @ValueSource(strings = {"operator", "product"})
    void aDashboardAsksOnlyForMetricsThatThereAre(String name) throws Exception {
        var dashboard = dashboard(name);
        var expressions = expressions(dashboard);

        assertThat(expressions).isNotEmpty();
        for (var expression : expressions) {
            var names = MetricNames.inExpression(expression);
            assertThat(MetricNames.listed()).as(expression).containsAll(names);
            assertThat(!names.isEmpty() || expression.contains(ALERTS))
                    .as(expression)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"operator", "product"})
    void panelsOfADashboardLieSideBySideAndSayWhatTheyShow(String name) throws Exception {
        var ids = new HashSet<Integer>();
        var cells = new HashSet<List<Integer>>();
        for (var panel : dashboard(name).path("panels")) {
            assertThat(panel.path("title").asText()).isNotBlank();
            assertThat(panel.path("description").asText()).isNotBlank();
            assertThat(ids.add(panel.path("id").asInt())).isTrue();
            var place = panel.path("gridPos");
            assertThat(place.path("x").asInt() + place.path("w").asInt()).isLessThanOrEqualTo(24);
            for (var x = 0; x < place.path("w").asInt(); x++) {
                for (var y = 0; y < place.path("h").asInt(); y++) {
                    assertThat(cells.add(List.of(
                                    place.path("x").asInt() + x, place.path("y").asInt() + y)))
                            .as(panel.path("title").asText())
                            .isTrue();
                }
            }
        }
    }

    @Test
    void nothingIsListedThatNobodyAsksFor() throws Exception {
        var asked = new TreeSet<>(MetricNames.inExpression(Files.readString(Project.ops("prometheus/alerts.yml"))));
        for (var name : List.of("operator", "product")) {
            expressions(dashboard(name)).forEach(expression -> asked.addAll(MetricNames.inExpression(expression)));
        }

        assertThat(asked).containsAll(MetricNames.listed());
    }

    @Test
    void everyAlertIsExplainedInTheOperationsPageAndTriedBothWays() throws Exception {
        var page = Files.readString(Project.home().resolve("docs/operations.md"));
        var rules = Files.readString(Project.ops("prometheus/alerts.yml"));
        var tests = Files.readString(Project.ops("prometheus/alerts_test.yml"));

        assertThat(MetricNames.alerts()).isNotEmpty().allSatisfy(alert -> {
            assertThat(page).contains("\n### " + alert + "\n");
            assertThat(rules).contains("runbook: docs/operations.md#" + alert.toLowerCase(Locale.ROOT) + "\n");
            assertThat(tests).contains("name: " + alert + " fires\n", "name: " + alert + " does not fire\n");
        });
    }

    private static JsonNode dashboard(String name) throws Exception {
        return new ObjectMapper()
                .readTree(Project.ops("grafana/dashboards/" + name + ".json").toFile());
    }

    private static List<String> expressions(JsonNode dashboard) {
        var expressions = new ArrayList<String>();
        dashboard.findValues("expr").forEach(expression -> expressions.add(expression.asText()));
        return expressions;
    }
}
