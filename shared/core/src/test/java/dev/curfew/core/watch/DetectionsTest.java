package dev.curfew.core.watch;

import static dev.curfew.core.lease.Samples.ISSUED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.core.lease.FakeSessions;
import dev.curfew.core.lease.InMemoryLeases;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.Samples;
import dev.curfew.core.lease.WatchedLeases;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each detection: what it finds, and the nearest thing that it does not. */
class DetectionsTest {

    private final InMemoryLeases leases = new InMemoryLeases();
    private final Lease lease = WatchedLeases.active(leases, "aaaaaaaaaaaa");

    @ParameterizedTest
    @CsvSource({
        "sqs, sqs:PurgeQueue, arn:aws:sqs:us-east-1:123456789012:orders, true",
        "sqs, sqs:sendmessage, arn:aws:sqs:us-east-1:123456789012:invoices, true",
        "sqs, sqs:sendmessage, arn:aws:sqs:us-east-1:123456789012:orders, false",
        "sqs, sqs:SendMessage, , false",
        "sqs, sqs:PurgeQueue, , true",
        "s3, s3:GetObject, arn:aws:s3:::orders/bbbbbbbbbbbb/1, false",
        "s3, s3:PutObject, arn:aws:s3:::orders/aaaaaaaaaaaa/1, true",
        "lambda, lambda:InvokeFunction, arn:aws:lambda:us-east-1:123456789012:function:curfew-release:live, false",
        "lambda, lambda:InvokeFunction, arn:aws:lambda:us-east-1:123456789012:function:curfew-operate:live, true"
    })
    void aDenialOutOfScopeIsOneThatNoReadingOfTheSessionPolicyWouldHaveAllowed(
            String service, String action, String resource, boolean outside) {
        Calls call = Calls.by(lease, service, "Anything");

        Optional<Suspicion> found =
                new OutOfScope()
                        .look(
                                (resource == null
                                                ? call.failed(
                                                        "AccessDenied",
                                                        "User: x is not authorized to perform: "
                                                                + action
                                                                + " because no identity-based policy allows the action")
                                                : call.denied(action, resource))
                                        .call(),
                                lease);

        assertThat(found.isPresent()).isEqualTo(outside);
    }

    @Test
    void aCallOutOfScopeThatWasNotDeniedOrTellsNoActionIsNoEvidence() {
        Calls call = Calls.by(lease, "sqs", "PurgeQueue");

        assertThat(new OutOfScope().look(call.call(), lease)).isEmpty();
        assertThat(new OutOfScope().look(call.failed("Throttling", "").call(), lease)).isEmpty();
        assertThat(new OutOfScope().look(call.failed("AccessDenied", "no").call(), lease))
                .isEmpty();
    }

    @Test
    void s3TellsTheActionByItsCallWhereItGivesNoReason() {
        Calls get = Calls.by(lease, "s3", "GetObject").failed("AccessDenied", "Access Denied");
        Calls list = Calls.by(lease, "s3", "ListObjects").failed("AccessDenied", "Access Denied");

        assertThat(new OutOfScope().look(get.call(), lease)).isEmpty();
        assertThat(new OutOfScope().look(list.call(), lease)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        // the end is at 12:05:00, IAM took the denial at 12:05:02
        "2026-03-01T12:04:59Z, false, false",
        "2026-03-01T12:05:20Z, false, false",
        "2026-03-01T12:05:32Z, false, false",
        "2026-03-01T12:05:33Z, false, true",
        "2026-03-01T12:05:30Z, true, false",
        "2026-03-01T12:05:31Z, true, true"
    })
    void useAfterAnEarlyEndIsWhatNeitherPropagationNorAnAgentAtWorkExplains(
            Instant at, boolean denied, boolean expected) {
        Lease ended = WatchedLeases.revoked(leases, lease, ISSUED.plusSeconds(300));
        Calls call = Calls.by(ended, "sqs", "SendMessage").at(at);

        Optional<Suspicion> found =
                new UseAfterEnd()
                        .look((denied ? call.deniedByRole("sqs:SendMessage") : call).call(), ended);

        assertThat(found.isPresent()).isEqualTo(expected);
        found.ifPresent(suspicion ->
                assertThat(suspicion.severity())
                        .isEqualTo(denied ? Kind.Severity.LOW : Kind.Severity.HIGH));
    }

    @Test
    void whatNobodyCanDenyIsNoSignThatADenialFails() {
        Lease ended = WatchedLeases.revoked(leases, lease, ISSUED.plusSeconds(300));
        Calls call = Calls.by(ended, "sts", "GetCallerIdentity");

        assertThat(new UseAfterEnd().look(call.at(ISSUED.plusSeconds(330)).call(), ended))
                .isEmpty();
        assertThat(new UseAfterEnd().look(call.at(ISSUED.plusSeconds(400)).call(), ended))
                .hasValueSatisfying(
                        found -> assertThat(found.severity()).isEqualTo(Kind.Severity.LOW));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T12:14:59Z, false",
        "2026-03-01T12:15:05Z, false",
        "2026-03-01T12:15:06Z, true"
    })
    void useAfterTheDeadlineNeedsNoPropagation(Instant at, boolean expected) {
        Call call = Calls.by(lease, "sqs", "SendMessage").at(at).call();

        assertThat(new UseAfterEnd().look(call, lease).isPresent()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "sts, AssumeRole, true",
        "sts, GetFederationToken, true",
        "sts, GetSessionToken, true",
        "iam, CreateAccessKey, true",
        "iam, PutRolePolicy, true",
        "iam, AttachRolePolicy, true",
        "sts, GetCallerIdentity, false",
        "iam, GetRole, false",
        "iam, ListAccessKeys, false",
        "sqs, AssumeRole, false"
    })
    void anEscapeIsATryForMoreAndNotALook(String service, String name, boolean expected) {
        Calls call = Calls.by(lease, service, name);

        assertThat(new Escape().look(call.call(), lease).isPresent()).isEqualTo(expected);
        assertThat(
                        new Escape()
                                .look(call.denied(service + ":" + name, "*").call(), lease)
                                .isPresent())
                .as("denied")
                .isEqualTo(expected);
    }

    @Test
    void aSecondNetworkIsAnotherOneThanTheFirst() {
        assertThat(secondNetwork(lease, "203.0.113.7", "203.0.113.7")).isEmpty();
        assertThat(secondNetwork(lease, "203.0.113.7", "203.0.113.8")).isPresent();
        assertThat(secondNetwork(lease, "2001:db8::1", "2001:db8::ffff:2")).isEmpty();
        assertThat(secondNetwork(lease, "2001:db8::1", "2001:db8:0:1::1")).isPresent();
    }

    @Test
    void whatAServiceCallsTellsNoNetwork() {
        Calls call = Calls.by(lease, "kms", "Decrypt");
        SecondNetwork detection = new SecondNetwork(new InMemoryFindings());
        assertThat(detection.look(call.call(), lease)).isEmpty();

        for (Calls innocent :
                List.of(
                        Calls.by(lease, "sts", "GetCallerIdentity").from("198.51.100.1"),
                        call.from("198.51.100.1").through("s3.amazonaws.com"),
                        call.from("s3.amazonaws.com"),
                        call.from("AWS Internal"),
                        call.from("10.0.0.7", "vpce-0a1b2c3d"))) {
            assertThat(detection.look(innocent.call(), lease)).isEmpty();
        }
        assertThat(detection.look(call.from("198.51.100.1").call(), lease)).isPresent();
    }

    @Test
    void withinTheTasksNetworksALeaseMayMove() {
        Lease confined =
                WatchedLeases.active(leases, "bbbbbbbbbbbb", "203.0.113.0/24", "2001:db8::/32");

        assertThat(secondNetwork(confined, "203.0.113.7", "203.0.113.8")).isEmpty();
        assertThat(secondNetwork(confined, "203.0.113.7", "2001:db8:7::1")).isEmpty();
        assertThat(secondNetwork(confined, "198.51.100.1", "203.0.113.8")).isEmpty();
        assertThat(secondNetwork(confined, "198.51.100.1", "198.51.100.2")).isPresent();
    }

    @Test
    void aLeaseStandsForTheSessionOfItsRoleByUniqueIdAlone() {
        assertThat(Shadow.stands(lease, lease.role(), FakeSessions.ROLE_ID)).isTrue();
        assertThat(Shadow.stands(lease, lease.role(), "AROAMADEANEW00000001")).isFalse();
        assertThat(Shadow.stands(lease, Samples.ROLE + "-2", FakeSessions.ROLE_ID)).isFalse();
    }

    private static final String REVOKE = "arn:aws:iam::123456789012:role/curfew-revoke";
    private static final String ISSUE = "arn:aws:iam::123456789012:role/curfew-issue";

    private static Tampering tampering(List<String> deployers) {
        return tampering(
                deployers,
                (account, name) ->
                        name.equals("orders")
                                ? BrokeredRoles.Broker.OURS
                                : BrokeredRoles.Broker.NONE);
    }

    private static Tampering tampering(List<String> deployers, BrokeredRoles roles) {
        return new Tampering(
                new OwnStack(
                        "curfew",
                        Set.of(
                                "arn:aws:dynamodb:us-east-1:123456789012:table/curfew-Leases-1A2B",
                                "arn:aws:sqs:us-east-1:123456789012:curfew-RevokeFailed-1A2B"),
                        Set.of(REVOKE, ISSUE),
                        REVOKE,
                        deployers),
                roles);
    }

    @ParameterizedTest
    @CsvSource({
        "iam, PutRolePolicy, roleName, orders, true",
        "iam, UpdateAssumeRolePolicy, roleName, orders, true",
        "iam, PutRolePolicy, roleName, build, false",
        "iam, CreatePolicyVersion, policyArn, arn:aws:iam::123456789012:policy/curfew/curfew-boundary, true",
        "iam, CreatePolicyVersion, policyArn, arn:aws:iam::123456789012:policy/build, false",
        "dynamodb, UpdateTable, tableName, curfew-Leases-1A2B, true",
        "dynamodb, UpdateTable, tableName, curfew-Leases-9Z9Z, false",
        "sqs, PurgeQueue, queueUrl, https://sqs.us-east-1.amazonaws.com/123456789012/curfew-RevokeFailed-1A2B, true",
        "events, DisableRule, name, curfew-created, true",
        "events, DisableRule, name, curfewed, false",
        "lambda, UpdateFunctionCode20150331v2, functionName, arn:aws:lambda:us-east-1:123456789012:function:curfew-watch, true",
        "lambda, UpdateFunctionCode20150331v2, functionName, orders, false",
        "logs, DeleteLogGroup, logGroupName, /curfew/curfew/revoke, true"
    })
    void tamperingIsAChangeToWhatHoldsSessionsIn(
            String service, String name, String field, String value, boolean expected) {
        Calls call = Calls.byUser("alice", service, name).asking(field, value);

        assertThat(tampering(List.of()).look(call.call()).isPresent()).isEqualTo(expected);
        assertThat(tampering(List.of()).look(call.failed("AccessDenied", "").call()))
                .as("what did not happen")
                .isEmpty();
    }

    /** Its own Curfew tells it; but whoever gave it that boundary may have taken it from us. */
    @ParameterizedTest
    @CsvSource({
        "PutRolePolicy, false",
        "UpdateAssumeRolePolicy, false",
        "PutRolePermissionsBoundary, true",
        "DeleteRolePermissionsBoundary, true"
    })
    void ofAnotherCurfewsRoleOnlyTheBoundaryIsTold(String name, boolean expected) {
        Call change = Calls.byUser("alice", "iam", name).asking("roleName", "orders").call();

        assertThat(
                        tampering(List.of(), (account, role) -> BrokeredRoles.Broker.ANOTHER)
                                .look(change)
                                .isPresent())
                .isEqualTo(expected);
    }

    @Test
    void revokeWritesDenyPoliciesAndNothingElse() {
        Calls put = Calls.by(REVOKE, "AROAREVOKE:revoke", "iam", "PutRolePolicy");

        assertThat(
                        tampering(List.of())
                                .look(
                                        put.asking("roleName", "orders")
                                                .asking("policyName", "curfew-deny")
                                                .call()))
                .isEmpty();
        assertThat(
                        tampering(List.of())
                                .look(
                                        put.asking("roleName", "orders")
                                                .asking("policyName", "curfew-doors")
                                                .call()))
                .isPresent();
        assertThat(
                        tampering(List.of())
                                .look(
                                        Calls.by(ISSUE, "AROAISSUE:issue", "iam", "PutRolePolicy")
                                                .asking("roleName", "orders")
                                                .asking("policyName", "curfew-deny")
                                                .call()))
                .isPresent();
    }

    @Test
    void theStacksFunctionsWriteItsTables() {
        Calls put =
                Calls.by(ISSUE, "AROAISSUE:issue", "dynamodb", "PutItem")
                        .asking("tableName", "curfew-Leases-1A2B");

        assertThat(tampering(List.of()).look(put.call())).isEmpty();
    }

    @Test
    void whoDeploysMayChangeIt() {
        Calls change = Calls.byUser("alice", "iam", "PutRolePolicy").asking("roleName", "orders");
        Calls deployed = change.through("cloudformation.amazonaws.com");
        List<String> bob = List.of("arn:aws:iam::123456789012:user/bob");
        List<String> alice = List.of("arn:aws:iam::123456789012:user/al*");

        assertThat(tampering(List.of()).look(change.call())).isPresent();
        assertThat(tampering(List.of()).look(deployed.call())).isEmpty();
        assertThat(tampering(bob).look(deployed.call())).isPresent();
        assertThat(tampering(alice).look(deployed.call())).isEmpty();
        assertThat(tampering(alice).look(change.call())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "arn:aws"})
    void aDeployerIsNamedByAnArn(String deployer) {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> tampering(List.of(deployer)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Optional<Suspicion> secondNetwork(Lease lease, String first, String second) {
        SecondNetwork detection = new SecondNetwork(new InMemoryFindings());
        Calls call = Calls.by(lease, "sqs", "SendMessage");
        assertThat(detection.look(call.from(first).call(), lease)).isEmpty();
        return detection.look(call.from(second).call(), lease);
    }
}
