package dev.curfew.aws;

import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.LastUse;
import dev.curfew.core.scan.UserReport;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.CredentialReportExpiredException;
import software.amazon.awssdk.services.iam.model.CredentialReportNotPresentException;
import software.amazon.awssdk.services.iam.model.CredentialReportNotReadyException;
import software.amazon.awssdk.services.iam.model.GetCredentialReportResponse;

/**
 * IAM's credential report with every credential that it shows, used or not. See <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html">its
 * columns</a>.
 */
public final class IamUserReport implements UserReport {

    private final IamClient iam;

    public IamUserReport(IamClient iam) {
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
            return ready(report.generatedTime(), report.content().asString(StandardCharsets.UTF_8));
        } catch (CredentialReportNotReadyException beingMade) {
            return new Answer.NotYet();
        } catch (CredentialReportNotPresentException | CredentialReportExpiredException none) {
            return new Answer.None();
        }
    }

    private static Answer ready(Instant at, String csv) {
        Map<String, Row> rows = new HashMap<>();
        List<Row> root = new ArrayList<>(1);
        IamCredentialReport.each(
                csv,
                record -> {
                    if (IamCredentialReport.isRoot(record)) {
                        root.add(row(record));
                    } else {
                        rows.put(record.get("arn"), row(record));
                    }
                });
        return new Answer.Ready(at, rows, root.isEmpty() ? null : root.getFirst());
    }

    private static Row row(CSVRecord record) {
        List<Slot> slots = new ArrayList<>();
        for (int number = 1; number <= 2; number++) {
            key(record, number, slots);
        }
        for (int number = 1; number <= 2; number++) {
            certificate(record, number, slots);
        }
        String password = IamCredentialReport.text(record, "password_enabled");
        return new Row(
                IamCredentialReport.created(record),
                password == null ? null : Boolean.valueOf(password),
                IamCredentialReport.time(record, "password_last_used"),
                slots);
    }

    private static void key(CSVRecord record, int number, List<Slot> slots) {
        String key = "access_key_" + number + "_";
        boolean active = Boolean.parseBoolean(IamCredentialReport.text(record, key + "active"));
        Instant made = second(IamCredentialReport.time(record, key + "last_rotated"));
        if (!active && made == null) {
            return; // there is none in this place
        }
        Instant used = IamCredentialReport.time(record, key + "last_used_date");
        slots.add(
                new Slot(
                        IdentityKind.ACCESS_KEY,
                        "key " + number,
                        active,
                        made,
                        used == null
                                ? new LastUse.Never()
                                : new LastUse.Used(
                                        used,
                                        IamCredentialReport.text(record, key + "last_used_service"),
                                        IamCredentialReport.text(
                                                record, key + "last_used_region"))));
    }

    private static void certificate(CSVRecord record, int number, List<Slot> slots) {
        String certificate = "cert_" + number + "_";
        boolean active =
                Boolean.parseBoolean(IamCredentialReport.text(record, certificate + "active"));
        Instant made = second(IamCredentialReport.time(record, certificate + "last_rotated"));
        if (active || made != null) {
            slots.add(
                    new Slot(
                            IdentityKind.SIGNING_CERTIFICATE,
                            "certificate " + number,
                            active,
                            made,
                            new LastUse.Untracked()));
        }
    }

    private static @Nullable Instant second(@Nullable Instant time) {
        return time == null ? null : IamStatus.second(time);
    }
}
