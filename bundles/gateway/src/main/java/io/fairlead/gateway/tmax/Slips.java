package io.fairlead.gateway.tmax;

import io.fairlead.platform.log.Printable;
import java.util.ArrayList;
import java.util.List;

/** What is odd about a file: slips, which are mended and which {@code strict} refuses, and notices. */
final class Slips {
    private static final int MOST = 100;

    private final String file;
    private final List<String> slips = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();

    /** @param file the file's name, for messages */
    Slips(String file) {
        this.file = file;
    }

    /** Tells a slip that was mended. */
    void slip(int line, String sentence) {
        add(slips, line, sentence);
    }

    /** Tells something that a person should know. */
    void notice(int line, String sentence) {
        add(notices, line, sentence);
    }

    /** Returns the place of a line, such as {@code tmax.m line 3}. */
    String place(int line) {
        return file + " line " + line;
    }

    List<String> slips() {
        return List.copyOf(slips);
    }

    List<String> notices() {
        return List.copyOf(notices);
    }

    private void add(List<String> sentences, int line, String sentence) {
        String whole = place(line) + ": " + Printable.text(sentence);
        if (sentences.size() < MOST && !sentences.contains(whole)) {
            sentences.add(whole);
        }
    }
}
