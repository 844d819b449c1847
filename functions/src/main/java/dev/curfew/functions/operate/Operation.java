package dev.curfew.functions.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.caller.Caller;
import dev.curfew.core.refusal.Refusal;

/** One thing that people can ask for. */
interface Operation {

    /** What a request calls it. */
    String name();

    /**
     * Carries it out.
     *
     * @param request one that the operation's schema admits
     */
    Reply carryOut(Caller caller, JsonNode request);

    /** What came of it. */
    sealed interface Reply {
        record Done(ObjectNode answer) implements Reply {}

        record Refused(Refusal refusal) implements Reply {}
    }
}
