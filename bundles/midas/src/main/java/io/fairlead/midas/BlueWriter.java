package io.fairlead.midas;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Writes BLUE files. */
public final class BlueWriter {
    private static final int BLOCK = 512;

    private BlueWriter() {}

    /**
     * Writes a file with its data behind the header and its extended keywords behind the data.
     *
     * @param path the file; replaced where it is there
     * @param header what it is; where and how long data and keywords are is filled in
     * @param data all of it, in the header's data order
     * @param keywords the extended keywords
     * @throws IOException where it cannot be written
     * @throws BlueException where the header cannot be written
     */
    public static void write(Path path, BlueHeader header, ByteBuffer data, List<Keyword> keywords)
            throws IOException, BlueException {
        ByteBuffer extended = Keyword.write(keywords, header.headerOrder());
        int extStart = (BlueHeader.BYTES + data.remaining() + BLOCK - 1) / BLOCK;
        BlueHeader placed = new BlueHeader(
                header.headerOrder(),
                header.dataOrder(),
                false,
                header.type(),
                header.format(),
                header.timecode(),
                BlueHeader.BYTES,
                header.format().type() == 'P' && header.dataSize() <= data.remaining()
                        ? header.dataSize()
                        : data.remaining(),
                extended.hasRemaining() ? extStart : 0,
                extended.remaining(),
                header.keywords(),
                header.axes(),
                header.subsize(),
                header.recordLength(),
                header.components());
        try (FileChannel file = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            all(file, HeaderWriter.write(placed), 0);
            all(file, data.duplicate(), BlueHeader.BYTES);
            all(file, extended, (long) extStart * BLOCK);
        }
    }

    private static void all(FileChannel file, ByteBuffer bytes, long at) throws IOException {
        long next = at;
        while (bytes.hasRemaining()) {
            next += file.write(bytes, next);
        }
    }
}
