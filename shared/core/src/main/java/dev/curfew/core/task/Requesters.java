package dev.curfew.core.task;

import java.util.List;

/**
 * Who may request a task: patterns of principal ARNs, in which {@code *} stands for any characters
 * and {@code ?} for one. The account of a pattern is always spelt out.
 */
public final class Requesters {

    private Requesters() {}

    /**
     * Whether one of the patterns names a principal. A pattern of {@code iam} names users and
     * roles, with their paths; one of {@code sts} names sessions, without them.
     *
     * @param principal the ARN of a user, a role or the root user
     * @param arn what STS calls it
     */
    public static boolean name(String principal, String arn, List<String> patterns) {
        return patterns.stream()
                .anyMatch(pattern -> matches(pattern, isOfSts(pattern) ? arn : principal));
    }

    private static boolean isOfSts(String pattern) {
        return pattern.split(":", 4)[2].equals("sts");
    }

    /**
     * Whether the pattern matches all of the text. It goes back to the latest star alone, so many
     * stars cost no more than their number times the text.
     */
    public static boolean matches(String pattern, String text) {
        int p = literal(pattern);
        if (!text.regionMatches(0, pattern, 0, p)) {
            return false;
        }
        int t = p;
        int star = -1;
        int afterStar = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                afterStar = t;
            } else if (p < pattern.length()
                    && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++afterStar;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    /** So many characters of a pattern stand for themselves before the first that does not. */
    private static int literal(String pattern) {
        int star = pattern.indexOf('*');
        int any = pattern.indexOf('?');
        if (star < 0 || any < 0) {
            return star < 0 && any < 0 ? pattern.length() : Math.max(star, any);
        }
        return Math.min(star, any);
    }
}
