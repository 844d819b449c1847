package dev.curfew.functions;

import dev.curfew.aws.AccessKeys;
import dev.curfew.aws.AnalyzerUnusedAccess;
import dev.curfew.aws.CallerProof;
import dev.curfew.aws.DoorProbe;
import dev.curfew.aws.DynamoCatalogue;
import dev.curfew.aws.DynamoDenyLists;
import dev.curfew.aws.DynamoFindings;
import dev.curfew.aws.DynamoGlances;
import dev.curfew.aws.DynamoHalts;
import dev.curfew.aws.DynamoHeads;
import dev.curfew.aws.DynamoInventory;
import dev.curfew.aws.DynamoJournal;
import dev.curfew.aws.DynamoLeases;
import dev.curfew.aws.DynamoProofs;
import dev.curfew.aws.DynamoStandings;
import dev.curfew.aws.DynamoTasks;
import dev.curfew.aws.DynamoThreads;
import dev.curfew.aws.EventBridgeEvents;
import dev.curfew.aws.EventBridgeFindings;
import dev.curfew.aws.EventBridgeLifecycleEvents;
import dev.curfew.aws.EventBridgeSweepEvents;
import dev.curfew.aws.HttpReplies;
import dev.curfew.aws.IamAccount;
import dev.curfew.aws.IamBrokeredRoles;
import dev.curfew.aws.IamCredentialReport;
import dev.curfew.aws.IamPages;
import dev.curfew.aws.IamQuarantine;
import dev.curfew.aws.IamRolePolicies;
import dev.curfew.aws.IamRoles;
import dev.curfew.aws.IamServiceCredentialPages;
import dev.curfew.aws.KmsNotary;
import dev.curfew.aws.LambdaCanaries;
import dev.curfew.aws.LambdaDesk;
import dev.curfew.aws.LambdaErrand;
import dev.curfew.aws.NoticeDirectory;
import dev.curfew.aws.PatientIam;
import dev.curfew.aws.S3Plans;
import dev.curfew.aws.S3Seals;
import dev.curfew.aws.S3Workspace;
import dev.curfew.aws.ServiceCredentials;
import dev.curfew.aws.SigningCertificates;
import dev.curfew.aws.SlackMessenger;
import dev.curfew.aws.SlackSigningSecret;
import dev.curfew.aws.SqsNoticeQueue;
import dev.curfew.aws.SqsStepQueue;
import dev.curfew.aws.SshPublicKeys;
import dev.curfew.aws.StsCallerVerifier;
import dev.curfew.aws.StsSessions;
import dev.curfew.core.caller.Audience;
import dev.curfew.core.caller.Callers;
import dev.curfew.core.caller.Standings;
import dev.curfew.core.caller.UsedProofs;
import dev.curfew.core.identity.Account;
import dev.curfew.core.identity.Inventory;
import dev.curfew.core.journal.Heads;
import dev.curfew.core.journal.Journal;
import dev.curfew.core.journal.Notary;
import dev.curfew.core.journal.Seals;
import dev.curfew.core.lease.DenyLists;
import dev.curfew.core.lease.Doors;
import dev.curfew.core.lease.Leases;
import dev.curfew.core.lease.Probe;
import dev.curfew.core.lease.Sessions;
import dev.curfew.core.lifecycle.Catalogue;
import dev.curfew.core.lifecycle.Credentials;
import dev.curfew.core.lifecycle.LifecycleEvents;
import dev.curfew.core.lifecycle.Plans;
import dev.curfew.core.lifecycle.Quarantine;
import dev.curfew.core.notice.Composing;
import dev.curfew.core.notice.Directory;
import dev.curfew.core.notice.NoticeQueue;
import dev.curfew.core.notice.Posting;
import dev.curfew.core.revocation.Canaries;
import dev.curfew.core.revocation.Enforcing;
import dev.curfew.core.slack.Desk;
import dev.curfew.core.slack.Errand;
import dev.curfew.core.slack.Glances;
import dev.curfew.core.slack.Replies;
import dev.curfew.core.slack.ReplyAddress;
import dev.curfew.core.slack.SigningSecret;
import dev.curfew.core.sweep.Sources;
import dev.curfew.core.sweep.StepQueue;
import dev.curfew.core.sweep.Sweeping;
import dev.curfew.core.sweep.UnusedAccess;
import dev.curfew.core.sweep.Workspace;
import dev.curfew.core.task.Forbidden;
import dev.curfew.core.task.Tasks;
import dev.curfew.core.watch.Halt;
import dev.curfew.core.watch.Halts;
import dev.curfew.core.watch.KeyCalls;
import dev.curfew.core.watch.OwnStack;
import dev.curfew.core.watch.Switches;
import dev.curfew.core.watch.Watching;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.accessanalyzer.AccessAnalyzerClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsBuilder;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;
import software.amazon.lambda.powertools.parameters.secrets.SecretsProvider;

/** The real world of one function, from the environment that the template gives it. */
public final class Wiring {

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(8);

    /** STS is asked once for a caller, who may ask again. */
    private static final Duration PROOF = Duration.ofSeconds(5);

    /** A canary may take as long as its issuing function. */
    private static final Duration CANARY = Duration.ofSeconds(25);

    /** A new token counts after so long at the most. */
    private static final int SECRET_MINUTES = 5;

    /** Revoke, the slower one, has a minute. */
    private static final Duration DESK = Duration.ofSeconds(62);

    private final String function;
    private final Metrics metrics;

    /**
     * @param function the function's own name: its service in the metrics, {@code curfew.NAME} on
     *     the bus
     */
    public Wiring(String function) {
        this.function = function;
        this.metrics =
                MetricsBuilder.builder().withNamespace("Curfew").withService(function).build();
    }

    public Metrics metrics() {
        return metrics;
    }

    public Tasks tasks() {
        return new DynamoTasks(dynamo(), variable("CATALOGUE_TABLE"));
    }

    /** What nobody gets of this stack. */
    public Forbidden forbidden() {
        return Forbidden.of(variable("STACK_ID"), List.of(variable("STACK_RESOURCES").split(" ")));
    }

    public Leases leases() {
        return new DynamoLeases(dynamo(), variable("LEASES_TABLE"), variable("JOURNAL_TABLE"));
    }

    public Inventory inventory() {
        return new DynamoInventory(
                dynamo(), variable("INVENTORY_TABLE"), variable("JOURNAL_TABLE"));
    }

    public Heads heads() {
        return new DynamoHeads(dynamo(), variable("LEASES_TABLE"), variable("INVENTORY_TABLE"));
    }

    public Notary notary() {
        return new KmsNotary(client(KmsClient.builder()).build(), variable("SEAL_KEY"));
    }

    public Seals seals() {
        // Path style, so that an endpoint of any name will do.
        return new S3Seals(
                client(S3Client.builder().forcePathStyle(true)).build(), variable("SEAL_BUCKET"));
    }

    /** STS in the function's own Region: the global endpoint is slower and fails with us-east-1. */
    public Sessions sessions() {
        return new StsSessions(client(StsClient.builder()).build());
    }

    public DenyLists denyLists() {
        return new DynamoDenyLists(dynamo(), variable("LEASES_TABLE"));
    }

    /** The most sessions that may be live at once. */
    public Leases.Limits limits() {
        return new Leases.Limits(
                Integer.parseInt(variable("SESSIONS_PER_ROLE")),
                Integer.parseInt(variable("SESSIONS_PER_HOLDER")));
    }

    /** What every session may invoke. */
    public Doors doors() {
        return new Doors(variable("ISSUE_DOOR"), variable("RELEASE_DOOR"));
    }

    public String revokeRole() {
        return variable("REVOKE_ROLE");
    }

    public Probe probe() {
        return new DoorProbe(
                client(LambdaClient.builder()),
                variable("RELEASE_DOOR"),
                Clock.systemUTC(),
                Wiring::pause);
    }

    public Canaries canaries() {
        return new LambdaCanaries(
                LambdaClient.builder()
                        .httpClientBuilder(
                                UrlConnectionHttpClient.builder()
                                        .connectionTimeout(CONNECT)
                                        .socketTimeout(CANARY))
                        // A proof is good for one request, so there is nothing to try again.
                        .overrideConfiguration(
                                override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
                        .build(),
                variable("ISSUE_DOOR"),
                new CallerProof(
                        client(StsClient.builder()).build(),
                        audience(),
                        Clock.systemUTC(),
                        new SecureRandom()),
                DefaultCredentialsProvider.builder().build());
    }

    public Enforcing enforcing() {
        return new Enforcing(
                leases(),
                denyLists(),
                new IamRolePolicies(client(IamClient.builder().region(Region.AWS_GLOBAL)).build()),
                events(),
                new EnforcingMetrics(metrics),
                Clock.systemUTC(),
                Wiring::pause);
    }

    private static void pause(Duration length) {
        LockSupport.parkNanos(length.toNanos());
    }

    private Audience audience() {
        return new Audience(
                variable("CURFEW_STACK"),
                variable("CURFEW_ACCOUNT"),
                DefaultAwsRegionProviderChain.builder().build().getRegion().id());
    }

    /** Who asks: proved to STS, in this stack, account and Region. */
    public Callers callers() {
        StsClient sts = client(StsClient.builder()).build();
        return new Callers(
                audience(),
                new StsCallerVerifier(
                        UrlConnectionHttpClient.builder()
                                .connectionTimeout(CONNECT)
                                .socketTimeout(PROOF)
                                .build(),
                        sts),
                new DynamoProofs(dynamo(), variable("LEASES_TABLE")),
                new IamRoles(client(IamClient.builder().region(Region.AWS_GLOBAL)).build()),
                standings());
    }

    /** In whose name it is asked. */
    public Speakers speakers(Catalogue catalogue) {
        String role = System.getenv("SLACK_ROLE_ID");
        return new Speakers(
                role == null || role.isEmpty() ? null : role, () -> catalogue.terms().limits());
    }

    /** Who was disabled. */
    public Standings standings() {
        return new DynamoStandings(dynamo(), variable("INVENTORY_TABLE"));
    }

    public Account account() {
        return new IamAccount(client(IamClient.builder().region(Region.AWS_GLOBAL)).build());
    }

    public EventBridgeEvents events() {
        return new EventBridgeEvents(
                client(EventBridgeClient.builder()).build(),
                variable("EVENT_BUS"),
                "curfew." + function,
                () -> metrics.addMetric("EventsLost", 1, MetricUnit.COUNT));
    }

    public LifecycleEvents lifecycleEvents() {
        return new EventBridgeLifecycleEvents(
                client(EventBridgeClient.builder()).build(),
                variable("EVENT_BUS"),
                "curfew." + function,
                () -> metrics.addMetric("EventsLost", 1, MetricUnit.COUNT));
    }

    /** Every kind of credential that users hold. */
    public List<Credentials> credentials() {
        IamClient iam = client(IamClient.builder().region(Region.AWS_GLOBAL)).build();
        return List.of(
                new AccessKeys(iam),
                new ServiceCredentials(iam),
                new SshPublicKeys(iam),
                new SigningCertificates(iam));
    }

    public Quarantine quarantine() {
        return new IamQuarantine(
                client(IamClient.builder().region(Region.AWS_GLOBAL)).build(),
                variable("QUARANTINE"));
    }

    /** The limits, the exemptions and the stop. */
    public Catalogue catalogue() {
        return new DynamoCatalogue(
                dynamo(),
                variable("CATALOGUE_TABLE"),
                variable("INVENTORY_TABLE"),
                variable("JOURNAL_TABLE"),
                List.of(variable("OWN").split(" ")));
    }

    public Plans plans() {
        return new S3Plans(
                client(S3Client.builder().forcePathStyle(true)).build(), variable("SWEEP_BUCKET"));
    }

    /** The sweep of this account. */
    public Sweeping sweeping() {
        IamClient iam = patient();
        return new Sweeping(
                new Sources(
                        new IamPages(iam),
                        new IamCredentialReport(iam),
                        new IamServiceCredentialPages(iam),
                        List.of(
                                new AccessKeys(iam),
                                new SshPublicKeys(iam),
                                new SigningCertificates(iam)),
                        unusedAccess(),
                        new IamAccount(iam)),
                new Sweeping.Stores(inventory(), workspace(), plans(), catalogue()),
                new Sweeping.Voices(events(), lifecycleEvents(), sweepEvents(), sweepEvents()),
                new Sweeping.Own(variable("QUARANTINE"), variable("OWN_ROLE")),
                Clock.systemUTC());
    }

    private EventBridgeSweepEvents sweepEvents() {
        return new EventBridgeSweepEvents(
                client(EventBridgeClient.builder()).build(),
                variable("EVENT_BUS"),
                "curfew." + function,
                () -> metrics.addMetric("EventsLost", 1, MetricUnit.COUNT));
    }

    private Workspace workspace() {
        return new S3Workspace(
                client(S3Client.builder().forcePathStyle(true)).build(), variable("SWEEP_BUCKET"));
    }

    private static @Nullable UnusedAccess unusedAccess() {
        String analyzer = System.getenv("UNUSED_ACCESS_ANALYZER");
        return analyzer == null || analyzer.isEmpty()
                ? null
                : new AnalyzerUnusedAccess(
                        client(AccessAnalyzerClient.builder()).build(), analyzer);
    }

    /**
     * IAM for whoever has much to ask: a page of a thousand takes IAM some seconds, and an account
     * that is throttled is asked more slowly instead of giving up.
     */
    private static IamClient patient() {
        return PatientIam.client(IamClient.builder());
    }

    /** Which holders are halted. */
    public Halts halts() {
        return new DynamoHalts(dynamo(), variable("LEASES_TABLE"), variable("JOURNAL_TABLE"));
    }

    /** What was found about sessions. */
    public DynamoFindings findings() {
        return new DynamoFindings(dynamo(), variable("LEASES_TABLE"));
    }

    public EventBridgeFindings findingEvents() {
        return new EventBridgeFindings(
                client(EventBridgeClient.builder()).build(),
                variable("EVENT_BUS"),
                "curfew." + function,
                () -> metrics.addMetric("EventsLost", 1, MetricUnit.COUNT),
                () -> metrics.addMetric("HoldersHalted", 1, MetricUnit.COUNT));
    }

    /** Looks at what sessions do. */
    public Watching watching() {
        DynamoFindings findings = findings();
        List<String> roles = words("STACK_ROLES");
        return new Watching(
                leases(),
                findings,
                findings,
                halts(),
                new KeyCalls(
                        inventory(),
                        new AccessKeys(
                                client(IamClient.builder().region(Region.AWS_GLOBAL)).build()),
                        new DynamoCatalogue(
                                dynamo(),
                                variable("CATALOGUE_TABLE"),
                                variable("INVENTORY_TABLE"),
                                // It writes nothing.
                                "",
                                List.of())),
                new IamBrokeredRoles(
                        client(IamClient.builder().region(Region.AWS_GLOBAL)).build(),
                        inventory(),
                        variable("CURFEW_STACK"),
                        Clock.systemUTC()),
                new OwnStack(
                        variable("CURFEW_STACK"),
                        Set.copyOf(words("STACK_RESOURCES")),
                        Set.copyOf(roles),
                        roles.getFirst(),
                        words("DEPLOYER")),
                new Switches(
                        Switches.reactions(System.getenv().getOrDefault("REACTIONS", "")),
                        Integer.parseInt(variable("DENIALS_FOR_FINDING")),
                        Duration.ofSeconds(Long.parseLong(variable("DENIALS_WINDOW"))),
                        new Halt.Limit(
                                Integer.parseInt(variable("REVOCATIONS_PER_HOLDER")),
                                Duration.ofSeconds(
                                        Long.parseLong(variable("REVOCATIONS_WINDOW"))))),
                findingEvents(),
                events());
    }

    /** Tells people; nothing while no secret says how. */
    public @Nullable Posting posting() {
        String secret = System.getenv().getOrDefault("SLACK_SECRET", "");
        if (secret.isEmpty()) {
            return null;
        }
        // Only the overlay of the local cloud sets it.
        String endpoint = System.getenv("SLACK_ENDPOINT");
        SecretsProvider secrets =
                SecretsProvider.builder()
                        .withClient(client(SecretsManagerClient.builder()).build())
                        .build();
        Directory directory =
                new NoticeDirectory(
                        dynamo(), variable("INVENTORY_TABLE"), variable("CATALOGUE_TABLE"));
        return new Posting(
                new Composing(
                        directory,
                        Switches.reactions(System.getenv().getOrDefault("REACTIONS", ""))),
                directory,
                new DynamoThreads(dynamo(), variable("INVENTORY_TABLE")),
                new SlackMessenger(
                        () -> secrets.withMaxAge(SECRET_MINUTES, ChronoUnit.MINUTES).get(secret),
                        endpoint == null || endpoint.isEmpty() ? null : URI.create(endpoint)),
                variable("SLACK_CHANNEL"),
                Clock.systemUTC());
    }

    // ---- What people press in Slack ----

    /** Read anew each minute, so that a new one counts soon. */
    public SigningSecret signingSecret() {
        String secret = variable("SLACK_SECRET");
        SecretsProvider secrets =
                SecretsProvider.builder()
                        .withClient(client(SecretsManagerClient.builder()).build())
                        .build();
        return new SlackSigningSecret(() -> secrets.withMaxAge(1, ChronoUnit.MINUTES).get(secret));
    }

    public UsedProofs usedCallbacks() {
        return DynamoProofs.ofCallbacks(dynamo(), variable("LEASES_TABLE"));
    }

    /** Where answers may go. Only the overlay of the local cloud sets another than Slack. */
    public ReplyAddress.Rule replyAddresses() {
        String endpoint = System.getenv("SLACK_ENDPOINT");
        return endpoint == null || endpoint.isEmpty()
                ? ReplyAddress.Rule.SLACK
                : new ReplyAddress.Rule(URI.create(endpoint));
    }

    public Errand errand() {
        return new LambdaErrand(client(LambdaClient.builder()).build(), variable("SLACK_DOOR"));
    }

    public Replies replies() {
        return new HttpReplies(Wiring::pause);
    }

    public Desk desk() {
        return new LambdaDesk(
                LambdaClient.builder()
                        .httpClientBuilder(
                                UrlConnectionHttpClient.builder()
                                        .connectionTimeout(CONNECT)
                                        .socketTimeout(DESK))
                        // A proof is good for one request, so there is nothing to try again.
                        .overrideConfiguration(
                                override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
                        .build(),
                variable("OPERATE_DOOR"),
                variable("REVOKE_DOOR"),
                new CallerProof(
                        client(StsClient.builder()).build(),
                        audience(),
                        Clock.systemUTC(),
                        new SecureRandom()),
                DefaultCredentialsProvider.builder().build());
    }

    public Glances glances() {
        return new DynamoGlances(dynamo(), variable("LEASES_TABLE"));
    }

    public Journal journal() {
        return new DynamoJournal(dynamo(), variable("JOURNAL_TABLE"));
    }

    public NoticeQueue noticeQueue() {
        return new SqsNoticeQueue(
                client(SqsClient.builder()).build(),
                variable("NOTIFY_QUEUE"),
                variable("NOTIFY_FAILED"));
    }

    /** What a variable lists; nothing where it is empty, as it may be. */
    private static List<String> words(String name) {
        return Stream.of(System.getenv().getOrDefault(name, "").split(" ", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    public StepQueue stepQueue() {
        return new SqsStepQueue(client(SqsClient.builder()).build(), variable("SWEEP_QUEUE"));
    }

    private static DynamoDbClient dynamo() {
        return client(DynamoDbClient.builder()).build();
    }

    private static <B extends AwsSyncClientBuilder<B, ?> & AwsClientBuilder<B, ?>> B client(
            B builder) {
        return builder.httpClientBuilder(
                        UrlConnectionHttpClient.builder()
                                .connectionTimeout(CONNECT)
                                .socketTimeout(ANSWER))
                .overrideConfiguration(override -> override.retryStrategy(RetryMode.STANDARD));
    }

    private static String variable(String name) {
        String value = System.getenv(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalStateException("the template gives this function no variable " + name);
        }
        return value;
    }
}
