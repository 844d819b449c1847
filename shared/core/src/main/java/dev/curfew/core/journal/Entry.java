package dev.curfew.core.journal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One thing that happened to an identity or a lease.
 *
 * @param subject the lease's id, or IAM's unique id of the identity
 * @param number counts the subject's entries, from 1
 * @param at when it happened
 * @param what a word for it, such as {@code issued} or {@code revoked}
 * @param by who did it: a principal's ARN, or a part of Curfew, such as {@code curfew.expire}
 * @param detail what else there is to say; never a secret
 * @param previous the hash of the subject's entry before this one; empty for the first
 * @param hash of all the above: SHA-256 in hex
 */
public record Entry(
        String subject,
        long number,
        Instant at,
        String what,
        String by,
        SortedMap<String, String> detail,
        String previous,
        String hash) {

    public Entry {
        detail = Collections.unmodifiableSortedMap(new TreeMap<>(detail));
    }

    static Entry of(
            String subject,
            long number,
            Instant at,
            String what,
            String by,
            Map<String, String> detail,
            String previous) {
        SortedMap<String, String> sorted = new TreeMap<>(detail);
        String hash = hash(subject, number, at, what, by, sorted, previous);
        return new Entry(subject, number, at, what, by, sorted, previous, hash);
    }

    /** Whether the hash is that of the other fields. */
    public boolean isIntact() {
        return hash.equals(hash(subject, number, at, what, by, detail, previous));
    }

    /** This entry, said to have another number; its hash stays as it is. */
    Entry numbered(long other) {
        return new Entry(subject, other, at, what, by, detail, previous, hash);
    }

    /** A JSON array has one reading only: no field can run into the next. */
    private static String hash(
            String subject,
            long number,
            Instant at,
            String what,
            String by,
            SortedMap<String, String> detail,
            String previous) {
        ArrayNode fields = Json.MAPPER.createArrayNode();
        fields.add(subject).add(number).add(at.toString()).add(what).add(by);
        ObjectNode details = fields.addObject();
        detail.forEach(details::put);
        fields.add(previous);
        try {
            byte[] text = fields.toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
