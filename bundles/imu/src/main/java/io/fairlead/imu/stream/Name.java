package io.fairlead.imu.stream;

/** The name of a member, encoded once for use in many rows. */
public final class Name {
    private final String text;
    private final byte[] encoded;

    private Name(String text) {
        this.text = text;
        Text out = new Text(text.length() + 8);
        out.quotedName(text);
        out.separator();
        this.encoded = out.toBytes();
    }

    /** Returns the encoded name. */
    public static Name of(String text) {
        return new Name(text);
    }

    /** Returns the bytes of the quoted name with its colon; not to be changed. */
    byte[] encoded() {
        return encoded;
    }

    @Override
    public String toString() {
        return text;
    }
}
