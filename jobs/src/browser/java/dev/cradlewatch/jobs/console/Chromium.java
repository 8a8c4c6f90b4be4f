package dev.cradlewatch.jobs.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The browser that Debian ships, driven by Playwright. Notes whatever a page complains of. */
final class Chromium implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/chromium");

    /** When words first stood on the page, by the machine's clock: told by the page itself, because asking takes time. */
    private static final String WATCH = """
            window.firstSeen = {};
            new MutationObserver(() => {
              const text = document.body ? document.body.innerText : '';
              for (const words of ['Crying in', 'is on it', 'Snoozed until']) {
                if (text.includes(words)) window.firstSeen[words] ??= Date.now();
              }
            }).observe(document, {subtree: true, childList: true, characterData: true});
            """;

    /** The sizes that pages are tried at. */
    enum Size {
        PHONE(390, 844),
        DESK(1_280, 800);

        private final int width;
        private final int height;

        Size(int width, int height) {
            this.width = width;
            this.height = height;
        }
    }

    private final Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final Browser browser = playwright
            .chromium()
            .launch(new LaunchOptions()
                    .setExecutablePath(PROGRAM)
                    .setArgs(List.of("--no-sandbox", "--autoplay-policy=no-user-gesture-required")));
    private final List<String> complaints = new ArrayList<>();

    /** A fresh browser that signs in by a link, as a person would. */
    Page signIn(String link, Size size) {
        var page = open(size);
        page.navigate(link);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
        page.getByRole(AriaRole.NAVIGATION).waitFor();
        return page;
    }

    Page open(Size size) {
        var context = browser.newContext(new Browser.NewContextOptions().setViewportSize(size.width, size.height));
        context.addInitScript(WATCH);
        var page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.text() + " at " + message.location());
            }
        });
        page.onPageError(complaints::add);
        return page;
    }

    /** Ends what a test opened, and fails it if a page complained. */
    void closePages() {
        List.copyOf(browser.contexts()).forEach(BrowserContext::close);
        requireCalm();
    }

    /** No complaint since they were forgotten last. */
    void requireCalm() {
        var all = List.copyOf(complaints);
        complaints.clear();
        assertThat(all).isEmpty();
    }

    void forgetComplaints() {
        complaints.clear();
    }

    /** Nothing that WCAG 2.1 AA or axe's best practices object to. */
    static void requireAccessible(Page page) {
        assertThat(new AxeBuilder(page).analyze().getViolations())
                .as(page.url())
                .extracting(rule -> rule.getId() + ": " + rule.getNodes())
                .isEmpty();
    }

    /** Keeps a picture for whoever looks. */
    static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", name + ".png")));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
