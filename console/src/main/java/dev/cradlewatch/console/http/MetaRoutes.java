package dev.cradlewatch.console.http;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What the interface tells of itself. */
public final class MetaRoutes {
    private static final String OPEN_API = "/dev/cradlewatch/console/openapi.json";

    private final Json json;

    public MetaRoutes(Json json) {
        this.json = json;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(
                        "/api/health",
                        Audience.ANYBODY,
                        (context, nobody) -> json.write(context, Map.of("status", "ok"))),
                Route.get("/api/openapi.json", Audience.ANYBODY, (context, nobody) -> context.contentType(
                                "application/json")
                        .result(openApi())));
    }

    private static byte[] openApi() throws IOException {
        try (var description = MetaRoutes.class.getResourceAsStream(OPEN_API)) {
            if (description == null) {
                throw Refusal.unavailable("this build has no description of its interface");
            }
            return description.readAllBytes();
        }
    }
}
