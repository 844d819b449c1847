package dev.curfew.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.lease.FakeSessions;
import dev.curfew.core.lease.InMemoryLeases;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.RecordedLeaseEvents;
import dev.curfew.core.lease.Samples;
import dev.curfew.core.lease.WatchedLeases;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An hour of ten agents at work, as CloudTrail records it: a new lease every quarter of an hour,
 * ended early now and then, records late, twice and out of order, and what happens to everybody (a
 * call too late, a probe of one permission, throttling, a service that calls on their behalf).
 */
class OrdinaryHourTest {

    private static final int AGENTS = 10;
    private static final String ORDERS = "arn:aws:sqs:us-east-1:123456789012:orders";

    private record Told(Instant heardAt, String record) {}

    private final List<Told> told = new ArrayList<>();
    private final InMemoryLeases leases = new InMemoryLeases();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void raisesNothing(long seed) throws Exception {
        Random random = new Random(seed);
        for (int agent = 0; agent < AGENTS; agent++) {
            String address = "203.0.113." + (10 + agent);
            for (int quarter = 0; quarter < 4; quarter++) {
                work(agent, quarter, address, random);
            }
        }
        told.sort(Comparator.comparing(Told::heardAt));
        InMemoryFindings findings = new InMemoryFindings();
        Watching watching =
                new Watching(
                        leases,
                        findings,
                        findings,
                        new InMemoryHalts(),
                        SampleKeys.none(),
                        (account, name) -> BrokeredRoles.Broker.OURS,
                        new OwnStack(
                                "curfew", Set.of(), Set.of(), "arn:aws:iam::1:role/r", List.of()),
                        Switches.USUAL,
                        findings,
                        new RecordedLeaseEvents());

        int heard = 0;
        int noted = 0;
        for (Told each : told) {
            CallReader.Read read = CallReader.read(Json.read(each.record()));
            assertThat(read).isInstanceOf(CallReader.Read.Heard.class);
            if (read instanceof CallReader.Read.Heard(Call call)) {
                heard++;
                noted += watching.watch(call, each.heardAt()).findings().size();
            }
        }

        assertThat(heard).isGreaterThan(3_000);
        assertThat(findings.announced()).as("seed " + seed).isEmpty();
        assertThat(findings.revocations()).isEmpty();
        assertThat(noted).as("single probes are notes").isPositive();
    }

    private void work(int agent, int quarter, String address, Random random) {
        String id =
                "%c%c%010d".formatted('a' + agent, 'a' + quarter, random.nextInt(1_000_000_000));
        Instant issued = Samples.ISSUED.plus(Duration.ofMinutes(15L * quarter));
        Lease lease = WatchedLeases.at(issued, leases, "read-orders", id, Samples.ROLE);
        Instant end = lease.expiresAt();
        boolean early = random.nextInt(4) == 0;
        if (early) {
            end = issued.plusSeconds(300 + random.nextInt(500));
            lease = WatchedLeases.revoked(leases, lease, end);
        }
        Instant at = issued.plusSeconds(1);
        boolean probed = false;
        while (at.isBefore(end)) {
            ObjectNode detail = call(lease, at, address);
            switch (random.nextInt(12)) {
                case 0 -> of(detail, "sqs", "GetQueueUrl");
                case 1 -> of(detail, "s3", "GetObject");
                case 2 -> of(detail, "sts", "GetCallerIdentity");
                case 3 -> of(detail, "lambda", "Invoke");
                case 4 -> {
                    of(detail, "kms", "Decrypt");
                    detail.put("sourceIPAddress", "s3.amazonaws.com");
                    ((ObjectNode) detail.path("userIdentity")).put("invokedBy", "s3.amazonaws.com");
                }
                case 5 -> {
                    of(detail, "sqs", "SendMessage");
                    detail.put("sourceIPAddress", "10.0.0.9").put("vpcEndpointId", "vpce-0a1b2c3d");
                }
                case 6 -> {
                    of(detail, "sqs", "SendMessage");
                    detail.put("errorCode", "ThrottlingException")
                            .put("errorMessage", "Rate exceeded");
                }
                case 7 -> {
                    of(detail, "sqs", "SendMessage");
                    // What the role's own policy, or a queue's, does not give.
                    denied(detail, "sqs:sendmessage", ORDERS);
                }
                case 8 -> {
                    of(detail, "s3", "HeadObject");
                    detail.put("errorCode", "NoSuchKey");
                }
                case 9 -> {
                    if (probed) {
                        of(detail, "sqs", "SendMessage");
                    } else {
                        of(detail, "sqs", "ListQueues");
                        denied(detail, "sqs:listqueues", "arn:aws:sqs:us-east-1:123456789012:");
                        probed = true;
                    }
                }
                default -> of(detail, "sqs", "SendMessage");
            }
            tell(detail, at, random);
            at = at.plusSeconds(1 + random.nextInt(8));
        }
        // It does not know yet.
        for (int late = 0; late < 3; late++) {
            ObjectNode detail = call(lease, end.plusSeconds(2L + 8L * late), address);
            of(detail, "sqs", "SendMessage");
            denied(detail, "sqs:sendmessage", ORDERS);
            tell(detail, end.plusSeconds(late), random);
        }
    }

    private static ObjectNode call(Lease lease, Instant at, String address) {
        ObjectNode detail =
                Json.MAPPER
                        .createObjectNode()
                        .put("eventVersion", "1.11")
                        .put("eventTime", at.toString())
                        .put("awsRegion", "us-east-1")
                        .put("sourceIPAddress", address)
                        .put(
                                "eventID",
                                UUID.nameUUIDFromBytes(
                                                (lease.id() + at.toString())
                                                        .getBytes(
                                                                java.nio.charset.StandardCharsets
                                                                        .UTF_8))
                                        .toString())
                        .put("recipientAccountId", "123456789012");
        ObjectNode who =
                detail.putObject("userIdentity")
                        .put("type", "AssumedRole")
                        .put("principalId", FakeSessions.ROLE_ID + ":" + lease.id())
                        .put("arn", "arn:aws:sts::123456789012:assumed-role/orders/" + lease.id());
        who.putObject("sessionContext")
                .putObject("sessionIssuer")
                .put("type", "Role")
                .put("principalId", FakeSessions.ROLE_ID)
                .put("arn", lease.role());
        return detail;
    }

    private static void of(ObjectNode detail, String service, String name) {
        detail.put("eventSource", service + ".amazonaws.com").put("eventName", name);
    }

    private static void denied(ObjectNode detail, String action, String resource) {
        detail.put("errorCode", "AccessDenied")
                .put(
                        "errorMessage",
                        "User: x is not authorized to perform: %s on resource: %s because no identity-based policy allows the %s action"
                                .formatted(action, resource, action));
    }

    /** Late by up to a minute, and sometimes twice. */
    private void tell(ObjectNode detail, Instant at, Random random) {
        ObjectNode event = Json.MAPPER.createObjectNode();
        event.set("detail", detail);
        for (int i = random.nextInt(10) == 0 ? 2 : 1; i > 0; i--) {
            told.add(
                    new Told(at.plus(Duration.ofMillis(random.nextInt(60_000))), event.toString()));
        }
    }
}
