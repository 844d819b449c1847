package dev.curfew.cli.scan;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.curfew.core.document.Json;
import dev.curfew.core.scan.Seen;
import dev.curfew.core.scan.Summary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/** What a scan sees as one JSON document, written as it is seen. */
public final class JsonReport implements Report {

    private final JsonGenerator json;

    public JsonReport(Writer out) {
        try {
            json =
                    Json.MAPPER
                            .getFactory()
                            .createGenerator(out)
                            .setPrettyPrinter(new DefaultPrettyPrinter())
                            .configure(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature(), true)
                            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            json.writeArrayFieldStart("identities");
        } catch (IOException unwritten) {
            throw new UncheckedIOException(unwritten);
        }
    }

    @Override
    public void seen(Seen seen) {
        try {
            json.writeTree(SeenDocument.of(seen));
        } catch (IOException unwritten) {
            throw new UncheckedIOException(unwritten);
        }
    }

    @Override
    public void end(Summary summary) {
        try {
            json.writeEndArray();
            json.writeStringField("account", summary.account());
            json.writeStringField("at", summary.at().toString());
            json.writeFieldName("summary");
            json.writeTree(SeenDocument.of(summary));
            json.writeArrayFieldStart("notes");
            for (String note : summary.notes()) {
                json.writeString(note);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw(System.lineSeparator());
            json.close();
        } catch (IOException unwritten) {
            throw new UncheckedIOException(unwritten);
        }
    }
}
