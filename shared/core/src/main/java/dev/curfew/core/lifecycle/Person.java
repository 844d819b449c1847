package dev.curfew.core.lifecycle;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who may press Curfew's buttons in Slack.
 *
 * @param slack Slack's id of the member, which stays when the name changes
 * @param name what the journal and other people know them by
 * @param team Slack's id of the workspace they must be a member of; null for any
 */
public record Person(String slack, String name, @Nullable String team) {

    boolean is(String user, @Nullable String from) {
        return slack.equals(user) && (team == null || team.equals(from));
    }

    /** Who did something, as the journal keeps it. */
    public String by() {
        return name + " via Slack (" + slack + ")";
    }
}
