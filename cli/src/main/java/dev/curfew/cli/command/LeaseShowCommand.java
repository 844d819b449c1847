package dev.curfew.cli.command;

import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.cli.terminal.Times;
import dev.curfew.core.lease.Grant;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.lease.Lineage;
import dev.curfew.core.lease.Receipt;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code curfew lease show}: all that is known of one lease. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows all that is known of a lease, and how its end took effect.")
final class LeaseShowCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Stacks stacks;
    private final Clock clock;
    @Mixin private StackOption stack = new StackOption();
    @Mixin private JsonOption json = new JsonOption();

    @Parameters(paramLabel = "ID", description = "A lease's id, as ./curfew lease list shows it.")
    private String id = "";

    LeaseShowCommand(Terminal terminal, Stacks stacks, Clock clock) {
        this.terminal = terminal;
        this.stacks = stacks;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Optional<Lease> found = LeaseId.read(id).flatMap(stack.open(stacks)::lease);
        if (found.isEmpty()) {
            return Refusals.unknownLease(terminal, id);
        }
        Standing standing = new Standing(found.get(), clock.instant());
        if (json.isGiven()) {
            terminal.json(standing.document());
        } else {
            show(standing);
        }
        return ExitCode.DONE;
    }

    private void show(Standing standing) {
        Lease lease = standing.lease();
        Grant grant = lease.grant();
        terminal.line("lease      " + lease.id());
        terminal.line("state      " + standing.state());
        terminal.line("task       " + grant.task());
        terminal.line("agent      " + grant.agent());
        terminal.line("holder     " + holder(grant));
        terminal.line("reason     " + grant.reason());
        terminal.line("role       " + grant.role());
        terminal.line("lineage    " + lineage(grant));
        terminal.line("networks   " + networks(grant.networks()));
        terminal.line("scope      " + grant.scope());
        terminal.line("policy     " + grant.sessionPolicy());
        terminal.line("issued     " + Times.at(grant.issuedAt()));
        terminal.line("deadline   " + Times.at(grant.expiresAt()));
        if (!standing.isOpen()) {
            terminal.line("ended      " + Times.at(standing.end()));
        }
        terminal.line("session    ended by STS before " + Times.at(grant.sessionEndsAt()));
        Receipt receipt = lease.receipt();
        if (receipt == null) {
            terminal.line("receipt    " + Ends.withoutReceipt(standing));
        } else {
            Ends.tell(terminal, receipt);
        }
        terminal.note("Who did what to it: ./curfew audit show " + lease.id());
    }

    private static String holder(Grant grant) {
        String principal = grant.holder().principal();
        String arn = grant.holder().arn();
        return principal.equals(arn) ? principal : principal + ", as " + arn;
    }

    private static String lineage(Grant grant) {
        Lineage lineage = grant.lineage();
        String left =
                switch (grant.delegationsLeft()) {
                    case 0 -> "not to be handed on";
                    case 1 -> "to be handed on once";
                    default -> "to be handed on " + grant.delegationsLeft() + " times";
                };
        return Standing.chain(lineage) + " (depth " + lineage.depth() + ", " + left + ")";
    }

    /** Each list was added by a lease on the way down, and all of them hold. */
    private static String networks(List<List<String>> networks) {
        return networks.isEmpty()
                ? "any"
                : networks.stream()
                        .map(list -> String.join(" or ", list))
                        .collect(Collectors.joining("; and "));
    }
}
