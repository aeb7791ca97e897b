package io.fairlead.imu.stream;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages from the unread bytes of one connection, accepting the union of what the published clients send.
 *
 * <p>The bytes stay where they are until a message is complete: a call that finds half a message takes nothing but
 * white space before it, remembers how far it has looked, and goes on from there when it is given the same bytes and
 * more; so each byte is looked at once, however the input is cut. A fresh decoder that is given the same unread bytes
 * comes to the same result, which is how half a message survives a change of code. A message is complete at its closing
 * brace; of one with a value that the store puts away, the part up to that value is taken at once (see {@link #partial}).
 * White space behind a message is taken as it arrives, so that the client's trailing CR LF does not stay unread when
 * the connection closes. Not thread-safe.
 */
public final class MessageDecoder {
    private static final int KEPT_BYTES = 1 << 16;
    private static final int LENGTH_LINE_BYTES = 64;

    private final Limits limits;
    private final EncodingErrors encodingErrors;
    private final BinaryStore binaries;
    private final Tree tree = new Tree();

    private Place place = Place.START;
    private Token token = Token.NONE;
    private int at;
    private int tokenAt;
    private boolean escaped;
    private int bits;
    private int elements;
    private long binaryLeft;
    private boolean putAway;
    private ByteArrayOutputStream taken = new ByteArrayOutputStream(0);
    private BinaryStore.@Nullable Incoming incoming;
    private @Nullable StreamException refusal;
    private byte[] scratch = new byte[256];

    /** Makes a decoder that keeps binaries in memory and repairs invalid UTF-8 with U+FFFD. */
    public MessageDecoder(Limits limits) {
        this(limits, EncodingErrors.REPLACE, BinaryStore.inMemory());
    }

    /**
     * Makes a decoder.
     *
     * @param limits what a message may ask for
     * @param encodingErrors what becomes of bytes that are not UTF-8
     * @param binaries where binary values are put
     */
    public MessageDecoder(Limits limits, EncodingErrors encodingErrors, BinaryStore binaries) {
        this.limits = limits;
        this.encodingErrors = encodingErrors;
        this.binaries = binaries;
    }

    /**
     * Looks for the next message.
     *
     * @param unread the unread bytes from position to limit: those of the last call, without what it took, and more.
     *     The position moves past what was taken: a whole message, and white space
     * @return the message, mutable and in the order of the input, where of two equal names the last wins; null if it
     *     is not complete yet
     * @throws StreamException if the bytes cannot become a message; the connection cannot go on, and further calls
     *     throw the same until {@link #reset}
     */
    public @Nullable Map<String, @Nullable Object> decode(ByteBuffer unread) {
        if (refusal != null) {
            throw refusal;
        }
        try {
            return scan(unread);
        } catch (StreamException e) {
            reset();
            refusal = e;
            throw e;
        }
    }

    /** Says whether part of a message has been seen, so that its rest is due. */
    public boolean midMessage() {
        return place != Place.START;
    }

    /** Forgets what was seen of a message; the next call must be given its bytes from the start. */
    public void reset() {
        if (incoming != null) {
            incoming.discard();
            incoming = null;
        }
        binaries.abandoned();
        if (taken.size() > 0) {
            taken = new ByteArrayOutputStream(0);
        }
        putAway = false;
        refusal = null;
        tree.clear();
        place = Place.START;
        token = Token.NONE;
        at = 0;
        elements = 0;
        if (scratch.length > KEPT_BYTES) {
            scratch = new byte[256];
        }
    }

    private @Nullable Map<String, @Nullable Object> scan(ByteBuffer in) {
        if (place == Place.START && token == Token.NONE) {
            skipSpace(in);
        }
        Map<String, @Nullable Object> message = null;
        while (message == null && at < end(in)) {
            int base = in.position();
            int end = end(in);
            switch (token) {
                case NONE -> message = between(in.get(base + at));
                case STRING, ESCAPE -> string(in, base, end);
                case NUMBER -> number(in, base, end);
                case WORD -> word(in, base, end);
                case BINARY_LENGTH -> binaryLength(in, base, end);
                case BINARY_LINE -> binaryLine(in, base, end);
                case BINARY_BYTES -> binaryBytes(in, base, end);
            }
        }
        if (message == null) {
            if (taken.size() + at == limits.messageBytes() && in.remaining() > at && token != Token.BINARY_BYTES) {
                throw tooMuch("message-bytes", limits.messageBytes());
            }
            return null;
        }
        in.position(in.position() + at);
        binaries.taken();
        reset();
        skipSpace(in);
        return message;
    }

    /** Returns how far the unread bytes may be looked at; what is put away does not count. */
    private int end(ByteBuffer in) {
        return putAway ? in.remaining() : Math.min(in.remaining(), limits.messageBytes() - taken.size());
    }

    /**
     * Returns what was taken of a message that is not complete, without the values that were put away; whoever goes on
     * with it gives it to {@link #resume}.
     */
    public byte[] partial() {
        return taken.toByteArray();
    }

    /**
     * Goes on with a message of which another decoder has taken a part. The store gives the values that were put away in
     * their order, with what they have.
     *
     * @param partial what {@link #partial} returned
     */
    public void resume(byte[] partial) {
        if (partial.length > 0 && decode(ByteBuffer.wrap(partial)) != null) {
            throw new IllegalArgumentException("a part of a message was expected, not a whole one");
        }
    }

    private static boolean isSpace(int b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }

    private static void skipSpace(ByteBuffer in) {
        int position = in.position();
        while (position < in.limit() && isSpace(in.get(position))) {
            position++;
        }
        in.position(position);
    }

    /** Takes the byte at {@code at}, between tokens. */
    private @Nullable Map<String, @Nullable Object> between(byte b) {
        if (isSpace(b)) {
            at++;
            return null;
        }
        tokenAt = at;
        switch (b) {
            case '{', '[' -> begin(b);
            case '}', ']' -> {
                return end(b);
            }
            case ':' -> {
                require(place == Place.COLON, b);
                place = Place.VALUE;
                at++;
            }
            case ',' -> comma(b);
            case '"' -> {
                require(place.takesName() || place.takesValue(), b);
                token = Token.STRING;
                escaped = false;
                bits = 0;
                at++;
            }
            case '*' -> {
                require(place.takesValue(), b);
                token = Token.BINARY_LENGTH;
                binaryLeft = 0;
                at++;
            }
            default -> {
                if (b == '-' || (b >= '0' && b <= '9')) {
                    require(place.takesValue(), b);
                    token = Token.NUMBER;
                } else {
                    require(isWordStart(b) && (place.takesName() || place.takesValue()), b);
                    token = Token.WORD;
                }
            }
        }
        return null;
    }

    private void begin(byte bracket) {
        require(place == Place.START ? bracket == '{' : place.takesValue(), bracket);
        if (tree.depth() == limits.depth()) {
            throw tooMuch("depth", limits.depth());
        }
        if (place != Place.START) {
            count();
        }
        tree.begin(bracket == '[');
        place = bracket == '[' ? Place.ELEMENT : Place.NAME;
        at++;
    }

    private @Nullable Map<String, @Nullable Object> end(byte bracket) {
        boolean fits = bracket == '}' ? place.takesName() : place == Place.ELEMENT || place == Place.AFTER_ELEMENT;
        require(fits, bracket);
        at++;
        Map<String, @Nullable Object> message = tree.end();
        afterValue();
        return message;
    }

    private void comma(byte b) {
        require(place == Place.AFTER_MEMBER || place == Place.AFTER_ELEMENT, b);
        place = place == Place.AFTER_MEMBER ? Place.NAME : Place.ELEMENT;
        at++;
    }

    private void count() {
        if (++elements > limits.elements()) {
            throw tooMuch("elements", limits.elements());
        }
    }

    private void add(@Nullable Object value) {
        count();
        tree.add(value);
        token = Token.NONE;
        afterValue();
    }

    private void name(String name) {
        tree.name(name);
        token = Token.NONE;
        place = Place.COLON;
    }

    private void afterValue() {
        place = tree.inObject() ? Place.AFTER_MEMBER : Place.AFTER_ELEMENT;
    }

    private void string(ByteBuffer in, int base, int end) {
        boolean isName = place.takesName();
        int limit = isName ? limits.nameBytes() : limits.stringBytes();
        int stop = (int) Math.min(end, tokenAt + 1L + limit + 1);
        int i = at;
        while (i < stop) {
            byte b = in.get(base + i++);
            if (token == Token.ESCAPE) {
                token = Token.STRING;
                bits |= b;
            } else if (b == '"') {
                at = i;
                int length = i - tokenAt - 2;
                if (isName) {
                    name(text(in, base + tokenAt + 1, length));
                } else {
                    add(text(in, base + tokenAt + 1, length));
                }
                return;
            } else if (b == '\\') {
                token = Token.ESCAPE;
                escaped = true;
            } else {
                bits |= b;
            }
        }
        at = i;
        if (at - tokenAt - 1 > limit) {
            throw tooMuch(isName ? "name-bytes" : "string-bytes", limit);
        }
    }

    private String text(ByteBuffer in, int from, int count) {
        copy(in, from, count);
        int length = escaped ? Strings.unescape(scratch, count, taken.size() + tokenAt + 1L) : count;
        // Latin-1 is only a quicker way to say ASCII here: with no high bit seen, every encoding gives the same.
        return bits >= 0 && !escaped
                ? new String(scratch, 0, length, StandardCharsets.ISO_8859_1)
                : encodingErrors.decode(scratch, 0, length);
    }

    private void copy(ByteBuffer in, int from, int count) {
        if (scratch.length < count) {
            scratch = new byte[Math.max(count, 2 * scratch.length)];
        }
        in.get(from, scratch, 0, count);
    }

    private void number(ByteBuffer in, int base, int end) {
        int i = at;
        while (i < end && Numbers.isPart(in.get(base + i))) {
            i++;
            if (i - tokenAt > limits.numberDigits()) {
                throw tooMuch("number-digits", limits.numberDigits());
            }
        }
        at = i;
        if (i == end) {
            return;
        }
        copy(in, base + tokenAt, i - tokenAt);
        Number number = Numbers.parse(scratch, i - tokenAt);
        if (number == null) {
            throw unexpected("StreamSyntaxToken", ascii(i - tokenAt), tokenAt, "a number of 64 bits or a decimal");
        }
        add(number);
    }

    private static boolean isWordStart(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || b == '_';
    }

    private void word(ByteBuffer in, int base, int end) {
        boolean isName = place.takesName();
        int limit = isName ? limits.nameBytes() : "false".length();
        int i = at;
        while (i < end && isWordPart(in.get(base + i))) {
            i++;
            if (i - tokenAt > limit) {
                copy(in, base + tokenAt, Math.min(i - tokenAt, LENGTH_LINE_BYTES));
                throw isName
                        ? tooMuch("name-bytes", limit)
                        : unexpected("StreamSyntaxToken", ascii(i - tokenAt), tokenAt, place.expected());
            }
        }
        at = i;
        if (i == end) {
            return;
        }
        copy(in, base + tokenAt, i - tokenAt);
        String word = ascii(i - tokenAt);
        if (isName) {
            name(word);
        } else if (word.equalsIgnoreCase("true")) {
            add(true);
        } else if (word.equalsIgnoreCase("false")) {
            add(false);
        } else if (word.equalsIgnoreCase("null")) {
            add(null);
        } else {
            throw unexpected("StreamSyntaxToken", word, tokenAt, place.expected());
        }
    }

    private static boolean isWordPart(byte b) {
        return isWordStart(b) || (b >= '0' && b <= '9');
    }

    private String ascii(int length) {
        return new String(scratch, 0, length, StandardCharsets.ISO_8859_1);
    }

    private void binaryLength(ByteBuffer in, int base, int end) {
        while (at < end) {
            byte b = in.get(base + at);
            if (b < '0' || b > '9') {
                if (at == tokenAt + 1) {
                    throw unexpected("StreamSyntaxBinary", shown(b), at, "the number of bytes behind *");
                }
                token = Token.BINARY_LINE;
                return;
            }
            long length = (binaryLeft * 10L) + (b - '0');
            if (length > limits.binaryBytes()) {
                throw tooMuch("binary-bytes", limits.binaryBytes());
            }
            binaryLeft = length;
            lengthLine();
        }
    }

    private void lengthLine() {
        if (++at - tokenAt > LENGTH_LINE_BYTES) {
            throw unexpected("StreamSyntaxBinary", "*", tokenAt, "a line end behind the number of bytes");
        }
    }

    private void binaryLine(ByteBuffer in, int base, int end) {
        while (at < end) {
            byte b = in.get(base + at);
            lengthLine();
            if (b == '\n') {
                beginBinary(in, base);
                return;
            }
        }
    }

    private void beginBinary(ByteBuffer in, int base) {
        putAway = binaries.putsAway(binaryLeft);
        if (!putAway && taken.size() + (long) at + binaryLeft > limits.messageBytes()) {
            throw tooMuch("message-bytes", limits.messageBytes());
        }
        incoming = binaries.begin(binaryLeft);
        token = Token.BINARY_BYTES;
        if (putAway) {
            byte[] before = new byte[at];
            in.get(base, before);
            taken.writeBytes(before);
            in.position(base + at);
            at = 0;
            binaryLeft -= incoming.received();
        }
        finishBinary(incoming);
    }

    private void binaryBytes(ByteBuffer in, int base, int end) {
        BinaryStore.Incoming target = Objects.requireNonNull(incoming);
        int count = (int) Math.min(binaryLeft, end - at);
        target.write(in.slice(base + at, count));
        if (putAway) {
            in.position(base + count);
        } else {
            at += count;
        }
        binaryLeft -= count;
        finishBinary(target);
    }

    private void finishBinary(BinaryStore.Incoming target) {
        if (binaryLeft == 0) {
            Binary binary = target.finish();
            incoming = null;
            putAway = false;
            add(binary);
        }
    }

    private void require(boolean fits, byte b) {
        if (!fits) {
            String id =
                    switch (place) {
                        case COLON -> "StreamSyntaxColon";
                        case NAME, AFTER_MEMBER -> "StreamSyntaxName";
                        default -> "StreamSyntaxToken";
                    };
            throw unexpected(id, shown(b), at, place.expected());
        }
    }

    private static String shown(byte b) {
        return b > ' ' && b < 127 ? Character.toString(b) : String.format("0x%02x", b & 0xFF);
    }

    private StreamException unexpected(String id, String found, int index, String expected) {
        long offset = taken.size() + (long) index;
        return new StreamException(
                StreamException.Kind.SYNTAX,
                id,
                offset,
                "found " + found + " where " + expected + " must stand",
                found,
                offset);
    }

    private StreamException tooMuch(String limit, long most) {
        return new StreamException(
                StreamException.Kind.LIMIT,
                "StreamLimit",
                taken.size() + (long) (token == Token.NONE ? at : tokenAt),
                "more than the limit " + limit + " = " + most + " allows; send less in one request, or raise it",
                limit,
                most);
    }
}
