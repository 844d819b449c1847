package dev.curfew.core.journal;

import java.util.regex.Pattern;

/** A subject and where its journal stands according to the subject's own item. */
public record Head(String subject, Chain chain) {

    /** What the subject of a holder's journal begins with. */
    public static final String HOLDER = "holder#";

    /** What concerns no single lease or identity: stops, and the limits in force. */
    public static final String SYSTEM = "system";

    /** IAM's unique ids are longer, and upper-case. */
    private static final Pattern LEASE = Pattern.compile("[0-9a-z]{12}");

    /** Whether the subject is a holder that was halted. */
    public static boolean isOfHolder(String subject) {
        return subject.startsWith(HOLDER);
    }

    /** Whether the subject is a lease, not an identity. */
    public static boolean isOfLease(String subject) {
        return LEASE.matcher(subject).matches();
    }
}
