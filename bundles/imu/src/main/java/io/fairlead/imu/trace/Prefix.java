package io.fairlead.imu.trace;

import java.lang.StackWalker.StackFrame;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;

/** Expands {@code trace-prefix}: each letter behind {@code %} stands for a value; any other is left as it is. */
final class Prefix {
    private static final Set<String> OWN = Set.of(Trace.class.getName(), Prefix.class.getName());

    private Prefix() {}

    static String expand(String prefix, LocalDateTime now) {
        StringBuilder out = new StringBuilder();
        Optional<StackFrame> caller = prefix.matches("(?s).*%[FLfg].*") ? caller() : Optional.empty();
        for (int i = 0; i < prefix.length(); i++) {
            char c = prefix.charAt(i);
            if (c == '%' && i + 1 < prefix.length()) {
                out.append(value(prefix.charAt(++i), now, caller));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static String value(char letter, LocalDateTime now, Optional<StackFrame> caller) {
        return switch (letter) {
            case 'y' -> time(now, "yyyy");
            case 'm' -> time(now, "MM");
            case 'd' -> time(now, "dd");
            case 'D' -> time(now, "yyyy-MM-dd");
            case 'H' -> time(now, "HH");
            case 'M' -> time(now, "mm");
            case 'S' -> time(now, "ss");
            case 'T' -> time(now, "HH:mm:ss");
            case 'p' -> String.valueOf(ProcessHandle.current().pid());
            case 'F' -> caller.map(StackFrame::getFileName).orElse("");
            case 'L' ->
                caller.map(frame -> String.valueOf(frame.getLineNumber())).orElse("");
            case 'f' ->
                caller.map(frame -> frame.getClassName() + "::" + frame.getMethodName())
                        .orElse("");
            case 'g' ->
                caller.map(frame -> frame.getClassName().replaceFirst(".*\\.", "") + "::" + frame.getMethodName())
                        .orElse("");
            case '%' -> "%";
            default -> "%" + letter;
        };
    }

    private static String time(LocalDateTime now, String pattern) {
        return now.format(DateTimeFormatter.ofPattern(pattern));
    }

    private static Optional<StackFrame> caller() {
        return StackWalker.getInstance().walk(frames -> frames.filter(frame -> !OWN.contains(frame.getClassName()))
                .findFirst());
    }
}
