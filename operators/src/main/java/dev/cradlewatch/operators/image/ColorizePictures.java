package dev.cradlewatch.operators.image;

import dev.cradlewatch.operators.stream.DeadLetter;
import dev.cradlewatch.operators.stream.DeadLetterReason;
import dev.cradlewatch.operators.stream.DeadLetters;
import dev.cradlewatch.operators.stream.Heard;
import dev.cradlewatch.operators.stream.RefusedRecordException;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keeps the last good day picture of a device and colours its night pictures, by that day picture where there is one in time. Each image id
 * passes once. Works on one picture at a time and waits for memory in the element's own time, so that a job with less memory than pictures
 * is a slow job: Flink sees backpressure. What cannot be coloured becomes a dead letter with its reason. Keyed by device.
 */
public final class ColorizePictures extends KeyedProcessFunction<String, Heard<NightImage>, ColorizedImage> {
    private static final long serialVersionUID = 1L;

    /** The same picture may do better when it comes again. */
    private static final Set<DeadLetterReason> PASSING =
            EnumSet.of(DeadLetterReason.PICTURE_UNREACHABLE, DeadLetterReason.MODEL_FAILED);

    private final ColorWorkshop.Source source;
    private final ColoringPolicy policy;
    private final PictureMemories memories;
    private final PictureStore store;

    private transient ColorWorkshop workshop;
    private transient Colorizer colorizer;
    private transient DayPictures days;
    private transient PictureMetrics metrics;
    private transient ValueState<ReferencePicture> reference;
    private transient MapState<String, Boolean> done;

    public ColorizePictures(
            ColorWorkshop.Source source, ColoringPolicy policy, PictureMemories memories, PictureStore store) {
        this.source = source;
        this.policy = policy;
        this.memories = memories;
        this.store = store;
    }

    @Override
    public void open(OpenContext context) throws Exception {
        var reference = new ValueStateDescriptor<>("reference", TypeInformation.of(ReferencePicture.class));
        reference.enableTimeToLive(forgottenAfter(memories.reference()));
        this.reference = getRuntimeContext().getState(reference);
        var done = new MapStateDescriptor<>("done", Types.STRING, Types.BOOLEAN);
        done.enableTimeToLive(forgottenAfter(memories.imageIds()));
        this.done = getRuntimeContext().getMapState(done);
        workshop = source.open();
        colorizer = new Colorizer(policy, workshop);
        days = new DayPictures(policy, colorizer);
        metrics = new PictureMetrics(getRuntimeContext().getMetricGroup(), workshop.budget());
    }

    private static StateTtlConfig forgottenAfter(Duration time) {
        return StateTtlConfig.newBuilder(time).build();
    }

    @Override
    public void close() {
        if (workshop != null) {
            workshop.close();
        }
    }

    @Override
    public void processElement(Heard<NightImage> heard, Context context, Collector<ColorizedImage> out)
            throws Exception {
        var image = heard.record();
        if (done.contains(image.imageId())) {
            metrics.duplicate();
            return;
        }
        metrics.picture();
        try {
            if (image.kind() == ImageKind.DAY) {
                keepIfGood(heard);
            } else {
                out.collect(colorized(heard));
            }
            done.put(image.imageId(), true);
        } catch (RefusedRecordException refused) {
            if (!PASSING.contains(refused.reason())) {
                done.put(image.imageId(), true);
            }
            context.output(DeadLetters.TAG, metrics.refused(letter(heard, refused)));
        }
    }

    private void keepIfGood(Heard<NightImage> heard) throws Exception {
        var image = heard.record();
        var held = reference.value();
        if (held != null && !heard.at().isAfter(held.takenAt())) {
            metrics.flawed(DayFlaw.OLDER);
            return;
        }
        var judged = days.judge(image.imageId(), heard.at(), file(image));
        if (judged.flaw().isPresent()) {
            metrics.flawed(judged.flaw().get());
        } else {
            reference.update(judged.picture());
            metrics.reference();
        }
    }

    private ColorizedImage colorized(Heard<NightImage> heard) throws Exception {
        var image = heard.record();
        long started = System.nanoTime();
        var day = Optional.ofNullable(reference.value())
                .filter(held -> policy.day().isInTime(held, heard.at()));
        int maxBytes = Math.max(policy.maxRecordFileBytes(), store.maxResultBytes());
        var colored = colorizer.color(
                "picture %s of device %s".formatted(image.imageId(), image.device()), file(image), day, maxBytes);
        var isInRecord = colored.file().length <= policy.maxRecordFileBytes();
        var uri = isInRecord ? "" : store.write(image.device(), image.imageId(), colored.format(), colored.file());
        var took = Duration.ofNanos(System.nanoTime() - started);
        metrics.colored(colored, took);
        return new ColorizedImage(
                image.device(),
                image.imageId(),
                image.takenAt(),
                isInRecord ? colored.file() : new byte[0],
                uri,
                colored.widthPx(),
                colored.heightPx(),
                colored.model(),
                colored.referenceImageId(),
                took.toNanos() / 1_000,
                colored.heldBytes(),
                heard.origin());
    }

    private byte[] file(NightImage image) throws RefusedRecordException, IOException {
        return image.uri().isEmpty()
                ? image.data()
                : store.read(image.uri(), policy.limits().maxBytes());
    }

    private static DeadLetter letter(Heard<NightImage> heard, RefusedRecordException refused) {
        return DeadLetter.of(
                heard.origin(),
                heard.arrival(),
                heard.record().device(),
                refused.reason(),
                "picture %s of device %s: %s"
                        .formatted(heard.record().imageId(), heard.record().device(), refused.getMessage()));
    }
}
