package dev.curfew.core.notice;

import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.lifecycle.Limit;
import dev.curfew.core.lifecycle.Limits;
import dev.curfew.core.lifecycle.Sponsors;
import dev.curfew.core.notice.Notice.Act;
import dev.curfew.core.notice.Notice.Button;
import dev.curfew.core.notice.Notice.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Notices of what the limits did to an identity, or are about to, and of what people did. */
final class IdentityNotices {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_]{16,128}");

    /** The inventory keeps more; a person who wants it all has a button. */
    private static final int MOST_EVIDENCE = 10;

    private final Directory directory;

    IdentityNotices(Directory directory) {
        this.directory = directory;
    }

    /** An identity as the event and the inventory know it. */
    private record Concerned(
            BusEvent event,
            String id,
            IdentityKind kind,
            @Nullable Identity known,
            @Nullable Identity user,
            @Nullable Limits limits) {

        @Nullable Limit limit() {
            return known == null || limits == null ? null : limits.of(known, user);
        }

        @Nullable String owner() {
            return known == null || limits == null
                    ? null
                    : Sponsors.of(known, user, limits.owners());
        }

        Button button(Act act) {
            return new Button(act, "identity:" + id);
        }

        /** With a capital, and the id: it is of no one's choosing. */
        String named() {
            String words = words(kind);
            return Character.toUpperCase(words.charAt(0)) + words.substring(1) + " " + id;
        }
    }

    Notice raised(BusEvent event) {
        Concerned it = concerned(event);
        return notice(
                it,
                it.named() + " needs a look",
                List.of(
                        new Fact("Finding", event.required("finding")),
                        new Fact("Since", event.required("since"))),
                List.of(event.required("evidence")),
                "The limits decide; a warning comes before anything is taken away.",
                Act.EXEMPT,
                Act.SHOW);
    }

    Notice warned(BusEvent event) {
        Concerned it = concerned(event);
        Limit limit = it.limit();
        return notice(
                it,
                it.named() + " will be disabled",
                List.of(),
                evidence(it),
                "It is disabled "
                        + (limit == null
                                ? "when the warning's time is over"
                                : "after " + day(event.at(), limit.warning()))
                        + ", unless it is in order again or exempted by then.",
                Act.EXEMPT,
                Act.SHOW);
    }

    Notice disabled(BusEvent event) {
        Concerned it = concerned(event);
        Limit limit = it.limit();
        Duration deletion = limit == null ? null : limit.deletion();
        String until;
        if (limit == null) {
            until = "It is deleted when its time is over. Until then it can be restored.";
        } else if (deletion == null) {
            until = "It is not deleted, and can be restored.";
        } else {
            until =
                    "It is deleted after "
                            + day(event.at(), deletion)
                            + ", unless it was used since. Until then it can be restored.";
        }
        return notice(
                it,
                it.named() + " was disabled",
                List.of(),
                evidence(it),
                until,
                Act.RESTORE,
                Act.EXEMPT,
                Act.SHOW);
    }

    Notice quarantined(BusEvent event) {
        Concerned it = concerned(event);
        return notice(
                it,
                it.named() + " was quarantined",
                List.of(),
                evidence(it),
                "It can do nothing until somebody restores it.",
                Act.RESTORE,
                Act.EXEMPT,
                Act.SHOW);
    }

    Notice deleted(BusEvent event) {
        Concerned it = concerned(event);
        return notice(
                it,
                it.named() + " was deleted",
                List.of(),
                evidence(it),
                "This cannot be undone.",
                Act.SHOW);
    }

    Notice restored(BusEvent event) {
        Concerned it = concerned(event);
        Instant postponed = it.known() == null ? null : it.known().steps().postponedTo();
        String until;
        if (postponed != null) {
            until = minute(postponed);
        } else {
            until = it.limits() == null ? "a while" : day(event.at(), it.limits().restore());
        }
        return notice(
                it,
                it.named() + " was restored",
                List.of(),
                List.of(),
                "It is left alone until " + until + "; then its limits count again.",
                Act.EXEMPT,
                Act.SHOW);
    }

    Notice exempted(BusEvent event) {
        Concerned it = concerned(event);
        return notice(
                it,
                it.named() + " was exempted",
                List.of(),
                List.of(),
                "Nothing becomes of it while the exemption lasts.",
                Act.SHOW);
    }

    Notice approved(BusEvent event) {
        Concerned it = concerned(event);
        return notice(
                it,
                it.named() + " may be quarantined",
                List.of(),
                evidence(it),
                "A sweep quarantines it when its time has come.",
                Act.EXEMPT,
                Act.SHOW);
    }

    private Concerned concerned(BusEvent event) {
        String id = event.matching("id", ID);
        IdentityKind kind = kind(event.required("kind"));
        Identity known = directory.find(id).orElse(null);
        String user = known == null ? null : known.user();
        return new Concerned(
                event,
                id,
                kind,
                known,
                user == null ? null : directory.find(user).orElse(null),
                directory.limits().orElse(null));
    }

    private static Notice notice(
            Concerned it,
            String title,
            List<Fact> more,
            List<String> evidence,
            String next,
            Act... acts) {
        BusEvent event = it.event();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Who", who(it)));
        if (event.text("reason") != null) {
            facts.add(new Fact("Why", event.required("reason")));
        }
        facts.addAll(more);
        String owner = it.owner();
        if (owner != null) {
            facts.add(new Fact("Owner", owner));
        }
        if (event.text("by") != null) {
            facts.add(new Fact("By", event.required("by")));
        }
        return new Notice(
                event.id(),
                event.at(),
                event.type(),
                "identity:" + it.id(),
                owner,
                title,
                facts,
                evidence,
                next,
                Stream.of(acts).map(it::button).toList());
    }

    private static String who(Concerned it) {
        String name = it.event().text("name");
        String words = words(it.kind()) + " ";
        String bearer =
                it.kind().isPrincipal()
                        ? (name == null ? it.id() : name)
                        : it.id() + (name == null ? "" : " of user " + name);
        return words + bearer + " in account " + it.event().required("account");
    }

    private static List<String> evidence(Concerned it) {
        return it.known() == null
                ? List.of()
                : it.known().findings().stream()
                        .limit(MOST_EVIDENCE)
                        .map(each -> each.kind() + ": " + each.evidence())
                        .toList();
    }

    private static String day(Instant from, Duration span) {
        return minute(from.plus(span));
    }

    /** To the minute: nobody acts sooner than that. */
    private static String minute(Instant at) {
        String text = at.toString();
        return text.substring(0, "2026-03-01".length())
                + " "
                + text.substring("2026-03-01T".length(), "2026-03-01T12:34".length())
                + " UTC";
    }

    private static IdentityKind kind(String name) {
        for (IdentityKind kind : IdentityKind.values()) {
            if (kind.name().equals(name)) {
                return kind;
            }
        }
        throw new BusEvent.MalformedException("its `kind` is not known");
    }

    private static String words(IdentityKind kind) {
        return switch (kind) {
            case ACCESS_KEY -> "access key";
            case SERVICE_CREDENTIAL -> "service credential";
            case SSH_PUBLIC_KEY -> "SSH public key";
            case SIGNING_CERTIFICATE -> "signing certificate";
            case USER -> "user";
            case ROLE -> "role";
        };
    }
}
