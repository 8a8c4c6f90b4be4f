package dev.cradlewatch.jobs.eval;

import dev.cradlewatch.models.color.RgbPicture;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Pictures in rows of the same length, small, in one PNG file. Holds small copies only. */
public final class ContactSheet {
    private static final int TILE_PX = 128;
    private static final int GAP_PX = 4;

    private final List<List<RgbPicture>> rows = new ArrayList<>();

    /** @throws IllegalArgumentException if the row is not as long as those before */
    public void addRow(List<RgbPicture> pictures) {
        if (pictures.isEmpty() || !rows.isEmpty() && rows.get(0).size() != pictures.size()) {
            throw new IllegalArgumentException(
                    "row of %d pictures: expected as many as before, at least one".formatted(pictures.size()));
        }
        rows.add(pictures.stream()
                .map(picture -> picture.scaledTo(TILE_PX, TILE_PX))
                .toList());
    }

    /** @throws IllegalStateException if there is no row */
    public void write(Path png) throws IOException {
        if (rows.isEmpty()) {
            throw new IllegalStateException("no picture to draw: add a row first");
        }
        var sheet = new BufferedImage(extent(rows.get(0).size()), extent(rows.size()), BufferedImage.TYPE_3BYTE_BGR);
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < rows.get(row).size(); column++) {
                var tile = rows.get(row).get(column).rgb();
                sheet.setRGB(column * (TILE_PX + GAP_PX), row * (TILE_PX + GAP_PX), TILE_PX, TILE_PX, tile, 0, TILE_PX);
            }
        }
        try (var out = Files.newOutputStream(png)) {
            ImageIO.write(sheet, "png", out);
        }
    }

    private static int extent(int tiles) {
        return tiles * (TILE_PX + GAP_PX) - GAP_PX;
    }
}
