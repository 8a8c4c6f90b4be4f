package dev.cradlewatch.jobs.color;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** A drawn nursery, by day and as an infrared camera with its lamp would see it by night. Always the same. */
public final class NurseryPictures {
    private static final int WIDTH_PX = 640;
    private static final int HEIGHT_PX = 360;
    private static final int NOISE = 5;
    private static final double LAMP_REACH_PX = 420;

    private NurseryPictures() {}

    /** The room in colour, a JPEG file. */
    public static byte[] day() throws IOException {
        return jpeg(room());
    }

    /** The room under an infrared lamp, a grey JPEG file: colours are gone, the corners dark, and it is noisy. */
    public static byte[] night() throws IOException {
        var day = room();
        var random = new Random(1);
        var night = new BufferedImage(WIDTH_PX, HEIGHT_PX, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < HEIGHT_PX; y++) {
            for (int x = 0; x < WIDTH_PX; x++) {
                int rgb = day.getRGB(x, y);
                double infrared = 0.5 * (rgb >> 16 & 0xff) + 0.4 * (rgb >> 8 & 0xff) + 0.1 * (rgb & 0xff);
                double distance = Math.hypot(x - WIDTH_PX / 2.0, y - HEIGHT_PX / 2.0) / LAMP_REACH_PX;
                double seen = infrared / (1 + distance * distance) + NOISE * random.nextGaussian();
                night.getRaster().setSample(x, y, 0, (int) Math.max(0, Math.min(255, seen)));
            }
        }
        return jpeg(night);
    }

    private static BufferedImage room() {
        var picture = new BufferedImage(WIDTH_PX, HEIGHT_PX, BufferedImage.TYPE_3BYTE_BGR);
        var pen = picture.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        fill(pen, 0xe8d8b0, 0, 0, WIDTH_PX, 250);
        fill(pen, 0x8a5a34, 0, 250, WIDTH_PX, 110);
        fill(pen, 0x7cb8e8, 440, 30, 150, 120);
        fill(pen, 0xffffff, 510, 30, 8, 120);
        fill(pen, 0xffffff, 440, 86, 150, 8);
        fill(pen, 0xc84040, 410, 20, 28, 150);
        fill(pen, 0xc84040, 592, 20, 28, 150);
        fill(pen, 0x4a8a50, 40, 300, 560, 44);
        fill(pen, 0xf4f0e8, 90, 190, 300, 110);
        fill(pen, 0x6898d8, 100, 215, 280, 60);
        fill(pen, 0xb07840, 80, 160, 14, 150);
        fill(pen, 0xb07840, 386, 160, 14, 150);
        for (int x = 120; x < 380; x += 26) {
            fill(pen, 0xb07840, x, 180, 6, 120);
        }
        oval(pen, 0xf0b898, 130, 186, 54, 50);
        oval(pen, 0xa87040, 300, 180, 50, 56);
        oval(pen, 0xa87040, 296, 170, 20, 20);
        oval(pen, 0xa87040, 334, 170, 20, 20);
        oval(pen, 0xf0d040, 480, 264, 60, 60);
        pen.dispose();
        return picture;
    }

    private static void fill(Graphics2D pen, int rgb, int x, int y, int width, int height) {
        pen.setColor(new Color(rgb));
        pen.fillRect(x, y, width, height);
    }

    private static void oval(Graphics2D pen, int rgb, int x, int y, int width, int height) {
        pen.setColor(new Color(rgb));
        pen.fillOval(x, y, width, height);
    }

    private static byte[] jpeg(BufferedImage picture) throws IOException {
        var file = new ByteArrayOutputStream();
        ImageIO.write(picture, "jpeg", file);
        return file.toByteArray();
    }
}
