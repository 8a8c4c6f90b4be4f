package dev.cradlewatch.jobs.bench.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/**
 * Many live pages, in a process of their own: each signs in by its own link and keeps its stream open. What they see is written to
 * standard output in lines, see {@link PageLog}. It ends when standard input does.
 */
final class PagesMain {
    private static final int CLIENT_THREADS = 2;
    private static final int SIGN_INS_AT_A_TIME = 8;

    private PagesMain() {}

    /** @param arguments the console's address, and a file with an invitation's token for each page */
    public static void main(String[] arguments) throws Exception {
        var address = URI.create(arguments[0]);
        var tokens = Files.readAllLines(Path.of(arguments[1]));
        var signIns = Executors.newFixedThreadPool(SIGN_INS_AT_A_TIME);
        var work = Executors.newSingleThreadScheduledExecutor();
        var threads = Executors.newFixedThreadPool(CLIENT_THREADS);
        try (var log = new PageLog(new FileOutputStream(FileDescriptor.out), work)) {
            var client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(10))
                    .executor(threads)
                    .build();
            List<Callable<LivePage>> calls = new ArrayList<>();
            for (var page = 0; page < tokens.size(); page++) {
                var number = page;
                calls.add(() -> LivePage.signIn(number, address, tokens.get(number), client, work, log));
            }
            for (var signedIn : signIns.invokeAll(calls)) {
                signedIn.get().open();
            }
            while (System.in.read() >= 0) {
                continue;
            }
        } finally {
            signIns.shutdownNow();
            work.shutdownNow();
            threads.shutdownNow();
        }
        System.exit(0);
    }
}
