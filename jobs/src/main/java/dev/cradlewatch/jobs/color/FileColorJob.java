package dev.cradlewatch.jobs.color;

import dev.cradlewatch.operators.image.ColorWorkshop;
import dev.cradlewatch.operators.image.ColoringPolicy;
import dev.cradlewatch.operators.image.ReferencePicture;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * {@link NightColorJob} for a folder: from files to files, bounded. All have one reference or none, so they are spread over the subtasks
 * whatever their camera.
 */
public final class FileColorJob {
    private final ColorWorkshop.Source workshop;
    private final ColoringPolicy policy;
    private final Optional<ReferencePicture> reference;
    private final boolean overwrites;

    /** @param overwrites whether coloured pictures that are there already are made anew */
    public FileColorJob(
            ColorWorkshop.Source workshop,
            ColoringPolicy policy,
            Optional<ReferencePicture> reference,
            boolean overwrites) {
        this.workshop = workshop;
        this.policy = policy;
        this.reference = reference;
        this.overwrites = overwrites;
    }

    /** Adds the job's graph to the environment of the files. */
    public DataStream<FileOutcome> define(DataStream<PictureFile> files) {
        return files.rebalance()
                .map(new ColorizeFiles(workshop, policy, reference, overwrites), TypeInformation.of(FileOutcome.class))
                .uid("colorize-files")
                .name("colorize-files");
    }
}
