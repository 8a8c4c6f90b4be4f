package dev.cradlewatch.console.live;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;
import java.util.Optional;

/** Tells a page's stream that the container is through with its answer: nothing may be written from then on. */
record EndOfAnswer(EventStream page) implements AsyncListener {

    @Override
    public void onComplete(AsyncEvent event) {
        over(event);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        over(event);
    }

    @Override
    public void onError(AsyncEvent event) {
        over(event);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}

    private void over(AsyncEvent event) {
        page.onError(Optional.ofNullable(event.getThrowable()).orElseGet(() -> new IOException("the answer is over")));
    }
}
