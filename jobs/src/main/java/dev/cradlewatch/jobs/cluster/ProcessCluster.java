package dev.cradlewatch.jobs.cluster;

import dev.cradlewatch.jobs.cluster.config.BrokerFile;
import dev.cradlewatch.jobs.cluster.config.ClusterFolder;
import dev.cradlewatch.jobs.cluster.config.ClusterSettings;
import dev.cradlewatch.jobs.cluster.config.RenderedFiles;
import dev.cradlewatch.jobs.cluster.config.SystemConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The whole system as processes on one machine: three Kafka brokers, PostgreSQL, an S3 store, a Flink JobManager with two TaskManagers and the four
 * jobs, and the console. Nothing starts again by itself: {@link #start} starts what is missing, and jobs go on from their last
 * savepoint or checkpoint, whichever is newer, so that a lost JobManager loses no state.
 */
public final class ProcessCluster {
    private static final Duration UP_WITHIN = Duration.ofSeconds(120);

    /** The last Kafka node has no quorum to sign off with and would wait for five minutes; it has nothing left to lose. */
    private static final Duration BROKERS_STOPPED_WITHIN = Duration.ofSeconds(10);

    private final ClusterFolder folder;
    private final ClusterSettings settings;
    private final Supervisor supervisor;
    private final Processes processes;
    private final Releases releases;
    private final Consumer<String> progress;

    private ProcessCluster(ClusterFolder folder, ClusterSettings settings, Consumer<String> progress) {
        this.folder = folder;
        this.settings = settings;
        this.progress = progress;
        supervisor = new Supervisor(folder);
        processes = new Processes(supervisor, progress);
        releases = new Releases(folder.releases());
    }

    /**
     * A cluster that was made before.
     *
     * @param progress is told what happens, a line each
     * @throws IOException if there is none in the folder
     */
    public static ProcessCluster open(ClusterFolder folder, Consumer<String> progress) throws IOException {
        if (!folder.isThere()) {
            throw new IOException(
                    "there is no cluster in %s: run cradlewatch cluster start, or name its folder with --dir"
                            .formatted(folder.root()));
        }
        return new ProcessCluster(folder, ClusterSettings.read(folder.settings()), progress);
    }

    /** A new cluster with these settings; nothing runs yet. */
    public static ProcessCluster create(ClusterFolder folder, ClusterSettings settings, Consumer<String> progress)
            throws IOException {
        Files.createDirectories(folder.root());
        settings.write(folder.settings());
        return new ProcessCluster(folder, settings, progress);
    }

    public ClusterSettings settings() {
        return settings;
    }

    public SystemConfig system() {
        return new RenderedFiles(folder, settings).system();
    }

    /**
     * Starts what does not run, and returns when all of it does its work.
     *
     * @param jars what to run; if something runs already, the rest joins it with the jars that it has
     * @throws IOException if all of it runs already, or something does not come up; says which log to read
     */
    public void start(Collection<Path> jars) throws IOException, InterruptedException {
        var running = releases.newest().isPresent() ? running() : List.<Service>of();
        var release = running.isEmpty() ? releases.of(jars) : newest();
        var services = new ClusterServices(folder, settings, release);
        if (running.size() == services.all().size() && new JobWatch(services.flink()).areAllThere()) {
            throw new IOException("the cluster in %s runs already".formatted(folder.root()));
        }
        new RenderedFiles(folder, settings).write();
        formatLogs();
        services.postgres().create(system().database().user(), settings.secret(), folder.log("postgres"));
        processes.start(services.brokers());
        processes.start(List.of(services.database(), services.store(), services.jobManager()));
        processes.start(services.taskManagers());
        processes.await(services.brokers());
        deployment(services).ensureTopics();
        processes.start(List.of(services.console()));
        processes.await(List.of(services.database(), services.store(), services.jobManager()));
        processes.await(services.taskManagers());
        deployment(services).submitMissing(release, UP_WITHIN);
        processes.await(List.of(services.console()));
    }

    /** Every process and every job. */
    public List<ServiceStatus> status() throws IOException, InterruptedException {
        var services = new ClusterServices(folder, settings, newest());
        var all = new ArrayList<ServiceStatus>();
        for (var service : services.all()) {
            var process = supervisor.running(service);
            var problem = process.isPresent() ? service.health().problem() : Optional.of("no process");
            all.add(new ServiceStatus(
                    service.name(),
                    process.map(ProcessHandle::pid).map(OptionalLong::of).orElseGet(OptionalLong::empty),
                    problem,
                    service.address()));
        }
        all.addAll(new JobWatch(services.flink()).status());
        return all;
    }

    /**
     * Saves the jobs, then ends all processes in the order in which they need each other. A job that cannot be saved, because it is just
     * recovering for example, goes on from its last checkpoint next time.
     *
     * @throws IOException if nothing runs
     */
    public void stop() throws IOException, InterruptedException {
        if (running().isEmpty()) {
            throw new IOException("the cluster in %s does not run".formatted(folder.root()));
        }
        var services = new ClusterServices(folder, settings, newest());
        if (supervisor.running(services.jobManager()).isPresent()) {
            deployment(services).saveWhatCanBe();
        }
        processes.stop(List.of(services.console()));
        processes.stop(services.taskManagers());
        processes.stop(List.of(services.jobManager()));
        processes.stop(List.of(services.database(), services.store()));
        processes.stop(services.brokers(), BROKERS_STOPPED_WITHIN);
        leftovers().remove();
    }

    /**
     * Stops each job with a savepoint, and lets it go on from there with the new jars, one job after the other; if libraries have changed,
     * Flink itself is started anew in between. Kafka, the database and the store run on. If something does not come up, the release
     * before goes on.
     *
     * @throws IOException if something does not run before, or the release before runs again, or not even that; says which
     */
    public void upgrade(Collection<Path> jars) throws IOException, InterruptedException {
        var before = side(newest());
        if (running().size() < before.services().all().size()
                || !new JobWatch(before.services().flink()).areAllThere()) {
            throw new IOException(
                    "not all of the cluster in %s runs: run cradlewatch cluster start first".formatted(folder.root()));
        }
        var next = side(releases.of(jars));
        var files = KeptFiles.of(folder.config());
        var needsOtherFlink = !next.release().hasLibrariesOf(before.release());
        var upgrade = new Upgrade(before, next, needsOtherFlink, progress);
        try {
            new RenderedFiles(folder, settings).write();
            upgrade.run();
        } catch (IOException e) {
            progress.accept("%s does not come up: %s".formatted(next.release(), e.getMessage()));
            rollBack(upgrade, before.release(), next.release(), files, e);
        }
        leftovers().remove();
    }

    /** @throws IOException always: what failed, what runs, and what to do about it */
    private void rollBack(Upgrade upgrade, Release before, Release next, KeptFiles files, IOException failure)
            throws IOException, InterruptedException {
        try {
            files.restore();
            upgrade.withdraw();
            if (!next.equals(before)) {
                releases.remove(next);
            }
            upgrade.resume();
        } catch (IOException e) {
            throw new IOException(
                    "the upgrade failed: %s; and so did the way back to %s: %s. See cradlewatch cluster status, the logs in %s and docs/operations.md, Upgrade and roll back"
                            .formatted(failure.getMessage(), before, e.getMessage(), folder.run()),
                    e);
        }
        throw new IOException(
                "the upgrade failed: %s. What ran before, %s, runs again and lost nothing. Read the logs in %s, repair what fails, and run cradlewatch cluster upgrade again"
                        .formatted(failure.getMessage(), before, folder.run()),
                failure);
    }

    private ReleaseSide side(Release release) throws IOException {
        var services = new ClusterServices(folder, settings, release);
        return new ReleaseSide(release, services, processes, deployment(services));
    }

    private Leftovers leftovers() throws IOException {
        var all = new ClusterServices(folder, settings, newest()).all();
        return new Leftovers(
                folder,
                releases,
                release -> {
                    for (var service : all) {
                        if (supervisor.runsFrom(service, release.folder())) {
                            return true;
                        }
                    }
                    return false;
                },
                progress);
    }

    private Release newest() throws IOException {
        return releases.newest()
                .orElseThrow(() -> new IOException("the cluster in %s was never started".formatted(folder.root())));
    }

    private List<Service> running() throws IOException {
        var running = new ArrayList<Service>();
        for (var service : new ClusterServices(folder, settings, newest()).all()) {
            if (supervisor.running(service).isPresent()) {
                running.add(service);
            }
        }
        return running;
    }

    private void formatLogs() throws IOException {
        var logs = new LogFolders(new BrokerFile(folder, settings), settings.clusterId());
        for (var node = 1; node <= ClusterSettings.BROKERS; node++) {
            logs.format(node);
        }
    }

    private Deployment deployment(ClusterServices services) {
        return new Deployment(folder, system(), services.flink(), progress);
    }
}
