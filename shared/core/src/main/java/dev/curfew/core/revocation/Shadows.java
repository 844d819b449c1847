package dev.curfew.core.revocation;

import dev.curfew.core.lease.Denial;
import dev.curfew.core.lease.DenyLists;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.lease.Leases;
import dev.curfew.core.lease.Lineage;
import dev.curfew.core.refusal.Refusal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Sessions that no lease stands for, as entries of a deny list. */
final class Shadows {

    /** IAM lets a session last so long at most, whoever opened it. */
    private static final Duration LONGEST_SESSION = Duration.ofHours(12);

    /**
     * Whoever can open sessions past the broker could fill a role's deny list with them, and so
     * have all of the role's sessions denied.
     */
    static final int MOST = 40;

    private static final Pattern ROLE =
            Pattern.compile("arn:[a-z-]+:iam::[0-9]{12}:role/curfew/[\\w+=,.@/-]{1,576}");

    /** IAM's own characters: none of them is a wildcard or opens a variable. */
    private static final Pattern SESSION =
            Pattern.compile("AROA[A-Z0-9]{12,124}:([\\w+=,.@-]{2,64})");

    private Shadows() {}

    /** Why a session is not to be denied so; empty when it is. */
    static Optional<Refusal> refuses(
            Leases leases, DenyLists denyLists, String role, String session, Instant now) {
        var form = SESSION.matcher(session);
        if (!ROLE.matcher(role).matches() || !form.matches()) {
            return refusal(
                    "session-invalid",
                    "that is no session of a brokered role",
                    "name the role by its ARN and the session by its aws:userid");
        }
        Optional<Lease> lease =
                LeaseId.read(form.group(1))
                        .flatMap(leases::find)
                        // Once it has ended, the denial hurts nobody who bears its name.
                        .filter(known -> known.state().isOpen())
                        .filter(known -> known.role().equals(role))
                        .filter(known ->
                                known.roleId() == null || session.startsWith(known.roleId() + ":"));
        if (lease.isPresent()) {
            return refusal(
                    "session-leased",
                    "lease `" + lease.get().id() + "` stands for that session",
                    "revoke the lease");
        }
        long live =
                denyLists.on(role).live(now).stream()
                        .filter(denial -> denial.session() != null)
                        .filter(denial -> !session.equals(denial.session()))
                        .count();
        return live < MOST
                ? Optional.empty()
                : refusal(
                        "shadows-full",
                        "the deny list of `" + role + "` has " + MOST + " sessions without a lease",
                        "close the role's trust policy, and deny all of its sessions by hand");
    }

    static Denial denial(String role, String session, Instant now) {
        return new Denial(
                role,
                new Lineage(List.of(id(session))),
                now,
                now.plus(LONGEST_SESSION),
                null,
                false,
                session);
    }

    /** An id of a lease's form that no lease has, so that the same session is one entry. */
    private static LeaseId id(String session) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(session.getBytes(StandardCharsets.UTF_8));
            String text = new BigInteger(1, hash).toString(Character.MAX_RADIX);
            return new LeaseId(text.substring(text.length() - 12));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Optional<Refusal> refusal(String code, String message, String help) {
        return Optional.of(new Refusal(code, message, help));
    }
}
