package io.fairlead.imu.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Published settings of imuserver.conf that are accepted here and change nothing, each with the reason. */
final class NoEffect {
    private static final Map<String, String> REASONS = reasons();

    private NoEffect() {}

    private static Map<String, String> reasons() {
        Map<String, String> reasons = new LinkedHashMap<>();
        reasons.put("admin-port", "nothing answers on an admin port here; ask the platform's shell instead");
        reasons.put("data-source", "records come from the platform's catalogue, not from a texserver");
        reasons.put("user-name", "no texserver is started for anybody");
        reasons.put("trace-file", "requests are not traced yet; the platform's log tells what is refused");
        reasons.put("trace-level", "requests are not traced yet");
        reasons.put("trace-prefix", "requests are not traced yet");
        reasons.put("watermarking", "images are not served yet");
        return reasons;
    }

    static List<String> notices(Words words) {
        List<String> notices = new ArrayList<>();
        REASONS.forEach((key, reason) ->
                words.given(key).ifPresent(given -> notices.add(given + ": accepted, no effect because " + reason)));
        return notices;
    }
}
