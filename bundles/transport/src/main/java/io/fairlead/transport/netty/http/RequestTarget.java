package io.fairlead.transport.netty.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A request's target, taken apart (RFC 9112 section 3.2).
 *
 * @param path decoded once, without {@code .} and {@code ..} segments and control characters
 * @param query as written, without the question mark
 */
record RequestTarget(String path, @Nullable String query) {
    /**
     * Takes a target apart.
     *
     * @param target as written: {@code /path?query}, a whole URI, or {@code *}
     * @throws BadRequestException where it is none of these, is badly encoded, or leaves the root
     */
    static RequestTarget parse(String target) {
        int start = 0;
        if (target.charAt(0) != '/') {
            if (target.equals("*")) {
                return new RequestTarget("*", null);
            }
            start = afterAuthority(target);
        }
        int mark = target.indexOf('?', start);
        int end = mark < 0 ? target.length() : mark;
        if (target.indexOf('#', start) >= 0) {
            throw bad("has a fragment, which belongs to the client");
        }
        String raw = start == end ? "/" : start == 0 && mark < 0 ? target : target.substring(start, end);
        return new RequestTarget(normal(decoded(raw)), mark < 0 ? null : target.substring(mark + 1));
    }

    private static int afterAuthority(String target) {
        int colon = target.indexOf("://");
        if (colon <= 0 || !target.substring(0, colon).matches("(?i)https?")) {
            throw bad("is neither a path, nor a URI");
        }
        int at = colon + 3;
        while (at < target.length() && target.charAt(at) != '/' && target.charAt(at) != '?') {
            at++;
        }
        if (at == colon + 3) {
            throw bad("is a URI without a host");
        }
        return at;
    }

    private static String decoded(String raw) {
        boolean plain = true;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%' || c > 0x7e) {
                plain = false;
                break;
            }
        }
        return plain ? raw : decodedSlowly(raw);
    }

    private static String decodedSlowly(String raw) {
        byte[] bytes = new byte[raw.length()];
        int size = 0;
        for (int i = 0; i < raw.length(); i++) {
            int value = raw.charAt(i);
            if (value == '%') {
                value = i + 2 < raw.length() ? hex(raw.charAt(i + 1)) << 4 | hex(raw.charAt(i + 2)) : -1;
                i += 2;
            }
            if (value < 0) {
                throw bad("has a percent sign without two hexadecimal digits");
            }
            if (value < ' ' || value == 0x7f) {
                throw bad("has a control character");
            }
            bytes[size++] = (byte) value;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, size))
                    .toString();
        } catch (CharacterCodingException e) {
            throw bad("is not UTF-8");
        }
    }

    private static int hex(char c) {
        int digit = c < 0x80 ? Character.digit(c, 16) : -1;
        return digit < 0 ? -256 : digit;
    }

    private static String normal(String path) {
        if (path.charAt(0) != '/') {
            return normal("/" + path);
        }
        return path.contains("/.") ? withoutDots(path) : path;
    }

    private static String withoutDots(String path) {
        Deque<String> kept = new ArrayDeque<>();
        String[] segments = path.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            boolean last = i == segments.length - 1;
            if (segments[i].equals("..")) {
                if (kept.pollLast() == null) {
                    throw bad("leaves the root");
                }
            } else if (!segments[i].equals(".")) {
                kept.addLast(segments[i]);
                continue;
            }
            if (last) {
                kept.addLast("");
            }
        }
        return "/" + String.join("/", kept);
    }

    private static BadRequestException bad(String why) {
        return new BadRequestException(400, "The request's target " + why + ".");
    }
}
