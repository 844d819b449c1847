package dev.curfew.cli.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.console.Shell.Tab;
import dev.curfew.cli.stack.Answer;
import dev.curfew.cli.stack.Function;
import dev.curfew.cli.stack.Stack;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.lifecycle.Terms;
import dev.curfew.local.web.Markup;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Something that {@code operate} does for one identity. */
abstract class IdentityDeed implements Deed {

    private final Stack stack;
    private final String operation;

    /**
     * @param operation as {@code operate} names it
     */
    IdentityDeed(Stack stack, String operation) {
        this.stack = stack;
        this.operation = operation;
    }

    @Override
    public final String name() {
        return operation;
    }

    @Override
    public final boolean takes() {
        return false;
    }

    @Override
    public final String page() {
        return "identity";
    }

    @Override
    public final Tab tab() {
        return Tab.IDENTITIES;
    }

    @Override
    public final Optional<Statement> state(String id, Instant now) {
        Estate estate = Estate.of(stack, now);
        return estate.find(id).map(outlook -> state(outlook, estate.terms(), now));
    }

    private Statement state(Outlook outlook, Terms terms, Instant now) {
        Identity identity = outlook.identity();
        return new Statement(
                title(Objects.requireNonNullElse(identity.name(), identity.id())),
                new Facts()
                        .with("Kind", Markup.text(Words.plain(identity.kind())))
                        .with("Id", Words.code(identity.id()))
                        .with("Status", IdentityRows.status(identity))
                        .with("Next", IdentityRows.next(outlook, now))
                        .with("Why", Words.said(outlook.why()))
                        .markup(),
                consequences(identity, terms, now),
                fields(identity));
    }

    abstract String title(String name);

    abstract List<Markup> consequences(Identity identity, Terms terms, Instant now);

    abstract List<Field> fields(Identity identity);

    /** Adds what the person filled in. */
    abstract void complete(ObjectNode request, Map<String, String> form);

    @Override
    public final Answer carryOut(String id, Map<String, String> form) {
        ObjectNode request =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("operation", operation)
                        .put("identity", id)
                        .put("reason", form.getOrDefault("reason", ""));
        complete(request, form);
        return stack.invoke(Function.OPERATE, request);
    }

    static Instant time(JsonNode text) {
        return Instant.parse(text.asText());
    }
}
