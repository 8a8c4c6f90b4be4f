package dev.cradlewatch.console.live;

/** A page that is told what changes. Calls come one after the other and must not wait. */
public interface Page {

    void tell(Frame frame);

    /** Nothing more comes; the page asks anew if it is still there. */
    void close();

    /** Hash of the session that it belongs to. */
    String session();
}
