package dev.curfew.local.slack;

import java.util.Optional;
import java.util.regex.Pattern;

/** Who and what there is in the page's own team: whoever is looking, and all who are named. */
public final class Places {
    /** The channel that messages go to that are for nobody in particular. */
    public static final String CHANNEL = "C0CURFEW1";

    /** The person who looks at the page. */
    public static final String USER = "U0CURFEW1";

    static final String DIRECT = "D0CURFEW1";
    static final String TEAM = "T0CURFEW1";
    static final String APP = "A0CURFEW1";
    static final String BOT = "B0CURFEW1";
    static final String BOT_USER = "U0CURFEWB";

    private static final Pattern ID = Pattern.compile("[CDG][A-Z0-9]{2,20}");
    private static final Pattern PERSON = Pattern.compile("[UW][A-Z0-9]{2,20}");
    private static final Pattern NAME = Pattern.compile("#?[a-z0-9_-]{1,80}");

    private Places() {}

    /** The channel that a message for that id or name goes to. */
    static Optional<String> channel(String named) {
        if (PERSON.matcher(named).matches()) {
            return Optional.of("D" + named.substring(1));
        }
        if (ID.matcher(named).matches()) {
            return Optional.of(named);
        }
        if (named.equals(name(CHANNEL)) || named.equals(name(CHANNEL).substring(1))) {
            return Optional.of(CHANNEL);
        }
        // Slack answers with an id, too; here a channel that was named is known by its name.
        return NAME.matcher(named).matches()
                ? Optional.of(named.startsWith("#") ? named : "#" + named)
                : Optional.empty();
    }

    static String name(String channel) {
        return switch (channel) {
            case CHANNEL -> "#curfew";
            case DIRECT -> "you, directly";
            default -> channel.startsWith("D") ? channel.substring(1) + ", directly" : channel;
        };
    }
}
