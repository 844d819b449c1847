package dev.curfew.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import dev.curfew.core.lifecycle.Credentials.Listed;
import dev.curfew.core.sweep.AccountPages;
import dev.curfew.core.sweep.AccountPages.Part;
import dev.curfew.core.sweep.CredentialReport.Answer;
import dev.curfew.core.sweep.CredentialReport.KeyUse;
import dev.curfew.core.sweep.CredentialReport.Row;
import dev.curfew.core.sweep.ServiceCredentialPages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;

/** What the sweep makes of IAM's answers on the wire, those first that the local cloud lacks. */
class SweepCallsTest {

    private static final String MORE = "<IsTruncated>true</IsTruncated><Marker>%s</Marker>";
    private static final String CUT = "<IsTruncated>true</IsTruncated>";
    private static final String END = "<IsTruncated>false</IsTruncated>";
    private static final Instant MADE = Instant.parse("2026-01-02T03:04:05Z");

    private ScriptedIam iam;
    private IamClient client;

    @BeforeEach
    void start() throws IOException {
        iam = new ScriptedIam();
        client = iam.client();
    }

    @AfterEach
    void stop() {
        client.close();
        iam.close();
    }

    // ---- GetAccountAuthorizationDetails ----

    @Test
    void aPageGoesOnWhereItSaysHoweverFewItHas() {
        iam.answer("GetAccountAuthorizationDetails", users("ann") + MORE.formatted("m/1="));
        iam.answer("GetAccountAuthorizationDetails", "<UserDetailList/>" + MORE.formatted("m2"));
        iam.answer("GetAccountAuthorizationDetails", users("bob") + END);
        AccountPages pages = new IamPages(client);

        AccountPages.Page first = pages.read(Part.USERS, null);
        AccountPages.Page second = pages.read(Part.USERS, first.next());
        AccountPages.Page third = pages.read(Part.USERS, second.next());

        assertThat(first.principals())
                .singleElement()
                .satisfies(ann -> {
                    assertThat(ann.name()).isEqualTo("ann");
                    assertThat(ann.id()).isEqualTo("AIDAann");
                    assertThat(ann.created()).isEqualTo(MADE);
                    assertThat(ann.tags()).containsExactly(Map.entry("owner", "a+b"));
                    assertThat(ann.inline())
                            .containsExactly(Map.entry("own", "{\"Statement\": \"a+b\"}"));
                    assertThat(ann.managed()).containsExactly("arn:aws:iam::123456789012:policy/p");
                    assertThat(ann.groups()).containsExactly("admins");
                });
        assertThat(second.principals()).isEmpty();
        assertThat(third.next()).isNull();
        assertThat(iam.asked())
                .extracting(asked -> asked.get("MaxItems"))
                .containsExactly("1000", "1000", "1000");
        assertThat(iam.asked())
                .extracting(asked -> asked.get("Marker"))
                .containsExactly(null, "m/1=", "m2");
        assertThat(iam.asked())
                .extracting(asked -> asked.get("Filter.member.1"))
                .containsOnly("User");
    }

    @Test
    void aPageThatIsCutAndDoesNotSayWhereIsNoLastPage() {
        iam.answer("GetAccountAuthorizationDetails", users("ann") + CUT);
        iam.answer("GetAccountAuthorizationDetails", users("ann") + MORE.formatted("same"));
        AccountPages pages = new IamPages(client);

        assertThatIllegalStateException().isThrownBy(() -> pages.read(Part.USERS, null));
        assertThatIllegalStateException().isThrownBy(() -> pages.read(Part.USERS, "same"));
    }

    @Test
    void aRolesUseComesWithThePage() {
        iam.answer(
                "GetAccountAuthorizationDetails",
                """
                <RoleDetailList><member><RoleId>AROA1</RoleId><RoleName>r</RoleName>\
                <Arn>arn:aws:iam::123456789012:role/r</Arn><CreateDate>2026-01-02T03:04:05Z</CreateDate>\
                <AssumeRolePolicyDocument>%7B%22a%22%3A%20%22b+c%22%7D</AssumeRolePolicyDocument>\
                <RoleLastUsed><LastUsedDate>2026-02-03T04:05:06Z</LastUsedDate><Region>eu-west-1</Region>\
                </RoleLastUsed></member></RoleDetailList>\
                """
                        + END);

        assertThat(new IamPages(client).read(Part.ROLES, null).principals())
                .singleElement()
                .satisfies(role -> {
                    assertThat(role.trust()).isEqualTo("{\"a\": \"b+c\"}");
                    assertThat(role.use())
                            .isEqualTo(
                                    new AccountPages.RoleUse(
                                            Instant.parse("2026-02-03T04:05:06Z"), "eu-west-1"));
                });
    }

    // ---- The report ----

    @Test
    void aReportThatIsBeingMadeOrGoneOrOldIsNone() {
        iam.refuse(404, "ReportInProgress", "It is being made.");
        iam.refuse(410, "ReportNotPresent", "There is none.");
        iam.refuse(410, "ReportExpired", "It is too old.");
        IamCredentialReport report = new IamCredentialReport(client);

        assertThat(report.read()).isInstanceOf(Answer.NotYet.class);
        assertThat(report.read()).isInstanceOf(Answer.None.class);
        assertThat(report.read()).isInstanceOf(Answer.None.class);
    }

    @Test
    void aReportTellsOfUsersAndNeverOfTheRoot() {
        Answer answer = report(ROW);

        assertThat(answer).isInstanceOf(Answer.Ready.class);
        Answer.Ready ready = (Answer.Ready) answer;
        assertThat(ready.at()).isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
        assertThat(ready.rows()).containsOnlyKeys("arn:aws:iam::123456789012:user/ann");
        Row row = Objects.requireNonNull(ready.rows().get("arn:aws:iam::123456789012:user/ann"));
        assertThat(row.password()).isTrue();
        assertThat(row.certificates()).isTrue();
        assertThat(row.created()).isEqualTo(MADE);
        assertThat(row.keys())
                .containsExactly(
                        new KeyUse(
                                Instant.parse("2026-01-03T00:00:00Z"),
                                Instant.parse("2026-02-28T23:00:00Z"),
                                "s3",
                                "us-east-1"));
    }

    @Test
    void aUseAloneDoesNotChangeTheRow() {
        String used = ROW.replace("2026-02-28T23:00:00+00:00", "2026-03-01T00:00:00+00:00");
        String off = ROW.replace("true,2026-01-03", "false,2026-01-03");

        assertThat(hash(report(used))).isEqualTo(hash(report(ROW)));
        assertThat(hash(report(off))).isNotEqualTo(hash(report(ROW)));
    }

    // ---- What users hold ----

    @Test
    void keysOfEveryPageAreListed() {
        iam.answer(
                "ListAccessKeys",
                "<AccessKeyMetadata>"
                        + member("AccessKeyId", "AKIA1", "Active", "CreateDate")
                        + "</AccessKeyMetadata>"
                        + MORE.formatted("on"));
        iam.answer(
                "ListAccessKeys",
                "<AccessKeyMetadata>"
                        + member("AccessKeyId", "AKIA2", "Inactive", "CreateDate")
                        + "</AccessKeyMetadata>"
                        + END);

        assertThat(new AccessKeys(client).of("ann"))
                .hasValueSatisfying(keys ->
                        assertThat(keys)
                                .containsExactly(
                                        new Listed(
                                                "AKIA1", IdentityStatus.ACTIVE, MADE, null, null),
                                        new Listed(
                                                "AKIA2",
                                                IdentityStatus.INACTIVE,
                                                MADE,
                                                null,
                                                null)));
        assertThat(iam.asked().getLast()).containsEntry("Marker", "on");
    }

    @Test
    void sshKeysAndCertificatesAreListed() {
        iam.answer(
                "ListSSHPublicKeys",
                "<SSHPublicKeys>"
                        + member("SSHPublicKeyId", "APKA1", "Inactive", "UploadDate")
                        + "</SSHPublicKeys>"
                        + END);
        iam.answer(
                "ListSigningCertificates",
                "<Certificates>"
                        + member("CertificateId", "CERT1", "Active", "UploadDate")
                        + "</Certificates>"
                        + END);

        assertThat(new SshPublicKeys(client).of("ann").orElseThrow())
                .containsExactly(new Listed("APKA1", IdentityStatus.INACTIVE, MADE, null, null));
        assertThat(new SigningCertificates(client).of("ann").orElseThrow())
                .containsExactly(new Listed("CERT1", IdentityStatus.ACTIVE, MADE, null, null));
    }

    @Test
    void aListThatIsCutAndDoesNotSayWhereIsAnError() {
        iam.answer("ListAccessKeys", "<AccessKeyMetadata/>" + CUT);
        iam.answer("ListSSHPublicKeys", "<SSHPublicKeys/>" + CUT);
        iam.answer("ListSigningCertificates", "<Certificates/>" + CUT);
        iam.answer("ListServiceSpecificCredentials", "<ServiceSpecificCredentials/>" + CUT);

        assertThatIllegalStateException().isThrownBy(() -> new AccessKeys(client).of("ann"));
        assertThatIllegalStateException().isThrownBy(() -> new SshPublicKeys(client).of("ann"));
        assertThatIllegalStateException()
                .isThrownBy(() -> new SigningCertificates(client).of("ann"));
        assertThatIllegalStateException()
                .isThrownBy(() -> new ServiceCredentials(client).of("ann"));
    }

    @Test
    void aUserWhoIsGoneHasNoListRatherThanAnEmptyOne() {
        iam.refuse(404, "NoSuchEntity", "There is no such user.");
        iam.refuse(403, "AccessDenied", "Not allowed.");

        assertThat(new AccessKeys(client).of("ann")).isEmpty();
        assertThatThrownBy(() -> new AccessKeys(client).of("ann")).isInstanceOf(IamException.class);
    }

    @Test
    void aCredentialOfALaterPageIsThere() {
        iam.answer(
                "ListServiceSpecificCredentials",
                "<ServiceSpecificCredentials/>" + MORE.formatted("on"));
        iam.answer("ListServiceSpecificCredentials", serviceCredentials("ACCA1", "ann") + END);

        assertThat(
                        new IamAccount(client)
                                .statusNow(IdentityKind.SERVICE_CREDENTIAL, "ACCA1", "ann"))
                .contains(IdentityStatus.ACTIVE);
    }

    @Test
    void serviceCredentialsOfAllUsersComePageByPage() {
        iam.answer(
                "ListServiceSpecificCredentials",
                serviceCredentials("ACCA1", "ann") + MORE.formatted("on"));
        iam.answer("ListServiceSpecificCredentials", serviceCredentials("ACCA2", "bob") + END);
        ServiceCredentialPages pages = new IamServiceCredentialPages(client);

        ServiceCredentialPages.Page first = pages.read(null);
        ServiceCredentialPages.Page second = pages.read(first.next());

        assertThat(first.credentials())
                .containsExactly(
                        new ServiceCredentialPages.Held(
                                "ann",
                                new Listed(
                                        "ACCA1",
                                        IdentityStatus.ACTIVE,
                                        MADE,
                                        "bedrock.amazonaws.com",
                                        Instant.parse("2026-06-01T00:00:00Z"))));
        assertThat(second.credentials())
                .extracting(ServiceCredentialPages.Held::userName)
                .containsExactly("bob");
        assertThat(second.next()).isNull();
        assertThat(iam.asked())
                .allSatisfy(asked ->
                        assertThat(asked)
                                .containsEntry("AllUsers", "true")
                                .containsEntry("MaxItems", "1000")
                                .doesNotContainKey("UserName"));
    }

    // ---- Throttling ----

    @Test
    void whoIsThrottledAsksAgain() {
        for (int i = 0; i < 4; i++) {
            iam.refuse(400, "Throttling", "Rate exceeded");
        }
        iam.answer("GetAccountAuthorizationDetails", users("ann") + END);

        assertThat(new IamPages(client).read(Part.USERS, null).principals()).hasSize(1);
        assertThat(iam.asked()).hasSize(5);
    }

    // ---- Words of IAM's ----

    private static final String HEADER =
            "user,arn,user_creation_time,password_enabled,password_last_used,access_key_1_active,"
                    + "access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,"
                    + "access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,"
                    + "access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,"
                    + "cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated\n"
                    + "<root_account>,arn:aws:iam::123456789012:root,2020-01-01T00:00:00+00:00,not_supported,"
                    + "no_information,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A\n";
    private static final String ROW =
            "ann,arn:aws:iam::123456789012:user/ann,2026-01-02T03:04:05+00:00,true,no_information,true,"
                    + "2026-01-03T00:00:00+00:00,2026-02-28T23:00:00+00:00,us-east-1,s3,true,"
                    + "2026-01-03T00:00:01+00:00,N/A,N/A,N/A,true,2026-01-03T00:00:00+00:00,false,N/A";

    private Answer report(String row) {
        String content =
                Base64.getEncoder().encodeToString((HEADER + row).getBytes(StandardCharsets.UTF_8));
        iam.answer(
                "GetCredentialReport",
                "<Content>%s</Content><ReportFormat>text/csv</ReportFormat><GeneratedTime>2026-03-01T00:00:00Z</GeneratedTime>"
                        .formatted(content));
        return new IamCredentialReport(client).read();
    }

    private static String hash(Answer answer) {
        return ((Answer.Ready) answer).rows().values().iterator().next().hash();
    }

    private static String users(String name) {
        return """
        <UserDetailList><member><UserId>AIDA%1$s</UserId><UserName>%1$s</UserName>\
        <Arn>arn:aws:iam::123456789012:user/%1$s</Arn><CreateDate>2026-01-02T03:04:05Z</CreateDate>\
        <GroupList><member>admins</member></GroupList>\
        <UserPolicyList><member><PolicyName>own</PolicyName>\
        <PolicyDocument>%%7B%%22Statement%%22%%3A%%20%%22a%%2Bb%%22%%7D</PolicyDocument></member></UserPolicyList>\
        <AttachedManagedPolicies><member><PolicyName>p</PolicyName>\
        <PolicyArn>arn:aws:iam::123456789012:policy/p</PolicyArn></member></AttachedManagedPolicies>\
        <Tags><member><Key>owner</Key><Value>a+b</Value></member></Tags></member></UserDetailList>\
        """
                .formatted(name);
    }

    private static String member(String idName, String id, String status, String dateName) {
        return """
        <member><UserName>ann</UserName><%1$s>%2$s</%1$s><Status>%3$s</Status>\
        <%4$s>2026-01-02T03:04:05Z</%4$s></member>\
        """
                .formatted(idName, id, status, dateName);
    }

    private static String serviceCredentials(String id, String user) {
        return """
        <ServiceSpecificCredentials><member><ServiceSpecificCredentialId>%s</ServiceSpecificCredentialId>\
        <UserName>%s</UserName><Status>Active</Status><ServiceName>bedrock.amazonaws.com</ServiceName>\
        <CreateDate>2026-01-02T03:04:05Z</CreateDate><ExpirationDate>2026-06-01T00:00:00Z</ExpirationDate>\
        </member></ServiceSpecificCredentials>\
        """
                .formatted(id, user);
    }
}
