package io.fairlead.imu.call;

/** How much a client may see and do. */
public enum Access {
    /** Nobody is logged in. */
    DEFAULT("default"),
    /** Somebody is. */
    AUTHENTICATED("authenticated");

    private final String word;

    Access(String word) {
        this.word = word;
    }

    /** Returns the word that stands for it in the arguments of errors. */
    public String word() {
        return word;
    }
}
