package io.fairlead.imu.columns;

import io.fairlead.imu.stream.PeerError;
import java.util.List;

/** A column specification that cannot be understood. */
public final class ColumnsException extends RuntimeException implements PeerError {
    private static final long serialVersionUID = 1L;

    private final String id;
    private final List<Object> args;

    ColumnsException(String id, String message, Object... args) {
        super(id + ": " + message, null, false, false);
        this.id = id;
        this.args = List.of(args);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public List<Object> args() {
        return args;
    }
}
