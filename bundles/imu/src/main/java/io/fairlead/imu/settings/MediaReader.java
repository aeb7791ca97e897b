package io.fairlead.imu.settings;

import io.fairlead.platform.settings.SettingsReader;
import java.nio.file.Path;

/** Reads the settings of multimedia. */
record MediaReader(Path home, SettingsReader in, Words words) {
    Media read() {
        long most = 1L << 50;
        return new Media(
                in.value(
                        "media-path",
                        home.resolve("data/media"),
                        text -> home.resolve(text).normalize(),
                        "is not a path",
                        "write the path of a folder, relative to the instance or absolute"),
                in.bytes("media-cache", 256L << 20, 0, most),
                in.integer("max-megapixels", 50, 1, 2_000),
                in.bytes("max-upload", 1L << 30, 1024, most),
                in.bytes("upload-space", 4L << 30, 1024, most),
                words.all(
                        "watermarking",
                        entry -> WatermarkRule.parse(entry, home),
                        "write image:file:size:position:opacity:selector, such as image:etc/mark.png:10%:se:20%:"));
    }
}
