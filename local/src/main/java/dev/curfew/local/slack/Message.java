package dev.curfew.local.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as it stands now.
 *
 * @param ts its id within its channel, which is also its time
 * @param thread the message that it is a reply to
 * @param text what is shown where blocks are not
 * @param blocks an array, empty for a message of text alone
 * @param shownTo whether all see it, or only who pressed a button
 * @param isEdited whether it was posted with other words
 * @param presses what became of presses of its buttons, the last one last
 */
public record Message(
        String channel,
        String ts,
        @Nullable String thread,
        String text,
        JsonNode blocks,
        ShownTo shownTo,
        boolean isEdited,
        List<String> presses) {

    /** Who sees a message. */
    public enum ShownTo {
        ALL,
        ONE
    }

    public Message {
        blocks = blocks.deepCopy();
        presses = List.copyOf(presses);
    }

    /** The message that its thread begins with; itself when it is no reply. */
    public String root() {
        return thread == null ? ts : thread;
    }

    Message saying(String newText, JsonNode newBlocks) {
        return new Message(channel, ts, thread, newText, newBlocks, shownTo, true, presses);
    }

    Message pressed(String what) {
        List<String> more = new ArrayList<>(presses);
        more.add(what);
        return new Message(channel, ts, thread, text, blocks, shownTo, isEdited, more);
    }
}
