package dev.curfew.policy;

import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong with a document while reading goes on. */
final class Problems {
    private static final int LONGEST_QUOTE = 60;
    private final List<Problem> all = new ArrayList<>();

    void add(String path, String message, String help) {
        all.add(new Problem(path, message, help));
    }

    void wrongType(String path, Json found, String help) {
        add(path, "found " + found.kind(), help);
    }

    /** Reports each member that stands more than once. */
    void repeated(String path, Json.Members object) {
        for (String name : object.repeated()) {
            add(
                    under(path, name),
                    "`" + quote(name) + "` stands more than once",
                    "keep one of them");
        }
    }

    boolean none() {
        return all.isEmpty();
    }

    List<Problem> all() {
        return all;
    }

    /** The JSON pointer of a member. */
    static String under(String path, String name) {
        return path + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    static String under(String path, int index) {
        return path + "/" + index;
    }

    /** A user's text for use in a message: short and on one line. */
    static String quote(String text) {
        String line =
                text.codePoints()
                        .map(c -> Character.isISOControl(c) ? ' ' : c)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();
        return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "…";
    }
}
