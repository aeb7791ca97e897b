package io.fairlead.launcher;

import java.util.regex.Pattern;

/**
 * One bundle's jar as the {@code system/} folder keeps it.
 *
 * @param digest its SHA-256 in lower-case hexadecimal; the file is {@code system/DIGEST.jar}
 * @param version its Bundle-Version
 * @param fragment whether it is a fragment, which is never started
 */
record Jar(String digest, String version, boolean fragment) {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    Jar {
        if (!DIGEST.matcher(digest).matches()) {
            throw new IllegalArgumentException("not a SHA-256 in hexadecimal: " + digest);
        }
    }

    /** Returns the name of the file in {@code system/}. */
    String fileName() {
        return digest + ".jar";
    }
}
