package dev.cradlewatch.jobs.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A browser without a page: keeps the cookie and sends the page's token. */
final class Caller {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI address;
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private String csrf = "";

    Caller(URI address) {
        this.address = address;
    }

    /** Signs in by a link. */
    static Caller by(String link) throws Exception {
        var caller = new Caller(URI.create(link.substring(0, link.indexOf("/#"))));
        var signedIn = caller.signIn(link);
        if (signedIn.statusCode() != 200) {
            throw new IllegalStateException("not signed in: " + text(signedIn));
        }
        return caller;
    }

    HttpResponse<byte[]> signIn(String link) throws Exception {
        var token = link.substring(link.indexOf("invite=") + "invite=".length());
        var response = send("POST", "/api/sign-in", "{\"token\": \"%s\"}".formatted(token));
        if (response.statusCode() == 200) {
            csrf = json(response).get("csrf").asText();
        }
        return response;
    }

    HttpResponse<byte[]> get(String path) throws Exception {
        return send("GET", path, "");
    }

    HttpResponse<byte[]> post(String path, String body) throws Exception {
        return send("POST", path, body);
    }

    HttpResponse<byte[]> send(String method, String path, String body) throws Exception {
        return client.send(request(method, path, body).build(), BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> sendWithoutToken(String method, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body));
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    /** Opens the live page's stream. */
    Events live() throws Exception {
        var request = request("GET", "/api/live", "").header("Accept", "text/event-stream");
        return Events.of(client.send(request.build(), BodyHandlers.ofInputStream()));
    }

    static JsonNode json(HttpResponse<byte[]> response) throws Exception {
        return JSON.readTree(response.body());
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder request(String method, String path, String body) {
        return HttpRequest.newBuilder(address.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .header("X-CSRF-Token", csrf)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }
}
