package io.fairlead.imu.session;

import io.fairlead.imu.stream.Binary;
import java.util.List;

/**
 * A whole reply, ready to be sent.
 *
 * @param parts byte arrays and {@link Binary} in the order of sending
 * @param bytes what the byte arrays hold together
 */
record Reply(List<Object> parts, long bytes) {
    /** Gives back the files of a reply that is not sent. */
    void drop() {
        for (Object part : parts) {
            if (part instanceof Binary binary) {
                binary.close();
            }
        }
    }
}
