package dev.curfew.cli;

import dev.curfew.cli.lease.Asker;
import dev.curfew.cli.lease.CredentialServer;
import dev.curfew.cli.lease.Meeting;
import dev.curfew.cli.terminal.Terminal;
import dev.curfew.client.Lease;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Instant;

/**
 * Does what commands do, where nobody sees it: the launcher records which classes that takes, so
 * that they load quickly from then on. It reaches nothing outside: the port it calls is closed.
 */
final class Rehearsal {

    private static final String[][] COMMANDS = {
        {"--version"},
        {"--help"},
        {"issue", "--help"},
        {"exec", "--help"},
        {"credential-process", "--task", "t", "--allow", "s3:GetObject arn:aws:s3:::b/*"},
        {"env"},
        {"status", "--json"},
        {"identity", "list", "--json"},
        {"task", "list"},
        {"lease", "list"},
    };

    private Rehearsal() {}

    public static void main(String[] ignored) {
        System.setProperty("aws.accessKeyId", "rehearsal");
        System.setProperty("aws.secretAccessKey", "rehearsal");
        System.setProperty("aws.region", "us-east-1");
        System.setProperty("aws.endpointUrl", "http://127.0.0.1:1");
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        Terminal terminal = new Terminal(nowhere, nowhere);
        for (String[] command : COMMANDS) {
            Curfew.line(terminal, InputStream.nullInputStream()).execute(command);
        }
        serve(terminal);
    }

    /** Both sides of what a running serve answers. */
    private static void serve(Terminal terminal) {
        Lease lease = new Lease("000000000000", "t", "AKIA", "none", "none", Instant.EPOCH);
        try (CredentialServer server =
                new CredentialServer(0, "rehearsal", () -> lease, terminal::note)) {
            terminal.json(Asker.credential(new Meeting.Server(server.address(), "rehearsal")));
        }
    }
}
