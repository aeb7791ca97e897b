package io.fairlead.midas;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A BLUE file that is open for reading. */
public final class BlueFile implements AutoCloseable {
    private static final int BLOCK = 512;
    private static final int MOST_EXTENDED = 64 << 20;

    private final FileChannel file;
    private final FileChannel data;
    private final BlueHeader header;

    private BlueFile(FileChannel file, FileChannel data, BlueHeader header) {
        this.file = file;
        this.data = data;
        this.header = header;
    }

    /**
     * Opens a file; data that is detached from it is read from the file of the same name with the ending {@code .det}.
     *
     * @throws IOException where it cannot be read
     * @throws BlueException where it is no BLUE file, or a field of its header is wrong
     */
    public static BlueFile open(Path path) throws IOException, BlueException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
        try {
            ByteBuffer block = ByteBuffer.allocate(BlueHeader.BYTES);
            fill(file, block, 0);
            BlueHeader header = HeaderReader.read(block.flip(), file.size());
            FileChannel data = header.detached() ? FileChannel.open(companion(path), StandardOpenOption.READ) : file;
            long there = data.size();
            if (header.dataStart() + header.dataSize() > there) {
                data.close();
                throw new BlueException("The data ends at byte " + (header.dataStart() + header.dataSize())
                        + "; its file has " + there + " bytes.");
            }
            return new BlueFile(file, data, header);
        } catch (IOException | BlueException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Returns where a file's detached data is. */
    public static Path companion(Path path) {
        String name = String.valueOf(path.getFileName());
        int dot = name.lastIndexOf('.');
        return path.resolveSibling((dot < 0 ? name : name.substring(0, dot)) + ".det");
    }

    /** Returns the header. */
    public BlueHeader header() {
        return header;
    }

    /**
     * Reads the extended keywords.
     *
     * @throws BlueException where they are not well-formed, or of more than 64 MiB
     */
    public List<Keyword> keywords() throws IOException, BlueException {
        if (header.extSize() > MOST_EXTENDED) {
            throw new BlueException("The extended header has " + header.extSize() + " bytes; at most 64 MiB are read.");
        }
        ByteBuffer block = ByteBuffer.allocate(header.extSize());
        fill(file, block, (long) header.extStart() * BLOCK);
        return Keyword.read(block.flip(), header.headerOrder());
    }

    /**
     * Reads frames of 2000, records of 3000 to 6000, or elements of 1000.
     *
     * @param first the index of the first, from 0
     * @param count how many at most
     * @return the bytes of those that there are, in the data's order; for elements of bits, first must be a multiple of 8
     */
    public ByteBuffer read(long first, int count) throws IOException {
        long there = Math.max(0, Math.min(count, header.count() - first));
        long bits = header.kind() == 1 ? header.format().bits() : header.frameBytes() * 8;
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact((there * bits + 7) / 8));
        fill(data, bytes, (long) header.dataStart() + first * bits / 8);
        return bytes.flip().order(header.dataOrder());
    }

    private static void fill(FileChannel from, ByteBuffer into, long at) throws IOException {
        while (into.hasRemaining()) {
            int read = from.read(into, at + into.position());
            if (read < 0) {
                return;
            }
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
        data.close();
    }
}
