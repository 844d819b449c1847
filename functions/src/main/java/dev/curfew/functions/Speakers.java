package dev.curfew.functions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.caller.Caller;
import dev.curfew.core.lifecycle.Limits;
import dev.curfew.core.refusal.Refusal;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * In whose name a caller asks: in its own, or, if it is the slack function, in that of a person who
 * pressed a button. Nobody else may name another, and the slack function may do nothing of its own.
 * The person is looked up here again, so that the slack function cannot make one up.
 */
public final class Speakers {

    private static final String ON_BEHALF = "onBehalf";

    private final @Nullable String slackRole;
    private final Supplier<Limits> limits;

    /**
     * For one function.
     *
     * @param slackRole IAM's unique id of the slack function's role, which nobody can make again
     *     under its name; null where that function is not deployed
     * @param limits those in force; a failure to read them is passed on, and nothing is done
     */
    public Speakers(@Nullable String slackRole, Supplier<Limits> limits) {
        this.slackRole = slackRole;
        this.limits = limits;
    }

    /** In whose name it is asked. */
    public sealed interface Speaker {
        /**
         * It is asked in that name.
         *
         * @param by a principal's ARN, or a person and where they asked
         */
        record Named(String by) implements Speaker {}

        record Refused(Refusal refusal) implements Speaker {}
    }

    /**
     * In whose name a request is made.
     *
     * @param isForOthers whether what is asked for may be asked for in the name of another
     */
    public Speaker of(Caller caller, JsonNode request, boolean isForOthers) {
        JsonNode person = request.path(ON_BEHALF);
        if (slackRole == null || !slackRole.equals(caller.id())) {
            return person.isMissingNode()
                    ? new Speaker.Named(caller.arn())
                    : refused(
                            "on-behalf-not-allowed",
                            "`" + caller.arn() + "` asks in the name of somebody else",
                            "ask in your own name, without `onBehalf`; only the slack function may name another");
        }
        if (person.isMissingNode() || !isForOthers) {
            return refused(
                    "on-behalf-missing",
                    "the slack function asks for what nobody may ask for with a button, or for nobody",
                    "let a person ask, with credentials of their own");
        }
        String user = person.path("slack").asText();
        String team = person.has("team") ? person.path("team").asText() : null;
        return limits.get()
                .person(user, team)
                .<Speaker>map(known -> new Speaker.Named(known.by()))
                .orElseGet(() ->
                        refused(
                                "person-unknown",
                                "the member `" + user + "` of Slack is not among those who may ask",
                                "list them under `people` in the limits and apply them"));
    }

    private static Speaker refused(String code, String message, String help) {
        return new Speaker.Refused(new Refusal(code, message, help));
    }
}
