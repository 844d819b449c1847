package dev.curfew.core.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.document.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The heads of all journals at one moment.
 *
 * @param at in whole seconds
 */
public record Seal(Instant at, List<Head> heads) {

    private static final int FORM = 1;
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("'heads/'uuuu-MM-dd'/'HHmmss'Z'").withZone(ZoneOffset.UTC);

    public Seal {
        heads = List.copyOf(heads);
    }

    /**
     * A seal as it is kept: one JSON object a line, the first of them about the seal itself.
     *
     * @param name the day and time of the seal, such as {@code heads/2026-03-01/001700Z}
     */
    public record Document(String name, String text) {

        byte[] digest() {
            try {
                return MessageDigest.getInstance("SHA-256")
                        .digest(text.getBytes(StandardCharsets.UTF_8));
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    /** What is kept beside a seal's document: a JSON object with the notary's signature. */
    public record Signature(String text) {

        static Signature of(Document document, String signature) {
            return new Signature(
                    Json.MAPPER
                                    .createObjectNode()
                                    .put("sha256", HexFormat.of().formatHex(document.digest()))
                                    .put("hmacSha256", signature)
                            + "\n");
        }

        boolean isOf(Document document, Notary notary) {
            try {
                String signature = Json.MAPPER.readTree(text).path("hmacSha256").asText();
                return notary.attests(document.digest(), signature);
            } catch (JsonProcessingException changed) {
                return false;
            }
        }
    }

    Document document() {
        StringBuilder text = new StringBuilder();
        text.append(
                        Json.MAPPER
                                .createObjectNode()
                                .put("form", FORM)
                                .put("at", at.toString())
                                .put("subjects", heads.size()))
                .append('\n');
        for (Head head : heads) {
            text.append(
                            Json.MAPPER
                                    .createObjectNode()
                                    .put("subject", head.subject())
                                    .put("count", head.chain().count())
                                    .put("head", head.chain().head()))
                    .append('\n');
        }
        return new Document(name(), text.toString());
    }

    String name() {
        return NAME.format(at);
    }

    /** The seal that a document holds; empty when it is not one, or stands under another's name. */
    static Optional<Seal> read(Document document) {
        try {
            List<JsonNode> lines = new ArrayList<>();
            for (String line : document.text().lines().toList()) {
                lines.add(Json.MAPPER.readTree(line));
            }
            JsonNode about = lines.removeFirst();
            Instant at = Instant.parse(about.path("at").asText());
            Seal seal = new Seal(at, lines.stream().map(Seal::head).toList());
            boolean whole =
                    about.path("form").asInt() == FORM
                            && about.path("subjects").asInt() == seal.heads.size()
                            && seal.name().equals(document.name());
            return whole ? Optional.of(seal) : Optional.empty();
        } catch (JsonProcessingException | DateTimeException | NoSuchElementException not) {
            return Optional.empty();
        }
    }

    private static Head head(JsonNode line) {
        return new Head(
                line.path("subject").asText(),
                new Chain(line.path("count").asLong(), line.path("head").asText()));
    }
}
