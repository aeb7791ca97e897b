package io.fairlead.imu.media;

import java.util.List;

/**
 * The files that a multimedia record names.
 *
 * @param master the master
 * @param resolutions the same in other sizes or formats; one whose name has {@code .thumb.} in it is the thumbnail
 * @param supplementary what goes with it
 */
public record MediaRecord(Named master, List<Named> resolutions, List<Named> supplementary) {
    /**
     * A file by its name and its key.
     *
     * @param identifier the file's name
     * @param usage what it is for; may be empty
     * @param key the key in the store; empty where there is no file
     */
    public record Named(String identifier, String usage, String key) {}

    public MediaRecord {
        resolutions = List.copyOf(resolutions);
        supplementary = List.copyOf(supplementary);
    }
}
