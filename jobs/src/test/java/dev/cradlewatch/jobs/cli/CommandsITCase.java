package dev.cradlewatch.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cradlewatch.jobs.synth.NightSynthesizer;
import dev.cradlewatch.jobs.synth.SyntheticTrack;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as a newcomer runs them: the real model, broker and cluster. */
class CommandsITCase {
    private static final Pattern ROW = Pattern.compile("(?m)^(\\d\\d:\\d\\d:\\d\\d) +(\\w+) +([A-Z_]+)");
    private static final AudioFormat FORMAT = new AudioFormat(16_000, 16, 1, true, false);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void theDemoRingsForTheCriesAndNotForTheLullabyAndItsHistoryAnswers() throws IOException {
        assertThat(run("demo", "--once", "--speed", "max", "--json", "--data", folder.toString()))
                .as(err.toString())
                .isZero();

        var rows = ROW.matcher(out.toString()).results().toList();
        assertThat(rows).extracting(row -> row.group(2)).containsOnly("willow");
        assertThat(rows)
                .extracting(row -> row.group(3))
                .containsExactly("CRYING", "QUIET_AGAIN", "CRYING", "QUIET_AGAIN");
        assertThat(rows.get(0).group(1)).isBetween("22:00:16", "22:00:25");
        assertThat(rows.get(2).group(1)).isBetween("22:01:36", "22:01:45");
        assertThat(out.toString()).contains("1 of 1 night pictures in colour: see " + folder.resolve("pictures"));
        var summary = lastLine();
        assertThat(summary.get("records_processed")).isEqualTo(summary.get("records_sent"));
        assertThat(summary.get("alerts").asInt()).isEqualTo(2);
        assertThat(summary.get("lost").asInt()).isZero();
        assertThat(summary.get("dead_letters").asInt()).isZero();

        assertThat(ask("SELECT count(*) AS n, count(DISTINCT id) AS alerts FROM alerts"))
                .isEqualTo("[{\"n\":4,\"alerts\":2}]");
        assertThat(ask("SELECT (SELECT count(*) FROM cry_scores) + (SELECT count(*) FROM device_events) AS n"))
                .isEqualTo("[{\"n\":%d}]".formatted(summary.get("records_sent").asInt()));
        assertThat(ask("SELECT count(*) AS clips, count(DISTINCT alert_id) AS alerts, min(sound_seconds) > 20 AS heard"
                        + " FROM clips"))
                .isEqualTo("[{\"clips\":4,\"alerts\":2,\"heard\":true}]");
        try (var clips = Files.walk(folder.resolve("history/warehouse/clips"))) {
            assertThat(clips.filter(file -> file.toString().endsWith(".wav"))).hasSize(4);
        }
        assertThat(folder.resolve("pictures/crib_night-nursery.jpg")).isNotEmptyFile();
        assertThat(ask("SELECT image_id, reference_image_id, width_px FROM images"))
                .isEqualTo(
                        "[{\"image_id\":\"night-nursery\",\"reference_image_id\":\"day-nursery\",\"width_px\":640}]");

        maintainingItChangesNoAnswer();
    }

    private void maintainingItChangesNoAnswer() throws IOException {
        var rows = ask("SELECT sum(hash(s)::HUGEINT) AS h, count(*) AS n FROM cry_scores AS s");
        assertThat(run("history", "maintain", "--data", folder.toString(), "--json"))
                .as(err.toString())
                .isZero();
        assertThat(lastLine().get("tables")).hasSize(6).allSatisfy(table -> assertThat(
                        table.get("files_after").asInt())
                .isLessThanOrEqualTo(table.get("files_before").asInt()));
        assertThat(ask("SELECT sum(hash(s)::HUGEINT) AS h, count(*) AS n FROM cry_scores AS s"))
                .isEqualTo(rows);
    }

    @Test
    void recordingsInAFolderAreMonitorsOfTheirOwn() throws IOException {
        write(new NightSynthesizer().tracks(), "crib", "Our baby (1).wav");

        var data = folder.resolve("data").toString();
        assertThat(run("demo", "--once", "--speed", "max", "--json", "--audio", folder.toString(), "--data", data))
                .as(err.toString())
                .isZero();

        assertThat(out.toString())
                .containsPattern("CRYING +rings +Our-baby-1-")
                .containsPattern("1 monitors heard 150 s and streamed [\\d.]+ % of it");
        assertThat(lastLine().get("lost").asInt()).isZero();
    }

    @Test
    void behindTheGateTheSameNightsSayWhatWasStreamed() throws IOException {
        nights();

        assertThat(run("eval", "nights", "--dir", folder.toString(), "--edge", "--json"))
                .as(err.toString())
                .isZero();

        var result = lastLine();
        assertThat(result.get("found").asInt()).isEqualTo(2);
        assertThat(result.get("hours").asDouble()).as("heard, not streamed").isEqualTo(0.0833);
        assertThat(result.get("streamed_share").asDouble()).isBetween(0.05, 0.999);
        assertThat(result.get("streamed_share_without_cry").asDouble()).isBetween(0.0, 0.999);
        assertThat(result.get("triggered_within_2s").asDouble()).isBetween(0.0, 1.0);
        assertThat(result.get("lost_records").asInt()).isZero();
    }

    @Test
    void theBenchSaysWhatASecondOfSoundCosts() throws IOException {
        assertThat(run("bench", "agent", "--quick", "--json"))
                .as(err.toString())
                .isZero();

        var result = lastLine();
        assertThat(result.get("bench").asText()).isEqualTo("agent");
        assertThat(result.get("rows"))
                .extracting(row -> row.get("part").asText())
                .contains("features", "model");
        assertThat(result.get("ratios").get("share_of_host_core").asDouble()).isBetween(1e-5, 0.5);
    }

    @Test
    void nightsAreJudgedByTheirTruth() throws IOException {
        nights();

        assertThat(run("eval", "nights", "--dir", folder.toString(), "--json"))
                .as(err.toString())
                .isZero();

        assertThat(out.toString()).contains("missed: night-01 at 60.0 s, 10.0 s long");
        var result = lastLine();
        assertThat(result.get("nights").asInt()).isEqualTo(2);
        assertThat(result.get("episodes").asInt()).isEqualTo(3);
        assertThat(result.get("found").asInt()).isEqualTo(2);
        assertThat(result.get("false_alarms").asInt()).isZero();
        assertThat(result.get("time_to_alert_s").get("median").asDouble()).isBetween(1.0, 10.0);
        assertThat(result.get("lost_records").asInt()).isZero();
        assertThat(result.get("streamed_share").asDouble()).as("no gate").isEqualTo(1);
    }

    private void nights() throws IOException {
        var tracks = new NightSynthesizer().tracks();
        write(tracks, "crib", "night-00.wav");
        write(tracks, "nursery", "night-01.wav");
        Files.writeString(
                folder.resolve("truth.csv"),
                "night,start_s,end_s,group_id,snr_db\nnight-00,15.0,45.0,a,20\nnight-00,95.0,120.0,a,20\nnight-01,60.0,70.0,b,20\n");
    }

    private void write(List<SyntheticTrack> tracks, String device, String name) throws IOException {
        var pcm = tracks.stream()
                .filter(track -> track.device().equals(device))
                .findFirst()
                .orElseThrow()
                .pcm();
        try (var stream = new AudioInputStream(new ByteArrayInputStream(pcm), FORMAT, pcm.length / 2)) {
            AudioSystem.write(
                    stream, AudioFileFormat.Type.WAVE, folder.resolve(name).toFile());
        }
    }

    private String ask(String statement) {
        out.getBuffer().setLength(0);
        assertThat(run("sql", "--format", "json", "--data", folder.toString(), statement))
                .as(err.toString())
                .isZero();
        return out.toString().strip();
    }

    private JsonNode lastLine() throws IOException {
        var lines = out.toString().strip().split("\n");
        return new ObjectMapper().readTree(lines[lines.length - 1]);
    }

    private int run(String... arguments) {
        return Cradlewatch.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
