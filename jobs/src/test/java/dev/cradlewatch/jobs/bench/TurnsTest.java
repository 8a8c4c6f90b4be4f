package dev.cradlewatch.jobs.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cradlewatch.jobs.bench.Turns.Way;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final List<String> turns = new ArrayList<>();

    @Test
    void waysTakeTurnsAndRoundsThatWarmUpDoNotCount() throws Exception {
        var steps = new ArrayList<Integer>();

        var rates = new Turns<>(ways(List.of(1.0, 30.0, 10.0, 20.0), List.of(9.0, 4.0, 6.0, 5.0)), 1, 3)
                .take(() -> steps.add(steps.size()));

        assertThat(turns).containsExactly("a", "b", "a", "b", "a", "b", "a", "b");
        assertThat(steps).hasSize(8);
        assertThat(rates.keySet()).containsExactly("a", "b");
        assertThat(rates.get("a").rounds()).containsExactly(30.0, 10.0, 20.0);
        assertThat(rates.get("a").median()).isEqualTo(20);
        assertThat(rates.get("a").least()).isEqualTo(10);
        assertThat(rates.get("a").most()).isEqualTo(30);
    }

    @Test
    void aRatioIsTheMedianOfThoseOfSingleRounds() throws Exception {
        var rates = new Turns<>(ways(List.of(10.0, 2.0, 30.0), List.of(10.0, 1.0, 15.0)), 0, 3).take(() -> {});

        assertThat(rates.get("a").over(rates.get("b"))).isEqualTo(2);
    }

    @Test
    void ofTwoRoundsTheMeanIsTheMedian() throws Exception {
        var rates = new Turns<>(ways(List.of(1.0, 30.0, 10.0), List.of(9.0, 4.0, 6.0)), 1, 2).take(() -> {});

        assertThat(rates.get("a").median()).isEqualTo(20);
    }

    @Test
    void aRateIsThatOfTheMiddleThreeFifths() {
        var part = MiddlePart.<Long>of(100);
        var slowStartAndEnd = LongStream.rangeClosed(1, 100)
                .mapToObj(number -> number < 20 ? number : number <= 80 ? 60_000 + 500 * number : 1_000_000)
                .toList();

        assertThat(part.perSecondOf(slowStartAndEnd)).isEqualTo(2);
    }

    @Test
    void whatDidNotPassWholeHasNoRate() throws Exception {
        var part = MiddlePart.<Integer>of(100);
        var times = new ArrayList<Long>();
        for (var number = 0; number < 99; number++) {
            part.flatMap(number, new ListCollector<>(times));
        }

        assertThatThrownBy(() -> part.perSecond(times)).isInstanceOf(IOException.class);

        part.flatMap(99, new ListCollector<>(times));
        assertThat(part.perSecond(times)).isPositive();
    }

    private Map<String, Way> ways(List<Double> first, List<Double> second) {
        var ways = new LinkedHashMap<String, Way>();
        ways.put("a", way("a", first.iterator()));
        ways.put("b", way("b", second.iterator()));
        return ways;
    }

    private Way way(String name, Iterator<Double> rates) {
        return () -> {
            turns.add(name);
            return rates.next();
        };
    }
}
