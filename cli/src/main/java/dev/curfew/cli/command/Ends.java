package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.cli.terminal.Times;
import dev.curfew.core.lease.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** How the end of a lease is told. What was not seen is not claimed. */
public final class Ends {

    private Ends() {}

    /** Tells what a function answered of a lease that has ended. */
    static void tell(Terminal terminal, JsonNode ended) {
        terminal.line(
                "lease "
                        + ended.path("lease").asText()
                        + " of "
                        + IdentityListCommand.who(ended.path("holder").asText())
                        + " ("
                        + ended.path("agent").asText()
                        + ") for task "
                        + ended.path("task").asText()
                        + ": "
                        + ended.path("state").asText().toLowerCase(Locale.ROOT)
                        + " at "
                        + Times.at(Instant.parse(ended.path("endedAt").asText())));
        receipt(ended).ifPresent(receipt -> tell(terminal, receipt));
    }

    /** The receipt in such an answer, once there is one. */
    public static Optional<Receipt> receipt(JsonNode ended) {
        JsonNode receipt = ended.path("receipt");
        if (!receipt.isObject()) {
            return Optional.empty();
        }
        return Optional.of(
                new Receipt(
                        Instant.parse(receipt.path("requestedAt").asText()),
                        Instant.parse(receipt.path("deniedAt").asText()),
                        receipt.path("seenAt").isTextual()
                                ? Instant.parse(receipt.path("seenAt").asText())
                                : null,
                        Receipt.Witness.valueOf(receipt.path("seenBy").asText())));
    }

    /** Tells how an end took effect. */
    static void tell(Terminal terminal, Receipt receipt) {
        Instant requested = receipt.requestedAt();
        terminal.line("requested  " + Times.exactly(requested));
        terminal.line(
                "denied     "
                        + after(requested, receipt.deniedAt())
                        + ": IAM took the role's policy that denies the session");
        Instant seenAt = receipt.seenAt();
        terminal.line(
                "seen       "
                        + (seenAt == null ? "" : after(requested, seenAt) + ": ")
                        + how(receipt.seenBy()));
    }

    /** How a denial was seen, in words. */
    public static String how(Receipt.Witness witness) {
        return switch (witness) {
            case CANARY -> "a session opened to see it, which the same policy denies, was refused";
            case TRAIL -> "the session's own first refused call is in the audit log";
            case NONE -> "not seen: no call is known yet that this policy refused";
        };
    }

    private static String after(Instant requested, Instant then) {
        return Duration.between(requested, then).toMillis() + " ms later";
    }

    /** Why there is no receipt. */
    public static String withoutReceipt(Standing standing) {
        return switch (standing.state()) {
            case PENDING, ACTIVE -> "none: it has not ended";
            case EXPIRED ->
                    "none needed: its session policy denies everything from its deadline on";
            case FAILED -> "none: no credential was handed out for it";
            case RELEASED, REVOKED ->
                    standing.isCanary()
                            ? "none needed: its role denied it from the start"
                            : "none yet: it is not known that its role's policy denies it";
        };
    }
}
