package io.fairlead.imu.stream;

import java.util.List;

/** A mistake of the peer's that a reply can carry: what the exceptions of this protocol have in common. */
public interface PeerError {
    /** Returns the error id, in the family's style, such as {@code ModuleColumnSyntax}. */
    String id();

    /** Returns the arguments for the reply's {@code args}: strings and longs. */
    List<Object> args();

    /** Returns a sentence for people: what is wrong, where, and what to do. */
    String getMessage();
}
