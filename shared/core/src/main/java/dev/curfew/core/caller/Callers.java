package dev.curfew.core.caller;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.caller.CallerVerifier.Verdict.Confirmed;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.refusal.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds out who makes a request. The caller signs a GetCallerIdentity request for STS that names
 * the request made here; whose signature it is, STS says. Nothing else in the request is believed.
 */
public final class Callers {

    /** Longer than a proof can be taken, however the clocks of two functions differ. */
    private static final Duration REMEMBERED = SignedRequest.LONGEST_AGE.multipliedBy(3);

    private final Audience audience;
    private final CallerVerifier verifier;
    private final UsedProofs used;
    private final CallerRoles roles;
    private final Standings standings;

    public Callers(
            Audience audience,
            CallerVerifier verifier,
            UsedProofs used,
            CallerRoles roles,
            Standings standings) {
        this.audience = audience;
        this.verifier = verifier;
        this.used = used;
        this.roles = roles;
        this.standings = standings;
    }

    /** What became of an event. */
    public sealed interface Identification {
        /** It is that caller's request. */
        record Identified(Caller caller, JsonNode request) implements Identification {}

        record Refused(Refusal refusal) implements Identification {}
    }

    /**
     * Who makes the request of an event, and what it says.
     *
     * @throws CallersUnavailableException when that could not be found out
     */
    public Identification identify(JsonNode event, Instant now) {
        return switch (SignedRequest.read(event, audience, now)) {
            case SignedRequest.Read.Valid(SignedRequest signed) -> prove(signed);
            case SignedRequest.Read.Invalid(Refusal refusal) -> new Identification.Refused(refusal);
        };
    }

    private Identification prove(SignedRequest signed) {
        Proof proof = signed.proof();
        return switch (verifier.verify(proof)) {
            case CallerVerifier.Verdict.Denied(String code) -> denied(code);
            case Confirmed confirmed ->
                    used.firstUse(proof.hash(), proof.date().plus(REMEMBERED))
                            ? identify(confirmed, signed)
                            : refused(
                                    "proof-used",
                                    "the proof was used before; each is good for one request",
                                    "sign the request anew, also to send it again");
        };
    }

    private static Identification denied(String code) {
        return switch (code) {
            case "InvalidClientTokenId", "ExpiredToken", "ExpiredTokenException" ->
                    refused(
                            "caller-unknown",
                            "AWS does not know the credentials that signed the request: `"
                                    + code
                                    + "`",
                            "use credentials that are active and have not expired");
            default ->
                    refused(
                            "proof-invalid",
                            "AWS does not take the signature: `" + code + "`",
                            "sign this very request, for this stack, account and Region; the `curfew` command does so");
        };
    }

    private Identification identify(Confirmed confirmed, SignedRequest signed) {
        Answered answered = Answered.of(confirmed);
        if (!confirmed.account().equals(audience.account())) {
            return refused(
                    "caller-foreign",
                    "`"
                            + confirmed.arn()
                            + "` is of another account; only callers of account `"
                            + audience.account()
                            + "` are taken, since of others neither the role's path nor whether they were disabled is known here",
                    "assume a role of that account first");
        }
        return switch (answered) {
            case Answered.Root _ -> known(caller(confirmed, confirmed.account()), signed);
            case Answered.User(String id) -> known(caller(confirmed, id), signed);
            case Answered.RoleSession session -> {
                Optional<String> arn = roles.arn(session.roleName(), session.roleId());
                yield arn.isEmpty()
                        ? refused(
                                "caller-gone",
                                "the role behind `" + confirmed.arn() + "` does not exist any more",
                                "sign in anew; a role that was made again under the same name is another one")
                        : known(
                                new Caller(
                                        confirmed.account(),
                                        confirmed.arn(),
                                        session.roleId(),
                                        session.session(),
                                        arn.get()),
                                signed);
            }
            case Answered.Other _ ->
                    refused(
                            "caller-unsupported",
                            "`" + confirmed.arn() + "` is no user and no role's session",
                            "ask as a user or as a role; a federated user has no lasting identity of its own");
        };
    }

    private static Caller caller(Confirmed confirmed, String id) {
        return new Caller(confirmed.account(), confirmed.arn(), id, null, confirmed.arn());
    }

    private Identification known(Caller caller, SignedRequest signed) {
        String keyId = signed.proof().accessKeyId();
        // The key of a session (ASIA…) is not in the inventory; the user or role behind it is.
        Set<String> ids =
                Stream.of(caller.id(), keyId)
                        .filter(id -> id.equals(caller.id()) || id.startsWith("AKIA"))
                        .collect(Collectors.toSet());
        Map<String, IdentityStatus> statuses = standings.of(ids);
        for (Map.Entry<String, IdentityStatus> status : statuses.entrySet()) {
            if (status.getValue() != IdentityStatus.ACTIVE) {
                return refused(
                        "caller-disabled",
                        "`"
                                + caller.arn()
                                + "` may not ask: `"
                                + status.getKey()
                                + "` stands in the inventory as `"
                                + status.getValue()
                                + "`",
                        "have it restored, or ask as somebody else");
            }
        }
        return new Identification.Identified(caller, signed.request());
    }

    private static Identification refused(String code, String message, String help) {
        return new Identification.Refused(new Refusal(code, message, help));
    }
}
