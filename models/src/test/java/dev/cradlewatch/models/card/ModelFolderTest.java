package dev.cradlewatch.models.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cradlewatch.models.ModelException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFolderTest {

    /** Of the three bytes "abc"; FIPS 180-2, appendix B.1. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private static final String CARD = """
            {"name": "own", "version": "1.2.0", "file": "own.onnx", "sha256": "%s", "kind": "cry",
             "features_profile": "cry-full", "context_windows": 4, "thresholds": {"balanced": 0.5, "sure": 0.9},
             "metrics": {"test": {"auc": 0.97}}}
            """.formatted(ABC);

    @TempDir
    private Path folder;

    @BeforeEach
    void writeModel() throws Exception {
        Files.writeString(folder.resolve("card.json"), CARD);
        Files.writeString(folder.resolve("own.onnx"), "abc");
    }

    @Test
    void readsTheCardAndIgnoresKeysForPeople() throws Exception {
        var card = ModelFolder.at(folder).card();

        assertThat(card.nameAndVersion()).isEqualTo("own 1.2.0");
        assertThat(card.featuresProfile()).isEqualTo("cry-full");
        assertThat(card.contextWindows()).isEqualTo(4);
        assertThat(card.thresholds()).containsEntry("balanced", 0.5).containsEntry("sure", 0.9);
        assertThat(card.metrics().at("/test/auc").doubleValue()).isEqualTo(0.97);
    }

    @Test
    void readsACardWithoutThresholdsAndMetrics() throws Exception {
        Files.writeString(folder.resolve("card.json"), CARD.replaceAll("(?s), \"thresholds.*", "}"));

        var card = ModelFolder.at(folder).card();

        assertThat(card.thresholds()).isEmpty();
        assertThat(card.metrics()).isEmpty();
    }

    @Test
    void givesTheModelWhoseDigestIsTheCards() throws Exception {
        var model = ModelFolder.at(folder);

        assertThat(model.model(model.card())).isEqualTo("abc".getBytes());
    }

    @Test
    void refusesAnotherFileThanTheCardsAndSaysWhichDiffers() throws Exception {
        Files.writeString(folder.resolve("own.onnx"), "abd");
        var model = ModelFolder.at(folder);

        assertThatThrownBy(() -> model.model(model.card()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("own.onnx has sha256 a52d159f")
                .hasMessageContaining("its card says " + ABC);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "version": "1.2.0",         | ``                         | version is missing
            "features_profile"          | "profile"                  | features_profile is missing
            "sha256": "ba               | "sha256": "BA              | expected 64 lower-case hex digits
            "balanced": 0.5             | "balanced": 1.5            | threshold balanced 1.5: expected a probability in [0, 1]
            "file": "own.onnx"          | "file": "../own.onnx"      | file "../own.onnx": expected a file beside the card
            "context_windows": 4        | "context_windows": 0       | context_windows 0: expected at least 1
            {"name"                     | {{"name"                   | card.json:
            """)
    void refusesAWrongCardAndSaysWhatIsWrong(String correct, String wrong, String message) throws Exception {
        assertThat(CARD).contains(correct);
        Files.writeString(folder.resolve("card.json"), CARD.replace(correct, wrong));

        assertThatThrownBy(() -> ModelFolder.at(folder).card())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(message)
                .hasMessageContaining(folder.toString());
    }

    @Test
    void saysWhatIsAbsent() throws Exception {
        Files.delete(folder.resolve("own.onnx"));
        var model = ModelFolder.at(folder);
        assertThatThrownBy(() -> model.model(model.card())).hasMessageContaining("no file own.onnx");

        assertThatThrownBy(() -> ModelFolder.builtIn("cry-huge").card())
                .isInstanceOf(ModelException.class)
                .hasMessage("built-in model cry-huge: card.json is not on the class path: check the name, or build the"
                        + " models module again");
    }
}
