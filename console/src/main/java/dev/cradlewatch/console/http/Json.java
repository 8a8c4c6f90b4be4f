package dev.cradlewatch.console.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.javalin.http.Context;
import java.io.IOException;

/** The page's JSON: records as objects, times as ISO 8601 in UTC, what is absent as null. Thread-safe. */
public final class Json {
    private final ObjectMapper mapper = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    public byte[] bytes(Object value) {
        try {
            return mapper.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a %s has no JSON".formatted(value.getClass()), e);
        }
    }

    /** Answers with a value. */
    public void write(Context context, Object value) {
        context.contentType("application/json").result(bytes(value));
    }

    /**
     * The request's body, which must say that it is JSON: forms of other sites cannot without asking first.
     *
     * @throws Refusal if it is not what the type says
     */
    public <T> T read(Context context, Class<T> type) {
        if (!context.isJson()) {
            throw Refusal.wrong("expected Content-Type application/json");
        }
        try {
            var value = mapper.readValue(context.bodyAsBytes(), type);
            if (value == null) {
                throw Refusal.wrong("the body is null: expected an object");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw Refusal.wrong("the body is not as expected: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw Refusal.wrong("the body cannot be read: " + e.getMessage());
        }
    }
}
