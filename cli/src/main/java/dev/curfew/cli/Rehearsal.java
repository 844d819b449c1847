package dev.curfew.cli;

import dev.curfew.cli.terminal.Terminal;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Does what commands do, where nobody sees it: the launcher records which classes that takes, so
 * that they load quickly from then on. It reaches nothing: the port it calls is closed.
 */
final class Rehearsal {

    private static final String[][] COMMANDS = {
        {"--version"},
        {"--help"},
        {"issue", "--help"},
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
    }
}
