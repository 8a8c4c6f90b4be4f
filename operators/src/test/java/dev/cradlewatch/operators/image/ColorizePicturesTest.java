package dev.cradlewatch.operators.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.cradlewatch.models.bounded.MemoryBudget;
import dev.cradlewatch.models.color.RgbPicture;
import dev.cradlewatch.operators.stream.DeadLetter;
import dev.cradlewatch.operators.stream.DeadLetterReason;
import dev.cradlewatch.operators.stream.DeadLetters;
import dev.cradlewatch.operators.stream.Heard;
import dev.cradlewatch.operators.stream.Lane;
import dev.cradlewatch.operators.stream.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ColorizePicturesTest {
    private static final Instant EVENING = Instant.parse("2026-01-15T22:00:00Z");
    private static final int SMALL = 50_000;
    private static final long PLENTY = 256L << 20;

    private final TestStore store = new TestStore();
    private final MemoryBudget budget = new MemoryBudget(PLENTY);

    private KeyedOneInputStreamOperatorTestHarness<String, Heard<NightImage>, ColorizedImage> harness;
    private byte[] day;
    private byte[] night;
    private long offset;

    @BeforeEach
    void open() throws Exception {
        day = PictureFiles.jpeg(scene(320, 240, 0xff));
        night = PictureFiles.jpeg(grey(320, 240));
        harness = harness(both(budget));
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void colorsByTheLastGoodDayPictureAndWithoutOneByTheAutomaticModel() throws Exception {
        arrive(night("before", 0));
        arrive(day("monday", 1, day));
        arrive(night("n1", 2));
        arrive(day("tuesday", 3, day));
        arrive(night("n2", 4));

        assertThat(harness.extractOutputValues())
                .extracting(ColorizedImage::imageId, ColorizedImage::model, ColorizedImage::referenceImageId)
                .containsExactly(
                        tuple("before", "test-auto 1", ""),
                        tuple("n1", "test-ref 1", "monday"),
                        tuple("n2", "test-ref 1", "tuesday"));
        assertThat(letters()).isEmpty();
    }

    @Test
    void theResultIsTheUploadInColorWithModelAndReferenceInTheFile() throws Exception {
        arrive(day("monday", 1, day));
        arrive(night("n1", 2));

        var result = harness.extractOutputValues().get(0);
        var picture = new PictureDecoder(PictureLimits.DEFAULT).decode(result.data(), Integer.MAX_VALUE);
        assertThat(List.of(result.widthPx(), result.heightPx())).containsExactly(320, 240);
        assertThat(List.of(picture.widthPx(), picture.heightPx())).containsExactly(320, 240);
        int pixel = picture.rgb()[120 * 320 + 160];
        assertThat(pixel >> 16 & 0xff).as("red, as the test's model says").isGreaterThan((pixel >> 8 & 0xff) + 30);
        assertThat(new String(result.data(), StandardCharsets.ISO_8859_1))
                .contains("model: test-ref 1; reference: monday");
        assertThat(result.takenAt()).isEqualTo(EVENING.plus(Duration.ofHours(2)));
        assertThat(result.uri()).isEmpty();
        assertThat(result.tookMicros()).isPositive();
        assertThat(result.peakMemoryBytes()).isBetween((long) TestModel.PEAK, 40L << 20);
        assertThat(result.source()).isEqualTo(new Origin("night.images", 0, 1));
        assertThat(budget.usage().heldBytes()).as("given back").isZero();
    }

    @Test
    void aBadDayPictureDoesNotReplaceAGoodOne() throws Exception {
        arrive(day("good", 1, day));
        arrive(day("grey", 2, PictureFiles.jpeg(grey(320, 240))));
        arrive(day("dark", 3, PictureFiles.png(scene(320, 240, 0x10))));
        arrive(day("blurred", 4, PictureFiles.png(PictureFiles.gradient(320, 240))));
        arrive(day("tiny", 5, PictureFiles.png(scene(60, 60, 0xff))));
        arrive(day("of the day before", 0, day));
        arrive(night("n", 6));

        assertThat(harness.extractOutputValues())
                .extracting(ColorizedImage::referenceImageId)
                .containsExactly("good");
        assertThat(letters()).as("a bad reference is no bad record").isEmpty();
    }

    @Test
    void aDayPictureServesWhetherTakenBeforeOrAfterButNotForEver() throws Exception {
        var hours = (int) Duration.ofDays(30).toHours();
        arrive(day("d", hours, day));
        arrive(night("before it", 0));
        arrive(night("after it", 2 * hours));
        arrive(night("long before it", -1));
        arrive(night("long after it", 2 * hours + 1));

        assertThat(harness.extractOutputValues())
                .extracting(ColorizedImage::referenceImageId)
                .containsExactly("d", "d", "", "");
    }

    @Test
    void devicesDoNotShareTheirDayPictures() throws Exception {
        arrive(day("d", 1, day));
        var other = night("n", 2);
        arrive(new NightImage("door", "n", other.takenAt(), other.sent(), ImageKind.NIGHT, night, ""));

        assertThat(harness.extractOutputValues())
                .extracting(ColorizedImage::referenceImageId)
                .containsExactly("");
    }

    @Test
    void aPictureThatIsDeliveredTwiceIsColoredOnce() throws Exception {
        arrive(night("n", 1));
        arrive(night("n", 1));

        assertThat(harness.extractOutputValues()).hasSize(1);
        assertThat(letters()).isEmpty();
    }

    @Test
    void afterAFailureTheSamePictureGivesTheSameFile() throws Exception {
        arrive(day("d", 1, day));
        var checkpoint = harness.snapshot(1, 1);
        arrive(night("n", 2));
        try (var again = harness(both(budget))) {
            again.initializeState(checkpoint);
            again.open();
            again.processElement(new StreamRecord<>(heard(night("n", 2))));

            var before = harness.extractOutputValues().get(0);
            assertThat(again.extractOutputValues()).singleElement().satisfies(after -> {
                assertThat(after.data()).isEqualTo(before.data());
                assertThat(after.referenceImageId()).isEqualTo("d");
                assertThat(ImageFacts.of(after, after.source()).identity())
                        .isEqualTo(ImageFacts.of(before, before.source()).identity());
            });
        }
    }

    @Test
    void forgetsADayPictureAndImageIdsAfterTheirTime() throws Exception {
        harness.setStateTtlProcessingTime(0);
        arrive(day("d", 0, day));
        arrive(night("n", 1));
        harness.setStateTtlProcessingTime(Duration.ofDays(31).toMillis());
        arrive(night("n", 1));
        harness.setStateTtlProcessingTime(Duration.ofDays(61).toMillis());
        arrive(night("m", 2));

        assertThat(harness.extractOutputValues())
                .extracting(ColorizedImage::referenceImageId)
                .containsExactly("d", "d", "");
    }

    @Test
    void whatIsNoPictureIsADeadLetterWithItsReasonAndTheNextOneIsColored() throws Exception {
        arrive(night("bomb", PictureFiles.forgedPng(64_000, 64_000)));
        arrive(night("jpeg-bomb", PictureFiles.forgedJpeg(64_000, 64_000, 3)));
        arrive(night("half", Arrays.copyOf(night, night.length / 2)));
        arrive(night("text", "not a picture at all".getBytes(StandardCharsets.UTF_8)));
        arrive(night("cmyk", PictureFiles.forgedJpeg(100, 100, 4)));
        arrive(night("hollow", PictureFiles.forgedPng(100, 100)));
        arrive(day("day-text", 1, new byte[] {1, 2, 3}));
        arrive(night("whole", night));

        assertThat(letters())
                .extracting(DeadLetter::reason)
                .containsExactly(
                        DeadLetterReason.TOO_MANY_PIXELS,
                        DeadLetterReason.TOO_MANY_PIXELS,
                        DeadLetterReason.TRUNCATED_PICTURE,
                        DeadLetterReason.NOT_A_PICTURE,
                        DeadLetterReason.UNSUPPORTED_PICTURE,
                        DeadLetterReason.DAMAGED_PICTURE,
                        DeadLetterReason.NOT_A_PICTURE);
        assertThat(letters().get(2).detail()).contains("picture half of device crib", "ends before the picture does");
        assertThat(letters().get(2).origin()).isEqualTo(new Origin("night.images", 0, 2));
        assertThat(harness.extractOutputValues())
                .extracting(ColorizedImage::imageId)
                .containsExactly("whole");
        assertThat(budget.usage().heldBytes()).isZero();
    }

    @Test
    void aPictureThatNeverFitsTheBudgetIsRefusedInsteadOfWaitedFor() throws Exception {
        try (var small = harness(both(new MemoryBudget(6 << 20)))) {
            small.open();
            small.processElement(new StreamRecord<>(heard(night("n", 1))));

            assertThat(small.extractOutputValues()).isEmpty();
            assertThat(letters(small)).singleElement().satisfies(letter -> {
                assertThat(letter.reason()).isEqualTo(DeadLetterReason.OVER_BUDGET);
                assertThat(letter.detail()).contains("the budget is 6,291,456");
            });
        }
    }

    @Test
    @Timeout(30)
    void waitsUntilOthersHaveGivenMemoryBack() throws Exception {
        var others = budget.take("others", PLENTY);
        var failure = new AtomicReference<Exception>();
        var subtask = new Thread(() -> {
            try {
                arrive(night("n", 1));
            } catch (Exception e) {
                failure.set(e);
            }
        });
        subtask.start();
        while (budget.usage().waiting() == 0) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        assertThat(harness.extractOutputValues()).isEmpty();

        others.close();
        subtask.join();

        assertThat(failure.get()).isNull();
        assertThat(harness.extractOutputValues()).hasSize(1);
    }

    @Test
    void withoutAReferenceAndWithoutAnAutomaticModelThePictureIsRefused() throws Exception {
        try (var onlyByReference = harness(() -> ColorWorkshop.of(
                new ColorMethods(Optional.of(new TestModel("test-ref 1", true)), Optional.empty()), budget))) {
            onlyByReference.open();
            onlyByReference.processElement(new StreamRecord<>(heard(night("n", 1))));

            assertThat(letters(onlyByReference))
                    .extracting(DeadLetter::reason)
                    .containsExactly(DeadLetterReason.NO_REFERENCE);
        }
    }

    @Test
    void aPictureOnWhichTheModelFailsMayComeAgain() throws Exception {
        var model = new TestModel("test-auto 1", false);
        model.failing = true;
        try (var failing =
                harness(() -> ColorWorkshop.of(new ColorMethods(Optional.empty(), Optional.of(model)), budget))) {
            failing.open();
            failing.processElement(new StreamRecord<>(heard(night("n", 1))));
            model.failing = false;
            failing.processElement(new StreamRecord<>(heard(night("n", 1))));

            assertThat(letters(failing)).extracting(DeadLetter::reason).containsExactly(DeadLetterReason.MODEL_FAILED);
            assertThat(failing.extractOutputValues()).hasSize(1);
        }
        assertThat(model.closed).isTrue();
    }

    @Test
    void aLargeUploadComesByUriAndALargeResultGoesByUri() throws Exception {
        store.files.put("file:/uploads/n.png", PictureFiles.png(noise(400, 300)));
        store.maxResultBytes = 32 << 20;
        harness.close();
        harness = harness(both(budget), SMALL);
        harness.open();
        var image = night("n", 1);
        arrive(new NightImage(
                "crib", "n", image.takenAt(), image.sent(), ImageKind.NIGHT, new byte[0], "file:/uploads/n.png"));
        arrive(new NightImage(
                "crib", "gone", image.takenAt(), image.sent(), ImageKind.NIGHT, new byte[0], "file:/uploads/gone.png"));

        assertThat(letters()).extracting(DeadLetter::reason).containsExactly(DeadLetterReason.PICTURE_UNREACHABLE);
        var result = harness.extractOutputValues().get(0);
        assertThat(result.data()).isEmpty();
        assertThat(result.uri()).isEqualTo("file:/colorized/crib/n.png");
        assertThat(store.files.get(result.uri()).length).isGreaterThan(SMALL);
    }

    @Test
    void withoutAPlaceForLargeResultsAPngBecomesAJpegThatFits() throws Exception {
        harness.close();
        harness = harness(both(budget), SMALL);
        harness.open();
        arrive(night("n", PictureFiles.png(noise(400, 300))));

        var result = harness.extractOutputValues().get(0);
        assertThat(result.data().length).isLessThanOrEqualTo(SMALL);
        assertThat(new PictureDecoder(PictureLimits.DEFAULT)
                        .inspect(result.data())
                        .format())
                .isEqualTo(PictureFormat.JPEG);
        assertThat(result.widthPx()).isEqualTo(400);
    }

    private KeyedOneInputStreamOperatorTestHarness<String, Heard<NightImage>, ColorizedImage> harness(
            ColorWorkshop.Source source) throws Exception {
        return harness(source, ColoringPolicy.DEFAULT.maxRecordFileBytes());
    }

    private KeyedOneInputStreamOperatorTestHarness<String, Heard<NightImage>, ColorizedImage> harness(
            ColorWorkshop.Source source, int maxRecordFileBytes) throws Exception {
        var policy = new ColoringPolicy(
                PictureLimits.DEFAULT,
                WorkingSize.DEFAULT,
                GuidePolicy.DEFAULT,
                DayPicturePolicy.DEFAULT,
                maxRecordFileBytes);
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new ColorizePictures(source, policy, PictureMemories.DEFAULT, store)),
                heard -> heard.record().device(),
                Types.STRING);
    }

    private static ColorWorkshop.Source both(MemoryBudget budget) {
        return () -> ColorWorkshop.of(
                new ColorMethods(
                        Optional.of(new TestModel("test-ref 1", true)),
                        Optional.of(new TestModel("test-auto 1", false))),
                budget);
    }

    private void arrive(NightImage image) throws Exception {
        harness.processElement(new StreamRecord<>(heard(image)));
    }

    private Heard<NightImage> heard(NightImage image) {
        return new Heard<>(
                "home", image.takenAt(), image.sent(), Lane.LIVE, new Origin("night.images", 0, offset++), image);
    }

    private NightImage night(String id, int hour) {
        return image(id, hour, ImageKind.NIGHT, night);
    }

    private static NightImage night(String id, byte[] file) {
        return image(id, 1, ImageKind.NIGHT, file);
    }

    private static NightImage day(String id, int hour, byte[] file) {
        return image(id, hour, ImageKind.DAY, file);
    }

    private static NightImage image(String id, int hour, ImageKind kind, byte[] file) {
        var at = EVENING.plus(Duration.ofHours(hour));
        return new NightImage("crib", id, at, at.plusSeconds(1), kind, file, "");
    }

    private List<DeadLetter> letters() {
        return letters(harness);
    }

    private static List<DeadLetter> letters(KeyedOneInputStreamOperatorTestHarness<?, ?, ?> harness) {
        return Optional.ofNullable(harness.getSideOutput(DeadLetters.TAG)).stream()
                .flatMap(letters -> letters.stream())
                .map(StreamRecord::getValue)
                .toList();
    }

    /** Coloured squares with sharp edges. */
    private static RgbPicture scene(int width, int height, int brightest) {
        var rgb = new int[width * height];
        for (int i = 0; i < rgb.length; i++) {
            int square = i % width / 20 + i / width / 20;
            rgb[i] = switch (square % 3) {
                case 0 -> brightest << 16;
                case 1 -> brightest << 8;
                default -> brightest | brightest / 2 << 8;
            };
        }
        return new RgbPicture(width, height, rgb);
    }

    private static RgbPicture grey(int width, int height) {
        var rgb = new int[width * height];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (60 + 120 * (i % width / 20 % 2)) * 0x010101;
        }
        return new RgbPicture(width, height, rgb);
    }

    private static RgbPicture noise(int width, int height) {
        var random = new Random(5);
        var rgb = new int[width * height];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = random.nextInt(256) * 0x010101;
        }
        return new RgbPicture(width, height, rgb);
    }
}
