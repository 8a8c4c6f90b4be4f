package dev.cradlewatch.operators.image;

import java.awt.Point;
import java.awt.Rectangle;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;

/** What a writer reads from instead of an image in memory: rows are made when they are asked for. */
final class RowsRaster extends Raster {
    private static final int[] BANDS = {0, 1, 2};

    private final RgbRows rows;

    RowsRaster(RgbRows rows) {
        super(
                new PixelInterleavedSampleModel(
                        DataBuffer.TYPE_BYTE, rows.widthPx(), rows.heightPx(), 3, 3 * rows.widthPx(), BANDS),
                new DataBufferByte(1),
                new Point());
        this.rows = rows;
    }

    @Override
    public Raster createChild(
            int parentX, int parentY, int width, int height, int childMinX, int childMinY, int[] bandList) {
        return rows(new Rectangle(parentX, parentY, width, height))
                .createChild(parentX, parentY, width, height, childMinX, childMinY, bandList);
    }

    /** The rows that hold this part of the picture. */
    Raster rows(Rectangle part) {
        int stride = 3 * rows.widthPx();
        var bytes = new byte[stride * part.height];
        var row = new byte[stride];
        for (int y = 0; y < part.height; y++) {
            rows.row(part.y + y, row);
            System.arraycopy(row, 0, bytes, y * stride, stride);
        }
        return Raster.createInterleavedRaster(
                new DataBufferByte(bytes, bytes.length),
                rows.widthPx(),
                part.height,
                stride,
                3,
                BANDS,
                new Point(0, part.y));
    }
}
