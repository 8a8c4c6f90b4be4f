package dev.cradlewatch.models.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cradlewatch.models.ModelException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColorModelCardTest {

    private static final String CARD =
            """
            {"name": "color-ref", "version": "0.1.0", "kind": "color", "reference": true, "side_multiple": 32,
             "side_px": 512, "variants": {
               "fp32": {"file": "color-ref.onnx", "sha256": "%1$s", "held_bytes": 30000000, "run_bytes": 9000000,
                        "run_bytes_per_pixel": 250.5},
               "u8": {"file": "color-ref-u8.onnx", "sha256": "%1$s", "held_bytes": 20000000, "run_bytes": 8000000,
                      "run_bytes_per_pixel": 90}}}
            """.formatted("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

    @TempDir
    private Path folder;

    @Test
    void readsBothVariants() throws Exception {
        Files.writeString(folder.resolve("card.json"), CARD);

        var card = ModelFolder.at(folder).colorCard();

        assertThat(card.reference()).isTrue();
        assertThat(card.sideMultiple()).isEqualTo(32);
        assertThat(card.nameAndVersion("fp32")).isEqualTo("color-ref 0.1.0");
        assertThat(card.nameAndVersion("u8")).isEqualTo("color-ref-u8 0.1.0");
        assertThat(card.variants().get("fp32").runBytesPerPixel()).isEqualTo(250.5);
        assertThat(card.variants().get("u8").file()).isEqualTo("color-ref-u8.onnx");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "version": "0.1.0",         | ``                       | version is missing
            "side_px": 512,             | "side_px": 500,          | side_px 500: expected a multiple of 32
            "side_multiple": 32,        | ``                       | side_multiple 0.0: expected more than 0
            "fp32"                      | "fp16"                   | variants has no fp32
            "run_bytes": 9000000,       | ``                       | run_bytes 0.0: expected more than 0
            "color-ref.onnx"            | "../color-ref.onnx"      | expected a file beside the card
            """)
    void refusesAWrongCardAndSaysWhatIsWrong(String correct, String wrong, String message) throws Exception {
        assertThat(CARD).contains(correct);
        Files.writeString(folder.resolve("card.json"), CARD.replace(correct, wrong));

        assertThatThrownBy(() -> ModelFolder.at(folder).colorCard())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(message);
    }

    @Test
    void isNoCardOfACryModel() throws Exception {
        Files.writeString(folder.resolve("card.json"), CARD);

        assertThatThrownBy(() -> ModelFolder.at(folder).card()).hasMessageContaining("file is missing");
    }
}
