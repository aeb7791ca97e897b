package io.fairlead.imu.media;

import io.fairlead.imu.settings.WatermarkRule;
import java.awt.AlphaComposite;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import net.coobird.thumbnailator.Thumbnails;

/** One watermark rule at work. */
record Watermark(WatermarkRule rule) {
    /** Returns text that differs where the watermarked image would. */
    String stamp() throws IOException {
        return rule + " " + Files.getLastModifiedTime(rule.file()) + " " + Files.size(rule.file());
    }

    void layOver(BufferedImage image, Pixels pixels) throws IOException {
        Optional<ImageFile> opened = ImageFile.open(rule.file());
        if (opened.isEmpty()) {
            throw new IOException(rule.file() + " is no image");
        }
        BufferedImage mark;
        try (ImageFile file = opened.get()) {
            pixels.check(file.info().pixels());
            mark = file.decode(1);
        }
        int[] size = rule.size(image.getWidth(), image.getHeight(), mark.getWidth(), mark.getHeight());
        BufferedImage scaled = size[0] == mark.getWidth() && size[1] == mark.getHeight()
                ? mark
                : Thumbnails.of(mark).forceSize(size[0], size[1]).asBufferedImage();
        Graphics2D graphics = image.createGraphics();
        graphics.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, (float) rule.opacity()));
        graphics.drawImage(scaled, rule.left(image.getWidth(), size[0]), rule.top(image.getHeight(), size[1]), null);
        graphics.dispose();
    }
}
