package dev.cradlewatch.console.http;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;

/**
 * One thing that can be asked.
 *
 * @param method   HTTP method
 * @param path     with names in braces for its parts that vary
 * @param audience who may ask
 * @param handler  answers
 */
public record Route(HandlerType method, String path, Audience audience, Answer handler) {

    /** Answers a request of somebody who was let in. */
    @FunctionalInterface
    public interface Answer {

        /** @throws Refusal if it is not answered as asked */
        void to(Context context, Visitor visitor) throws Exception;
    }

    public static Route get(String path, Audience audience, Answer handler) {
        return new Route(HandlerType.GET, path, audience, handler);
    }

    public static Route post(String path, Audience audience, Answer handler) {
        return new Route(HandlerType.POST, path, audience, handler);
    }

    public static Route put(String path, Audience audience, Answer handler) {
        return new Route(HandlerType.PUT, path, audience, handler);
    }

    public static Route patch(String path, Audience audience, Answer handler) {
        return new Route(HandlerType.PATCH, path, audience, handler);
    }

    boolean changesSomething() {
        return !method.equals(HandlerType.GET);
    }
}
