package dev.cradlewatch.jobs.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.cradlewatch.connectors.kafka.TopicSpec;
import dev.cradlewatch.connectors.kafka.Topics;
import dev.cradlewatch.jobs.cry.LoudRecording;
import dev.cradlewatch.jobs.feed.FleetFeeder;
import dev.cradlewatch.jobs.feed.Plan;
import dev.cradlewatch.operators.access.Role;
import dev.cradlewatch.operators.alert.AlertKind;
import dev.cradlewatch.operators.notify.Delivery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a caregiver and an analyst see and do, in a real browser over the real system. */
class ConsoleBrowserITCase {
    private static final int WAIT_MILLIS = 20_000;

    @TempDir
    private static Path folder;

    private static TestSystem system;
    private static Chromium chromium;

    @BeforeAll
    static void start() throws Exception {
        Files.createDirectories(Path.of("target", "screenshots"));
        system = TestSystem.start(folder);
        chromium = new Chromium();
        PlaywrightAssertions.setDefaultAssertionTimeout(WAIT_MILLIS);
    }

    @AfterAll
    static void stop() throws Exception {
        chromium.close();
        system.close();
    }

    @AfterEach
    void noPageComplains() {
        chromium.closePages();
    }

    /** The whole way round: sound, job, page, button, log, job, both pages. */
    @Test
    void aCryIsOnThePageWithinASecondAndWhoGoesIsOnBothPages() throws Exception {
        var household = "circle";
        system.log().introduce(household);
        var ada = chromium.signIn(link(household, "ada"), Chromium.Size.PHONE);
        var ben = chromium.signIn(link(household, "ben"), Chromium.Size.DESK);
        var recordings = List.of(LoudRecording.of("circle-cot", household, 70, 6, 30));
        var feeding = Executors.newSingleThreadExecutor();
        try (var feeder = new FleetFeeder(system.stack().cluster())) {
            var start = Instant.now();
            feeder.register(recordings, start);
            var fed = feeding.submit(() -> feeder.play(recordings, Plan.of(start, 1), second -> {}));

            assertThat(ada.getByRole(AriaRole.HEADING, named("Crying in circle-cot")))
                    .isVisible();
            assertThat(ben.getByRole(AriaRole.HEADING, named("Crying in circle-cot")))
                    .isVisible();
            var written = alertWritten(household);
            assertThat(seen(ada, "Crying in")).isLessThan(written + 1_000);
            assertThat(seen(ben, "Crying in")).isLessThan(written + 1_000);
            Chromium.picture(ada, "phone-crying");
            Chromium.requireAccessible(ada);

            ada.getByRole(AriaRole.BUTTON, named("I'm on it")).click();
            assertThat(ada.getByRole(AriaRole.REGION, named("Alert"))).containsText("Ada of circle is on it");
            assertThat(ben.getByRole(AriaRole.REGION, named("Alert"))).containsText("Ada of circle is on it");
            assertThat(Math.abs(seen(ada, "is on it") - seen(ben, "is on it"))).isLessThan(1_000);
            Chromium.picture(ben, "desk-acknowledged");

            assertThat(ben.getByRole(AriaRole.REGION, named("Alert")))
                    .isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(60_000));
            fed.get();
        } finally {
            feeding.shutdownNow();
        }
        ben.navigate(system.console().address() + "/night");
        var cry = ben.getByRole(AriaRole.REGION, named("Cries")).getByRole(AriaRole.BUTTON);
        assertThat(cry).containsText("Ada of circle after");
        cry.click();
        play(ben, "circle-cot");
        Chromium.picture(ben, "desk-night");
        Chromium.requireAccessible(ben);
    }

    @ParameterizedTest
    @EnumSource
    void theButtonsOfAnAlertWorkAndThePageSaysWhatTheLogSays(Chromium.Size size) throws Exception {
        var household = "buttons-" + size;
        system.log().introduce(household);
        var page = chromium.signIn(link(household, "ada"), size);
        var now = Instant.now();
        system.log().sound(household, now.minusSeconds(8), 8);
        system.log().picture(household, "picture-1", now);
        system.log().alert(household, household + "-cry", 1, AlertKind.CRYING, now);
        assertThat(page.getByRole(AriaRole.HEADING, named("Crying in Crib of " + household)))
                .isVisible();

        play(page, "Crib of " + household);

        var slider = page.getByRole(AriaRole.SLIDER);
        assertThat(slider).hasAttribute("aria-valuetext", "50 % infrared, 50 % colour");
        slider.focus();
        page.keyboard().press("ArrowRight");
        assertThat(slider).hasAttribute("aria-valuetext", "51 % infrared, 49 % colour");
        for (var side : List.of("in infrared", "in colour")) {
            var image = page.getByRole(AriaRole.IMG, new Page.GetByRoleOptions().setName(side));
            page.waitForCondition(() -> (int) image.evaluate("image => image.naturalWidth") > 0);
        }
        Chromium.picture(page, size + "-evidence");

        page.getByRole(AriaRole.BUTTON, named("Snooze 30 min")).click();
        assertThat(page.getByText("Snoozed until")).isVisible();
        page.getByRole(AriaRole.BUTTON, named("End snooze")).click();
        assertThat(page.getByText("Snoozed until")).isHidden();

        page.getByRole(AriaRole.BUTTON, named("False alarm")).click();
        assertThat(page.getByRole(AriaRole.REGION, named("Alert")))
                .containsText("Marked as a false alarm by Ada of " + household);
        Chromium.requireAccessible(page);

        system.log().alert(household, household + "-cry", 2, AlertKind.QUIET_AGAIN, Instant.now());
        var before = system.log().records(Topics.FEEDBACK);
        page.getByRole(AriaRole.BUTTON, named("We missed a cry")).click();
        page.getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Send"))
                .click();
        assertThat(page.getByText("Noted.")).isVisible();
        assertThat(system.log().records(Topics.FEEDBACK)).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @EnumSource
    void settingsAreKeptAndAMonitorCanBeRevoked(Chromium.Size size) throws Exception {
        var household = "settings-" + size;
        system.log().introduce(household);
        var page = chromium.signIn(link(household, "ada"), size);
        page.getByRole(AriaRole.LINK, named("Settings")).click();
        assertThat(page.getByRole(AriaRole.REGION, named("Sensitivity"))).containsText("false alarm");
        Chromium.picture(page, size + "-settings");
        Chromium.requireAccessible(page);

        var tests = system.log().records(Topics.CHANNEL_TESTS);
        page.getByRole(AriaRole.BUTTON, named("Test ntfy topic " + household + "-topic"))
                .click();
        page.waitForCondition(() -> records(Topics.CHANNEL_TESTS) == tests + 1);

        page.getByLabel("Low").check();
        page.reload();
        assertThat(page.getByLabel("Low")).isChecked();

        page.getByRole(AriaRole.BUTTON, named("Revoke Crib of " + household)).click();
        page.getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Revoke"))
                .click();
        assertThat(page.getByRole(AriaRole.BUTTON, named("Revoke Crib of " + household)))
                .isHidden();
        page.getByRole(AriaRole.LINK, named("Live")).click();
        assertThat(page.getByRole(AriaRole.REGION, named("Crib of " + household)))
                .isHidden();
    }

    @ParameterizedTest
    @EnumSource
    void aChannelThatFailsIsOnThePageAndSoIsAMonitorThatIsDark(Chromium.Size size) throws Exception {
        var household = "failing-" + size;
        system.log().introduce(household);
        var page = chromium.signIn(link(household, "ada"), size);
        system.log().delivery(household, Delivery.Outcome.FAILED);
        assertThat(page.getByRole(AriaRole.REGION, named("Failed channels"))).containsText("HTTP 503");

        system.log().alert(household, household + "-dark", 1, AlertKind.MONITOR_OFFLINE, Instant.now());
        assertThat(page.getByRole(AriaRole.HEADING, named("Monitor offline: Crib of " + household)))
                .isVisible();
        Chromium.picture(page, size + "-dark");
        Chromium.requireAccessible(page);
        system.log().delivery(household, Delivery.Outcome.DELIVERED);
        system.log().alert(household, household + "-dark", 2, AlertKind.MONITOR_BACK, Instant.now());
        assertThat(page.getByRole(AriaRole.REGION, named("Failed channels"))).isHidden();
        assertThat(page.getByRole(AriaRole.REGION, named("Alert"))).isHidden();
    }

    @ParameterizedTest
    @EnumSource
    void theNightHasItsCriesOutagesAndPictures(Chromium.Size size) throws Exception {
        var household = "night-" + size;
        system.log().introduce(household);
        var page = chromium.signIn(link(household, "ada"), size);
        page.navigate(system.console().address() + "/night");
        assertThat(page.getByText("No night has been watched yet.")).isVisible();
        var now = Instant.now();
        system.log().picture(household, "picture-1", now);
        system.log().alert(household, household + "-cry", 1, AlertKind.CRYING, now);
        system.log().alert(household, household + "-cry", 2, AlertKind.QUIET_AGAIN, now.plusSeconds(40));
        system.log().alert(household, household + "-dark", 1, AlertKind.MONITOR_OFFLINE, now.plusSeconds(60));
        system.log().alert(household, household + "-dark", 2, AlertKind.MONITOR_BACK, now.plusSeconds(180));
        var night = page.getByRole(AriaRole.REGION, named("Cries"));
        assertThat(night).isVisible();
        var cries = night.getByRole(AriaRole.BUTTON);
        var pictures = page.getByRole(AriaRole.REGION, named("Pictures")).getByRole(AriaRole.BUTTON);
        var outages = page.getByRole(AriaRole.REGION, named("Outages and quiet"));
        page.waitForCondition(
                () -> {
                    page.navigate(system.console().address() + "/night");
                    night.waitFor();
                    return cries.count() == 1
                            && pictures.count() == 1
                            && outages.textContent().contains("Crib of " + household);
                },
                new Page.WaitForConditionOptions().setTimeout(WAIT_MILLIS));
        assertThat(cries).containsText("nobody answered");
        assertThat(page.getByRole(AriaRole.REGION, named("The last nights"))).isVisible();
        Chromium.picture(page, size + "-night");
        Chromium.requireAccessible(page);
    }

    @ParameterizedTest
    @EnumSource
    void anAnalystAsksTheHistory(Chromium.Size size) throws Exception {
        var page = chromium.signIn(system.console().invite("", "Grace", Role.ANALYST), size);
        ask(page, "SELECT range AS n, range * range AS squared FROM range(20)");
        assertThat(page.getByRole(AriaRole.REGION, named("Result"))).containsText("20 rows");
        Chromium.picture(page, size + "-sql");
        Chromium.requireAccessible(page);

        ask(page, "SELECT range AS n, range * range AS squared FROM range(2100)");
        assertThat(page.getByRole(AriaRole.REGION, named("Result"))).containsText("2000 rows");
        var file = page.waitForDownload(
                () -> page.getByRole(AriaRole.BUTTON, named("Download CSV")).click());
        assertThat(Files.readAllLines(file.path())).hasSize(2_101).startsWith("n,squared", "0,0", "1,1");

        chromium.requireCalm();
        ask(page, "DROP TABLE alerts");
        assertThat(page.getByRole(AriaRole.REGION, named("Query"))).containsText("SELECT");
        chromium.forgetComplaints();
    }

    @ParameterizedTest
    @EnumSource
    void offlineThePageShowsWhatItKnewLastAndThenCatchesUp(Chromium.Size size) throws Exception {
        var household = "offline-" + size;
        system.log().introduce(household);
        var page = chromium.signIn(link(household, "ada"), size);
        var now = Instant.now();
        system.log().alert(household, household + "-cry", 1, AlertKind.CRYING, now);
        var crying = page.getByRole(AriaRole.HEADING, named("Crying in Crib of " + household));
        assertThat(crying).isVisible();
        page.evaluate("navigator.serviceWorker.ready.then(() => true)");

        page.context().setOffline(true);
        page.reload();
        assertThat(page.getByText("This is the last known state")).isVisible();
        assertThat(crying).isVisible();
        Chromium.picture(page, size + "-offline");
        system.log().alert(household, household + "-cry", 2, AlertKind.QUIET_AGAIN, now.plusSeconds(30));

        page.context().setOffline(false);
        assertThat(crying).isHidden();
        chromium.forgetComplaints();
    }

    /** What a browser needs to offer it as an app; the one thing it lacks here is that a test's window keeps nothing. */
    @Test
    void thePageCanBeInstalled() throws Exception {
        system.log().introduce("installed");
        var page = chromium.signIn(link("installed", "ada"), Chromium.Size.PHONE);
        page.evaluate("navigator.serviceWorker.ready.then(() => true)");
        var errors = page.context()
                .newCDPSession(page)
                .send("Page.getInstallabilityErrors")
                .getAsJsonArray("installabilityErrors");
        assertThat(errors)
                .extracting(error -> error.getAsJsonObject().get("errorId").getAsString())
                .isSubsetOf("in-incognito");
    }

    @Test
    void everythingIsReachedByKeyboardAlone() throws Exception {
        var household = "keys";
        system.log().introduce(household);
        var page = chromium.signIn(link(household, "ada"), Chromium.Size.DESK);
        system.log().alert(household, household + "-cry", 1, AlertKind.CRYING, Instant.now());
        assertThat(page.getByRole(AriaRole.BUTTON, named("I'm on it"))).isVisible();
        var controls = page.locator("a[href]:visible, button:visible, input:visible, [role=switch]:visible");
        var reached = new HashSet<Object>();
        for (var press = 0; press < 2 * controls.count(); press++) {
            page.keyboard().press("Tab");
            reached.add(page.evaluate("document.activeElement.outerHTML.slice(0, 200)"));
        }
        for (var control : controls.all()) {
            assertThat(reached).contains(control.evaluate("control => control.outerHTML.slice(0, 200)"));
        }
    }

    private static long records(TopicSpec topic) {
        try {
            return system.log().records(topic);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void ask(Page page, String sql) {
        page.getByLabel("SQL statement").fill(sql);
        page.keyboard().press("Control+Enter");
    }

    private static void play(Page page, String crib) {
        page.getByRole(AriaRole.BUTTON, named("Play " + crib)).click();
        page.waitForCondition(() -> (boolean)
                page.evaluate("[...document.querySelectorAll('audio')].some(audio => audio.currentTime > 0.2)"));
        var drawing = page.getByRole(AriaRole.IMG, named("Spectrogram of the sound in " + crib));
        page.waitForCondition(() -> (int) drawing.evaluate("image => image.naturalWidth") > 100);
    }

    /** When the broker had the household's first alert, in milliseconds of the machine's clock. */
    private static long alertWritten(String household) throws Exception {
        try (var records = new RecordTimes(system.stack().cluster())) {
            return records.firstOf(Topics.ALERTS, household);
        }
    }

    private static long seen(Page page, String words) {
        return ((Number) page.evaluate("words => window.firstSeen[words]", words)).longValue();
    }

    private static String link(String household, String person) throws Exception {
        var caller = system.console();
        return caller.invite(household, household + "-" + person, Role.CAREGIVER);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
