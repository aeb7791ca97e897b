package io.fairlead.rdp.wire;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which number stands for which function. The published header names the field and not its numbers, so they are all in
 * this one table, which a setting can replace.
 */
public final class Opcodes {
    /** The numbers of RAW profile 1. */
    public static final Opcodes STANDARD = new Opcodes(Map.of());

    private static final int MAX = 255;

    private final Map<Func, Integer> codes = new EnumMap<>(Func.class);
    private final Map<Integer, Func> funcs = new HashMap<>();

    private Opcodes(Map<Func, Integer> changed) {
        for (Func func : Func.values()) {
            int code = changed.getOrDefault(func, func.standard());
            codes.put(func, code);
            Func other = funcs.put(code, func);
            if (other != null) {
                throw new IllegalArgumentException(
                        "the opcode " + code + " is given to " + other + " and to " + func + "; give each its own");
            }
        }
    }

    /**
     * Reads a table that changes some numbers.
     *
     * @param text such as {@code OPEN=11, CHAL=12}; empty for the standard table
     * @return the table
     * @throws IllegalArgumentException where a name is not known, a number is not from 0 to 255, or two are equal; the
     *     message says which and what to write
     */
    public static Opcodes parse(String text) {
        Map<Func, Integer> changed = new EnumMap<>(Func.class);
        for (String pair : text.split(",", -1)) {
            if (!pair.isBlank()) {
                int equals = pair.indexOf('=');
                if (equals < 0) {
                    throw new IllegalArgumentException("'" + pair.strip() + "' is no pair; write NAME=NUMBER");
                }
                changed.put(
                        name(pair.substring(0, equals).strip()),
                        number(pair.substring(equals + 1).strip()));
            }
        }
        return new Opcodes(changed);
    }

    /** Returns the function's number, from 0 to 255. */
    public int code(Func func) {
        return codes.getOrDefault(func, func.standard());
    }

    /** Returns the function of a number; nothing where there is none. */
    public Optional<Func> func(int code) {
        return Optional.ofNullable(funcs.get(code));
    }

    private static Func name(String name) {
        try {
            return Func.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + name + "' is no function; write one of OPEN, CHAL, … MERR", e);
        }
    }

    private static int number(String text) {
        try {
            int code = Integer.parseInt(text);
            if (code >= 0 && code <= MAX) {
                return code;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("'" + text + "' is no opcode; write a number from 0 to 255");
    }
}
