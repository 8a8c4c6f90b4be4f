package dev.cradlewatch.console.sql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cradlewatch.connectors.history.HistoryTable;
import dev.cradlewatch.connectors.history.HistoryTables;
import dev.cradlewatch.connectors.query.HistoryReader;
import dev.cradlewatch.connectors.query.QueriesPage;
import dev.cradlewatch.console.http.Audience;
import dev.cradlewatch.console.http.Json;
import dev.cradlewatch.console.http.Limits;
import dev.cradlewatch.console.http.Refusal;
import dev.cradlewatch.console.http.Route;
import dev.cradlewatch.console.http.Visitor;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The analyst's page. */
public final class SqlRoutes {
    private static final String QUESTIONS = "/dev/cradlewatch/console/docs/queries.md";
    private static final Duration TABLES_KEPT = Duration.ofMinutes(10);

    private record Statement(String sql) {}

    private record ColumnView(String name, String type) {}

    private record TableView(String name, String kind, List<ColumnView> columns) {}

    private interface FileWriter {
        void write(String sql, Path file) throws IOException, InterruptedException;
    }

    private final HistoryReader history;
    private final SqlDesk desk;
    private final Limits limits;
    private final Json json;
    private final Cache<String, List<TableView>> tables =
            Caffeine.newBuilder().expireAfterWrite(TABLES_KEPT).build();

    public SqlRoutes(HistoryReader history, SqlPolicy policy, Limits limits, Json json) {
        this.history = history;
        desk = new SqlDesk(history, policy);
        this.limits = limits;
        this.json = json;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/tables", Audience.ANALYST, this::tables),
                Route.get("/api/questions", Audience.ANALYST, (context, visitor) -> json.write(context, questions())),
                Route.post("/api/sql", Audience.ANALYST, this::answer),
                Route.post(
                        "/api/sql/csv",
                        Audience.ANALYST,
                        (context, visitor) -> file(context, visitor, "csv", "text/csv", desk::writeCsv)),
                Route.post(
                        "/api/sql/parquet",
                        Audience.ANALYST,
                        (context, visitor) -> file(
                                context, visitor, "parquet", "application/vnd.apache.parquet", desk::writeParquet)));
    }

    private void answer(Context context, Visitor visitor) throws IOException, InterruptedException {
        limits.ofQuestion(visitor.session().tokenHash());
        json.write(context, desk.answer(json.read(context, Statement.class).sql()));
    }

    private void file(Context context, Visitor visitor, String extension, String type, FileWriter writer)
            throws IOException, InterruptedException {
        limits.ofQuestion(visitor.session().tokenHash());
        var file = Files.createTempFile("cradlewatch-answer", "." + extension);
        try {
            writer.write(json.read(context, Statement.class).sql(), file);
            context.contentType(type)
                    .header("Content-Disposition", "attachment; filename=\"cradlewatch.%s\"".formatted(extension))
                    .result(Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE));
        } catch (IOException | InterruptedException | Refusal e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private void tables(Context context, Visitor visitor) throws IOException, InterruptedException {
        var known = Optional.ofNullable(tables.getIfPresent("all"));
        if (known.isEmpty()) {
            known = Optional.of(readTables());
            tables.put("all", known.get());
        }
        json.write(context, known.get());
    }

    private List<TableView> readTables() throws IOException, InterruptedException {
        var stored = HistoryTables.all().stream().map(HistoryTable::name).collect(Collectors.toSet());
        var all = new ArrayList<TableView>();
        for (var name : names()) {
            var columns = desk.answer("DESCRIBE " + name).rows().stream()
                    .map(row -> new ColumnView(String.valueOf(row.get(0)), String.valueOf(row.get(1))))
                    .toList();
            all.add(new TableView(name, stored.contains(name) ? "TABLE" : "VIEW", columns));
        }
        return all;
    }

    private List<String> names() throws IOException {
        try (var snapshot = history.snapshot(Optional.empty())) {
            return snapshot.names();
        }
    }

    private static List<QueriesPage.Question> questions() throws IOException {
        try (var page = SqlRoutes.class.getResourceAsStream(QUESTIONS)) {
            if (page == null) {
                throw Refusal.unavailable("this build has no ready questions");
            }
            return QueriesPage.read(page);
        }
    }
}
