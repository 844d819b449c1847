package dev.curfew.cli.terminal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.curfew.core.document.Json;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/**
 * Where a command prints: answers to {@code out}, everything about the asking to {@code err}.
 * Whatever it is given is made harmless on the way, so text from outside can be printed as it is.
 */
public final class Terminal {

    private final PrintStream out;
    private final PrintStream err;
    private boolean isForPrograms;
    private boolean hasAnswered;

    public Terminal(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** From now on a program reads the answer: a failure is one too. */
    public void forPrograms() {
        isForPrograms = true;
        hasAnswered = false;
    }

    /**
     * Prints why there is no answer, where a program waits for one. After a part of an answer it
     * prints nothing: what is cut off is no JSON, and cannot be taken for the whole.
     */
    public void failure(Supplier<JsonNode> document) {
        if (isForPrograms && !hasAnswered) {
            json(document.get());
        }
    }

    /** Prints one line of the answer. */
    public void line(String text) {
        hasAnswered = true;
        out.println(Visible.text(text));
    }

    /** Prints a table of the answer. */
    public void table(Table table) {
        table.lines().forEach(this::line);
    }

    /** Prints the answer as JSON. */
    public void json(JsonNode node) {
        hasAnswered = true;
        try {
            out.println(JsonLayout.WRITER.writeValueAsString(node));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Says something beside the answer. */
    public void note(String text) {
        err.println(Visible.text(text));
    }

    /** For help texts, which are Curfew's own, and for answers that are written bit by bit. */
    public PrintWriter outWriter() {
        return new PrintWriter(new Answering(out), true, out.charset());
    }

    /** For help texts, which are Curfew's own. */
    public PrintWriter errWriter() {
        return new PrintWriter(err, true, err.charset());
    }

    /** Whether the answer can no longer be read, such as after the reader of a pipe has gone. */
    public boolean isBroken() {
        out.flush();
        return out.checkError();
    }

    /** Notes that something was printed. */
    private final class Answering extends FilterOutputStream {
        private Answering(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int octet) throws IOException {
            hasAnswered = true;
            out.write(octet);
        }

        @Override
        public void write(byte[] octets, int from, int length) throws IOException {
            hasAnswered = true;
            out.write(octets, from, length);
        }
    }

    /** Loaded only when JSON is asked for: most commands start without it. */
    private static final class JsonLayout {
        static final ObjectWriter WRITER =
                Json.MAPPER
                        .writer(
                                new DefaultPrettyPrinter()
                                        .withArrayIndenter(
                                                DefaultIndenter.SYSTEM_LINEFEED_INSTANCE))
                        .with(JsonWriteFeature.ESCAPE_NON_ASCII)
                        .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }
}
