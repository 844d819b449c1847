package dev.curfew.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.terminal.Table;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.cli.terminal.Times;
import dev.curfew.core.identity.Identity;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code curfew identity list}: the identities of the account, as far as they have been seen. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the identities that the inventory knows.")
final class IdentityListCommand implements Callable<Integer> {

    private static final Comparator<Identity> ORDER =
            Comparator.comparing(Identity::kind)
                    .thenComparing(identity -> Objects.requireNonNullElse(identity.name(), ""))
                    .thenComparing(Identity::id);

    private final Terminal terminal;
    private final Stacks stacks;
    @Mixin private StackOption stack = new StackOption();
    @Mixin private JsonOption json = new JsonOption();

    IdentityListCommand(Terminal terminal, Stacks stacks) {
        this.terminal = terminal;
        this.stacks = stacks;
    }

    @Override
    public Integer call() {
        List<Identity> identities = stack.open(stacks).identities().stream().sorted(ORDER).toList();
        if (json.isGiven()) {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            ArrayNode list = answer.putArray("identities");
            identities.forEach(identity -> list.add(Identities.document(identity)));
            terminal.json(answer);
        } else if (identities.isEmpty()) {
            terminal.line(
                    "no identities have been seen yet; each appears within seconds of being made");
        } else {
            terminal.table(table(identities));
        }
        return ExitCode.DONE;
    }

    static Table table(List<Identity> identities) {
        Table table = new Table(Pages.WIDTH, "KIND", "NAME", "STATUS", "MADE", "BY", "ID");
        for (Identity identity : identities) {
            Identity.Creation created = identity.created();
            table.row(
                    identity.kind().name(),
                    Objects.requireNonNullElse(identity.name(), "?"),
                    identity.status().name(),
                    created == null ? "?" : Times.at(created.at()),
                    maker(created),
                    identity.id());
        }
        return table;
    }

    private static String maker(Identity.@Nullable Creation created) {
        String by = created == null ? null : created.by();
        return by == null ? "?" : who(by);
    }

    /** What an ARN says after the account: {@code user/alice}, {@code assumed-role/deploy/ci}. */
    static String who(String arn) {
        String[] parts = arn.split(":", 6);
        return parts.length == 6 ? parts[5] : arn;
    }
}
