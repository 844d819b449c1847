package dev.curfew.aws;

import dev.curfew.core.sweep.CredentialReport;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.CredentialReportExpiredException;
import software.amazon.awssdk.services.iam.model.CredentialReportNotPresentException;
import software.amazon.awssdk.services.iam.model.CredentialReportNotReadyException;
import software.amazon.awssdk.services.iam.model.GetCredentialReportResponse;

/** IAM's credential report, a CSV document. Its columns are found by their names. */
public final class IamCredentialReport implements CredentialReport {

    private static final String ROOT = "<root_account>";

    /** What stands where there is nothing to tell. */
    private static final Set<String> NOTHING = Set.of("", "N/A", "no_information", "not_supported");

    private final IamClient iam;

    public IamCredentialReport(IamClient iam) {
        this.iam = iam;
    }

    @Override
    public void ask() {
        iam.generateCredentialReport();
    }

    @Override
    public Answer read() {
        try {
            GetCredentialReportResponse report = iam.getCredentialReport();
            return new Answer.Ready(
                    report.generatedTime(),
                    rows(report.content().asString(StandardCharsets.UTF_8)));
        } catch (CredentialReportNotReadyException beingMade) {
            return new Answer.NotYet();
        } catch (CredentialReportNotPresentException | CredentialReportExpiredException none) {
            return new Answer.None();
        }
    }

    static Map<String, Row> rows(String csv) {
        Map<String, Row> rows = new HashMap<>();
        each(
                csv,
                record -> {
                    if (!isRoot(record)) {
                        rows.put(record.get("arn"), row(record));
                    }
                });
        return rows;
    }

    /** Passes on each user's record, the root user's among them. */
    static void each(String csv, Consumer<CSVRecord> taker) {
        CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
        try (CSVParser parser = CSVParser.parse(new StringReader(csv), format)) {
            parser.forEach(taker);
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
    }

    static boolean isRoot(CSVRecord record) {
        return record.get("user").equals(ROOT);
    }

    private static Row row(CSVRecord record) {
        List<KeyUse> keys = new ArrayList<>();
        for (String key : List.of("access_key_1_", "access_key_2_")) {
            Instant rotated = time(record, key + "last_rotated");
            Instant used = time(record, key + "last_used_date");
            if (rotated != null && used != null) {
                keys.add(
                        new KeyUse(
                                IamStatus.second(rotated),
                                used,
                                text(record, key + "last_used_service"),
                                text(record, key + "last_used_region")));
            }
        }
        String password = text(record, "password_enabled");
        return new Row(
                created(record),
                hash(record),
                password == null ? null : Boolean.valueOf(password),
                isCertificate(record, "cert_1_") || isCertificate(record, "cert_2_"),
                keys);
    }

    /** When the user was made, in whole seconds. */
    static Instant created(CSVRecord record) {
        Instant created = time(record, "user_creation_time");
        if (created == null) {
            throw new IllegalStateException("the credential report says of a user not since when");
        }
        return IamStatus.second(created);
    }

    private static boolean isCertificate(CSVRecord record, String certificate) {
        return Boolean.parseBoolean(text(record, certificate + "active"))
                || text(record, certificate + "last_rotated") != null;
    }

    /** A hash of all columns but those of uses; new columns count without being known here. */
    private static String hash(CSVRecord record) {
        Map<String, String> told = new TreeMap<>(record.toMap());
        told.keySet().removeIf(column -> column.contains("last_used"));
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] text = told.toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(digest.digest(text), 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static @Nullable Instant time(CSVRecord record, String column) {
        String text = text(record, column);
        return text == null ? null : OffsetDateTime.parse(text).toInstant();
    }

    static @Nullable String text(CSVRecord record, String column) {
        String text = record.isSet(column) ? record.get(column) : "";
        return NOTHING.contains(text) ? null : text;
    }
}
