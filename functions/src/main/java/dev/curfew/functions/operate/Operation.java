package dev.curfew.functions.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.refusal.Refusal;

/** One thing that people can ask for. */
interface Operation {

    /** What a request calls it. */
    String name();

    /** Whether it may be asked for in the name of a person who pressed a button. */
    default boolean isForOthers() {
        return false;
    }

    /**
     * Carries it out.
     *
     * @param by who asks: a principal's ARN, or a person and where they asked
     * @param request one that the operation's schema admits
     */
    Reply carryOut(String by, JsonNode request);

    /** What came of it. */
    sealed interface Reply {
        record Done(ObjectNode answer) implements Reply {}

        record Refused(Refusal refusal) implements Reply {}
    }
}
