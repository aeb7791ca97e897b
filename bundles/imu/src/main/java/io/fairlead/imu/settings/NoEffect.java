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
        reasons.put("data-source", "records come from the platform's catalogue, not from a texserver");
        reasons.put("user-name", "no texserver is started for anybody");
        return reasons;
    }

    static List<String> notices(Words words) {
        List<String> notices = new ArrayList<>();
        REASONS.forEach((key, reason) ->
                words.given(key).ifPresent(given -> notices.add(given + ": accepted, no effect because " + reason)));
        return notices;
    }
}
