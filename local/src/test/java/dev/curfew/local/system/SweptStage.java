package dev.curfew.local.system;

import static dev.curfew.local.system.SweptAccount.BUS;

import dev.curfew.aws.AccessKeys;
import dev.curfew.aws.EventBridgeEvents;
import dev.curfew.aws.EventBridgeLifecycleEvents;
import dev.curfew.aws.EventBridgeSweepEvents;
import dev.curfew.aws.IamAccount;
import dev.curfew.aws.IamCredentialReport;
import dev.curfew.aws.IamPages;
import dev.curfew.aws.IamQuarantine;
import dev.curfew.aws.IamServiceCredentialPages;
import dev.curfew.aws.S3Plans;
import dev.curfew.aws.S3Workspace;
import dev.curfew.aws.SigningCertificates;
import dev.curfew.aws.SqsStepQueue;
import dev.curfew.aws.SshPublicKeys;
import dev.curfew.core.lifecycle.Acting;
import dev.curfew.core.lifecycle.Operating;
import dev.curfew.core.sweep.Sources;
import dev.curfew.core.sweep.Step;
import dev.curfew.core.sweep.StepQueue;
import dev.curfew.core.sweep.Sweeping;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Sweeps over tables, a bucket and a queue of their own, by the adapters that the functions have,
 * until their queue is empty; what revoke does with what they ask for, and what operate does.
 */
final class SweptStage implements AutoCloseable {

    private static final int LONGEST_CHAIN = 200;
    private static final Duration BETWEEN = Duration.ofMinutes(10);

    /** As long as it takes until SQS gives out a message again. */
    private static final Duration VISIBILITY = Duration.ofMinutes(12);

    private final SweptAccount account;
    private final FaultyClients clients;
    private final SweptTables tables;
    private final Later clock;
    private final String bucket;
    private final String queue;
    private final AtomicInteger lost = new AtomicInteger();
    private int deliveries;

    /** A clock that is ahead of the real one. */
    private static final class Later extends Clock {
        private volatile Duration ahead;

        Later(Duration ahead) {
            this.ahead = ahead;
        }

        synchronized void pass(Duration time) {
            ahead = ahead.plus(time);
        }

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(ahead);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /**
     * @param ahead how far its time is ahead, so that no sweep is of the same second as what it
     *     reads
     */
    SweptStage(
            SweptAccount account,
            FaultyClients clients,
            SweptTables tables,
            String name,
            Duration ahead) {
        this.account = account;
        this.clients = clients;
        this.tables = tables;
        this.clock = new Later(ahead);
        this.bucket = "faults-" + name;
        this.queue = account.sqs.createQueue(make -> make.queueName(bucket)).queueUrl();
        account.s3.createBucket(make -> make.bucket(bucket));
    }

    SweptTables tables() {
        return tables;
    }

    /** How many events were lost, as the function counts them. */
    int lost() {
        return lost.get();
    }

    /** How many times a step was begun. */
    int deliveries() {
        return deliveries;
    }

    private Sweeping sweeping() {
        EventBridgeSweepEvents events =
                new EventBridgeSweepEvents(
                        clients.events(), BUS, "curfew.sweep", lost::incrementAndGet);
        return new Sweeping(
                new Sources(
                        new IamPages(clients.iam()),
                        new IamCredentialReport(clients.iam()),
                        new IamServiceCredentialPages(clients.iam()),
                        List.of(
                                new AccessKeys(clients.iam()),
                                new SshPublicKeys(clients.iam()),
                                new SigningCertificates(clients.iam())),
                        null,
                        new IamAccount(clients.iam())),
                new Sweeping.Stores(
                        SweptAccount.inventory(clients.dynamo(), tables),
                        new S3Workspace(clients.s3(), bucket),
                        new S3Plans(clients.s3(), bucket),
                        SweptAccount.catalogue(clients.dynamo(), tables)),
                new Sweeping.Voices(
                        new EventBridgeEvents(
                                clients.events(), BUS, "curfew.sweep", lost::incrementAndGet),
                        new EventBridgeLifecycleEvents(
                                clients.events(), BUS, "curfew.sweep", lost::incrementAndGet),
                        events,
                        events),
                new Sweeping.Own(account.quarantine, SweptAccount.OWN_ROLE),
                clock);
    }

    /**
     * The whole of a run. As with SQS: a step that fails is done again, one whose message was sent
     * twice is done twice, and only one that was done is taken from the queue.
     */
    void sweep() {
        StepQueue steps = new SqsStepQueue(clients.sqs(), queue);
        clock.pass(BETWEEN);
        send(new Step.Start(clock.instant(), "arn:aws:iam::000000000000:root", true));
        while (true) {
            List<Message> messages =
                    account.sqs
                            .receiveMessage(ask -> ask.queueUrl(queue).visibilityTimeout(0))
                            .messages();
            if (messages.isEmpty()) {
                return;
            }
            if (++deliveries > LONGEST_CHAIN) {
                throw new AssertionError("the chain does not end: " + messages);
            }
            Message message = messages.getFirst();
            clock.pass(Duration.ofSeconds(1));
            if (take(steps, message.body())) {
                account.sqs.deleteMessage(
                        delete -> delete.queueUrl(queue).receiptHandle(message.receiptHandle()));
            }
        }
    }

    private void send(Step step) {
        new SqsStepQueue(account.sqs, queue).send(new Step.Next(step, Duration.ZERO));
    }

    /** What the sweep's function does with a message; whether it came to its end. */
    private boolean take(StepQueue steps, String message) {
        try {
            sweeping().take(Step.read(message)).next().forEach(steps::send);
            return true;
        } catch (CallFaults.Crash | RuntimeException failed) {
            if (clients.faults().failed() == null) {
                throw new AssertionError("it failed by itself", failed);
            }
            clients.faults().revive();
            clock.pass(VISIBILITY);
            return false;
        }
    }

    Acting acting() {
        return new Acting(
                SweptAccount.inventory(clients.dynamo(), tables),
                new IamAccount(clients.iam()),
                List.of(new AccessKeys(clients.iam())),
                new IamQuarantine(clients.iam(), account.quarantine),
                SweptAccount.catalogue(clients.dynamo(), tables),
                new S3Plans(clients.s3(), bucket),
                new EventBridgeLifecycleEvents(
                        clients.events(), BUS, "curfew.revoke", lost::incrementAndGet),
                clock);
    }

    /** What a person comes with later on. */
    Operating operating() {
        clock.pass(BETWEEN);
        return new Operating(
                SweptAccount.inventory(clients.dynamo(), tables),
                new IamAccount(clients.iam()),
                List.of(new AccessKeys(clients.iam())),
                new IamQuarantine(clients.iam(), account.quarantine),
                SweptAccount.catalogue(clients.dynamo(), tables),
                new EventBridgeLifecycleEvents(
                        clients.events(), BUS, "curfew.operate", lost::incrementAndGet),
                clock);
    }

    @Override
    public void close() {
        account.sqs.deleteQueue(delete -> delete.queueUrl(queue));
        tables.delete();
    }
}
