package io.fairlead.imu.media;

import io.fairlead.imu.stream.Binary;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;

/**
 * A file on its way to a client.
 *
 * @param file where it is
 * @param length its size in bytes
 * @param sent runs once it is no longer needed
 */
record FileBinary(Path file, long length, Runnable sent) implements Binary {
    @Override
    public ReadableByteChannel open() throws IOException {
        return FileChannel.open(file);
    }

    @Override
    public void close() {
        sent.run();
    }
}
