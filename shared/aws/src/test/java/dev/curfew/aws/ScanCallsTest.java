package dev.curfew.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.LastUse;
import dev.curfew.core.scan.NotPermitted;
import dev.curfew.core.scan.UserReport;
import dev.curfew.core.scan.UserReport.Answer;
import dev.curfew.core.scan.UserReport.Slot;
import dev.curfew.core.sweep.AccountPages.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;

/** What a scan makes of IAM's answers on the wire. */
class ScanCallsTest {

    private static final String COLUMNS =
            "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,"
                    + "password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,"
                    + "access_key_1_last_used_date,access_key_1_last_used_region,"
                    + "access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,"
                    + "access_key_2_last_used_date,access_key_2_last_used_region,"
                    + "access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,"
                    + "cert_2_last_rotated\n";
    private static final Instant MADE = Instant.parse("2026-01-02T03:04:05Z");

    private ScriptedIam iam;
    private IamClient client;

    @BeforeEach
    void start() throws IOException {
        iam = new ScriptedIam();
        client = NotPermittedCalls.told(iam.client());
    }

    @AfterEach
    void stop() {
        client.close();
        iam.close();
    }

    private Answer.Ready report(String rows) {
        String content =
                Base64.getEncoder()
                        .encodeToString((COLUMNS + rows).getBytes(StandardCharsets.UTF_8));
        iam.answer(
                "GetCredentialReport",
                "<Content>"
                        + content
                        + "</Content><ReportFormat>text/csv</ReportFormat><GeneratedTime>2026-03-01T00:00:00Z</GeneratedTime>");
        return (Answer.Ready) new IamUserReport(client).read();
    }

    @Test
    void everyKeyAndCertificateHasItsPlaceUsedOrNot() {
        Answer.Ready report =
                report(
                        "ann,arn:aws:iam::123456789012:user/ci/ann,2026-01-02T03:04:05+00:00,true,"
                                + "2026-02-01T00:00:00+00:00,N/A,N/A,false,"
                                + "true,2026-01-03T00:00:00+00:00,2026-02-28T23:00:00+00:00,us-east-1,s3,"
                                + "false,2026-01-04T00:00:00+00:00,N/A,N/A,N/A,"
                                + "true,2026-01-05T00:00:00+00:00,false,N/A\n");

        UserReport.Row row =
                Objects.requireNonNull(report.rows().get("arn:aws:iam::123456789012:user/ci/ann"));
        assertThat(row.created()).isEqualTo(MADE);
        assertThat(row.password()).isTrue();
        assertThat(row.passwordUsed()).isEqualTo(Instant.parse("2026-02-01T00:00:00Z"));
        assertThat(row.slots())
                .containsExactly(
                        new Slot(
                                IdentityKind.ACCESS_KEY,
                                "key 1",
                                true,
                                Instant.parse("2026-01-03T00:00:00Z"),
                                new LastUse.Used(
                                        Instant.parse("2026-02-28T23:00:00Z"), "s3", "us-east-1")),
                        new Slot(
                                IdentityKind.ACCESS_KEY,
                                "key 2",
                                false,
                                Instant.parse("2026-01-04T00:00:00Z"),
                                new LastUse.Never()),
                        new Slot(
                                IdentityKind.SIGNING_CERTIFICATE,
                                "certificate 1",
                                true,
                                Instant.parse("2026-01-05T00:00:00Z"),
                                new LastUse.Untracked()));
        assertThat(report.root()).isNull();
    }

    @Test
    void theRootUserStandsByItself() {
        Answer.Ready report =
                report(
                        "<root_account>,arn:aws:iam::123456789012:root,2026-01-02T03:04:05+00:00,not_supported,"
                                + "no_information,not_supported,not_supported,true,"
                                + "true,2026-01-03T00:00:00+00:00,N/A,N/A,N/A,"
                                + "false,N/A,N/A,N/A,N/A,false,N/A,false,N/A\n");

        assertThat(report.rows()).isEmpty();
        UserReport.Row root = Objects.requireNonNull(report.root());
        assertThat(root.password()).isNull();
        assertThat(root.slots()).extracting(Slot::name).containsExactly("key 1");
    }

    @Test
    void whatMayNotBeCalledIsToldByItsAction() {
        iam.refuse(403, "AccessDenied", "You may not.");

        assertThatExceptionOfType(NotPermitted.class)
                .isThrownBy(() -> new IamPages(client).read(Part.USERS, null))
                .satisfies(denied ->
                        assertThat(denied.action())
                                .isEqualTo("iam:GetAccountAuthorizationDetails"));
    }

    @Test
    void anotherFailureStaysOne() {
        iam.refuse(400, "InvalidInput", "Not so.");

        assertThatExceptionOfType(IamException.class)
                .isThrownBy(() -> new IamPages(client).read(Part.USERS, null));
    }
}
