package dev.cradlewatch.operators.notify;

import dev.cradlewatch.operators.alert.Alert;

/** Everything on which somebody may be told something. */
public sealed interface NoticeSignal {

    String household();

    /** A version of an alert; an acknowledgement is one, too. */
    record OfAlert(Alert alert) implements NoticeSignal {
        @Override
        public String household() {
            return alert.household();
        }
    }

    /** Somebody tries a channel. */
    record OfTest(ChannelTest test) implements NoticeSignal {
        @Override
        public String household() {
            return test.household();
        }
    }
}
