package dev.cradlewatch.jobs.cluster;

import java.io.IOException;
import java.util.Optional;

/** What an upgrade asks of one of its two releases. Whatever fails says so by an {@link IOException}. */
interface Side {
    /** Stops a job with a savepoint; empty if it is not there. */
    Optional<SavedState> save(ClusterJob job) throws IOException, InterruptedException;

    /** Stops a job, if it is there: with a savepoint if it runs, else as it is. */
    void end(ClusterJob job) throws IOException, InterruptedException;

    /** Ends a job, if it is there, as it is. */
    void cancel(ClusterJob job) throws IOException, InterruptedException;

    /** Submits a job, if it is not there, with its newest state, and returns when it has that and runs. */
    void bring(ClusterJob job) throws IOException, InterruptedException;

    /** The same, from a certain state. */
    void bring(ClusterJob job, SavedState from) throws IOException, InterruptedException;

    void stopFlink() throws IOException, InterruptedException;

    /** Returns when it works. */
    void startFlink() throws IOException, InterruptedException;

    void stopConsole() throws IOException, InterruptedException;

    /** Starts it, if it does not run, and returns when it answers. */
    void startConsole() throws IOException, InterruptedException;
}
