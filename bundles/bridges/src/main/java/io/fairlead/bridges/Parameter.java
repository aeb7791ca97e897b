package io.fairlead.bridges;

import io.fairlead.service.Request;
import io.fairlead.service.ServiceException;
import io.fairlead.service.TpErrno;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One value of a statement.
 *
 * @param source where in the request it stands
 * @param first the field's number from 1, or the index of the first byte
 * @param length how many bytes
 * @param kind what the statement gets
 */
record Parameter(Source source, int first, int length, Kind kind) {
    /** What to write, for messages. */
    static final String CURE =
            "write field NUMBER, bytes INDEX LENGTH, message or client, with number or binary behind it where it is not text";

    private static final Pattern FORM = Pattern.compile(
            "(?:(field) +([1-9]\\d{0,4})|(bytes) +(\\d{1,6}) +([1-9]\\d{0,5})|(message)|(client))(?: +(text|number|binary))?");

    /** Where a value stands. */
    enum Source {
        FIELD,
        BYTES,
        MESSAGE,
        CLIENT
    }

    /** What the statement gets. */
    enum Kind {
        TEXT,
        NUMBER,
        BINARY
    }

    /**
     * Reads a parameter.
     *
     * @throws IllegalArgumentException where it is not written as {@link #CURE} has it
     */
    static Parameter parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(text);
        }
        Kind kind =
                form.group(8) == null ? Kind.TEXT : Kind.valueOf(form.group(8).toUpperCase(Locale.ROOT));
        if (form.group(1) != null) {
            return new Parameter(Source.FIELD, Integer.parseInt(form.group(2)), 0, kind);
        }
        if (form.group(3) != null) {
            return new Parameter(Source.BYTES, Integer.parseInt(form.group(4)), Integer.parseInt(form.group(5)), kind);
        }
        return new Parameter(form.group(6) != null ? Source.MESSAGE : Source.CLIENT, 0, 0, kind);
    }

    /**
     * Puts the value into a statement.
     *
     * @param index the question mark's number, from 1
     * @param fields the message cut at the separators
     * @throws ServiceException TPEINVAL where the request does not have it, or it is no number
     */
    void set(PreparedStatement statement, int index, Request request, List<String> fields, Charset charset)
            throws SQLException, ServiceException {
        if (kind == Kind.BINARY) {
            statement.setBytes(index, bytes(request, fields, charset));
            return;
        }
        String text =
                source == Source.FIELD ? field(fields) : new String(bytes(request, fields, charset), charset).strip();
        if (kind == Kind.TEXT) {
            statement.setString(index, text);
            return;
        }
        try {
            statement.setBigDecimal(index, new BigDecimal(text.strip()));
        } catch (NumberFormatException e) {
            throw new ServiceException(TpErrno.TPEINVAL, "parameter " + index + " of the message is no number");
        }
    }

    private byte[] bytes(Request request, List<String> fields, Charset charset) throws ServiceException {
        return switch (source) {
            case FIELD -> field(fields).getBytes(charset);
            case CLIENT -> request.clientId().orElse("").getBytes(charset);
            case MESSAGE -> request.bytes();
            case BYTES -> {
                ByteBuffer data = request.data();
                if (data.remaining() < first + length) {
                    throw new ServiceException(
                            TpErrno.TPEINVAL,
                            "the message has " + data.remaining() + " bytes and no byte " + (first + length - 1));
                }
                byte[] bytes = new byte[length];
                data.get(data.position() + first, bytes);
                yield bytes;
            }
        };
    }

    private String field(List<String> fields) throws ServiceException {
        if (first > fields.size()) {
            throw new ServiceException(
                    TpErrno.TPEINVAL, "the message has " + fields.size() + " fields and no field " + first);
        }
        return fields.get(first - 1);
    }
}
