package io.fairlead.imu.session;

/** What the admin port can ask of its server. */
public interface Administration {
    /** Returns what the server does now, in lines. */
    String status();

    /**
     * Stops the server in order: nothing new is taken, what is at work is answered.
     *
     * @param key what stands in the key file
     * @return false where the key is wrong; then nothing happens
     */
    boolean stop(String key);
}
