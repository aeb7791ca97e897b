package io.fairlead.imu.lists;

import io.fairlead.imu.call.HandlerCall;
import io.fairlead.imu.stream.ReplyWriter;

/** The methods that a class of handlers has beside those of Module; it keeps no state. */
interface ListClass {
    /** Returns the module that it works on. */
    String table();

    /** Returns whether a method is one of its own. */
    boolean answers(String method);

    /** Answers one of its own methods; as {@link io.fairlead.imu.call.ImuHandler#call}. */
    void call(HandlerCall call, ReplyWriter out);
}
