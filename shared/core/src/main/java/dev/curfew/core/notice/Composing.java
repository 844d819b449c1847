package dev.curfew.core.notice;

import dev.curfew.core.watch.Kind;
import java.util.Map;
import java.util.Set;

/**
 * Makes a notice of an event that people should hear of. Ordinary issues and ends are none of
 * these, nor is what the functions only say to one another.
 */
public final class Composing {

    /** What the functions say to one another, or too often to be read. */
    private static final Set<String> ORDINARY =
            Set.of("LeaseIssued", "IdentityRecorded", "DenyListDue", "RevocationRequested");

    private final FindingNotices findings;
    private final IdentityNotices identities;

    /**
     * @param reactions what watch does about each kind of finding, where it is not as usual
     */
    public Composing(Directory directory, Map<Kind, Kind.Reaction> reactions) {
        this.findings = new FindingNotices(reactions);
        this.identities = new IdentityNotices(directory);
    }

    /** What becomes of an event. */
    public sealed interface Composed {

        /** People hear of it. */
        record Told(Notice notice) implements Composed {}

        /** It is known and nobody needs to hear of it. */
        record Ordinary(String type) implements Composed {}

        /** Nobody has thought of such an event yet. */
        record Unknown(String type) implements Composed {}

        /** It is no event of ours. */
        record Malformed(String why) implements Composed {}
    }

    /** Reads an event as EventBridge hands it on. */
    public Composed compose(String text) {
        try {
            return compose(BusEvent.read(text));
        } catch (BusEvent.MalformedException malformed) {
            return new Composed.Malformed(malformed.why());
        }
    }

    private Composed compose(BusEvent event) {
        String type = event.type();
        if (ORDINARY.contains(type)) {
            return new Composed.Ordinary(type);
        }
        return switch (type) {
            case "FindingOpened" -> new Composed.Told(findings.opened(event));
            case "FindingClosed" -> new Composed.Told(FindingNotices.closed(event));
            case "HolderHalted" -> new Composed.Told(HolderNotices.halted(event));
            case "HolderLifted" -> new Composed.Told(HolderNotices.lifted(event));
            case "LeaseEnded", "LeaseDenied" -> lease(event);
            case "FindingRaised" -> new Composed.Told(identities.raised(event));
            case "IdentityWarned" -> new Composed.Told(identities.warned(event));
            case "IdentityDisabled" -> new Composed.Told(identities.disabled(event));
            case "IdentityQuarantined" -> new Composed.Told(identities.quarantined(event));
            case "IdentityDeleted" -> new Composed.Told(identities.deleted(event));
            case "IdentityRestored" -> new Composed.Told(identities.restored(event));
            case "IdentityExempted" -> new Composed.Told(identities.exempted(event));
            case "IdentityApproved" -> new Composed.Told(identities.approved(event));
            case "AutomationStopped", "AutomationResumed" ->
                    new Composed.Told(AutomationNotices.of(event));
            case "LimitsApplied" -> new Composed.Told(AutomationNotices.limits(event));
            default -> new Composed.Unknown(type);
        };
    }

    /** Of ends only revocations are told, and of receipts those that saw one take effect. */
    private static Composed lease(BusEvent event) {
        boolean denied = event.type().equals("LeaseDenied");
        if (!event.required("state").equals("REVOKED")
                || (denied && event.required("seenBy").equals("NONE"))) {
            return new Composed.Ordinary(event.type());
        }
        return new Composed.Told(denied ? LeaseNotices.denied(event) : LeaseNotices.revoked(event));
    }
}
