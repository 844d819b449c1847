package dev.curfew.cli.wiring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.aws.AwaitedAnswer;
import dev.curfew.aws.DynamoCatalogue;
import dev.curfew.aws.DynamoFindings;
import dev.curfew.aws.DynamoHalts;
import dev.curfew.aws.DynamoHeads;
import dev.curfew.aws.DynamoInventory;
import dev.curfew.aws.DynamoJournal;
import dev.curfew.aws.DynamoLeases;
import dev.curfew.aws.DynamoTasks;
import dev.curfew.aws.KmsNotary;
import dev.curfew.aws.S3Plans;
import dev.curfew.aws.S3Seals;
import dev.curfew.cli.stack.Answer;
import dev.curfew.cli.stack.Function;
import dev.curfew.cli.stack.Invocation;
import dev.curfew.cli.stack.Stack;
import dev.curfew.cli.stack.Trouble;
import dev.curfew.core.document.Json;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.journal.Report;
import dev.curfew.core.journal.Verdict;
import dev.curfew.core.journal.Verifying;
import dev.curfew.core.lease.Lease;
import dev.curfew.core.lease.LeaseId;
import dev.curfew.core.lease.Leases;
import dev.curfew.core.lifecycle.Plan;
import dev.curfew.core.lifecycle.Terms;
import dev.curfew.core.task.Task;
import dev.curfew.core.watch.Finding;
import dev.curfew.core.watch.Halt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * A stack found through its outputs; but its functions are found by their names, since the holder
 * of a lease may call some and may not ask CloudFormation for anything.
 */
final class AwsStack implements Stack {

    /** The alias that the template puts every deployment under. */
    private static final String ALIAS = "live";

    /** Longer than any of the functions may run. */
    private static final Duration PATIENCE = Duration.ofSeconds(75);

    private static final Duration READING = Duration.ofSeconds(15);

    private final String name;
    private final Supplier<Map<String, String>> outputs;
    private final Access access;
    private final Duration patience;

    /**
     * @param outputs asked for each time they are needed
     */
    AwsStack(String name, Supplier<Map<String, String>> outputs, Access access) {
        this(name, outputs, access, PATIENCE);
    }

    AwsStack(String name, Supplier<Map<String, String>> outputs, Access access, Duration patience) {
        this.name = name;
        this.outputs = outputs;
        this.access = access;
        this.patience = patience;
    }

    @Override
    public Answer invoke(Function function, JsonNode request) {
        Invocation invocation = prepare(function, request);
        return answer(function.in(name), invocation.payload(), invocation.clientContext());
    }

    @Override
    public Invocation prepare(Function function, JsonNode request) {
        return new Invocation(
                function.in(name) + ":" + ALIAS,
                AwaitedAnswer.clientContext(),
                Signatures.sign(access, name, request));
    }

    private Answer answer(String functionName, JsonNode payload, String clientContext) {
        InvokeResponse response = send(functionName, payload, clientContext);
        if (response.functionError() != null) {
            throw crashed(functionName, response);
        }
        return Answer.of(read(functionName, response.payload()));
    }

    private InvokeResponse send(String functionName, JsonNode payload, String clientContext) {
        try (LambdaClient lambda = onceOnly()) {
            return lambda.invoke(invoke ->
                    invoke.functionName(functionName)
                            .qualifier(ALIAS)
                            .clientContext(clientContext)
                            .payload(SdkBytes.fromUtf8String(payload.toString())));
        } catch (ResourceNotFoundException none) {
            throw AwsStacks.missing(name, access, none);
        } catch (TooManyRequestsException throttled) {
            throw new Trouble(
                    "could not call `"
                            + functionName
                            + "`: too many calls at once; nothing was done",
                    "try again in a moment",
                    throttled);
        } catch (AwsServiceException answered) {
            throw answered.statusCode() >= 500
                    ? answerLost(functionName, answered)
                    : Troubles.of("call `" + functionName + "`", answered);
        } catch (SdkException failure) {
            throw switch (Troubles.rootOf(failure)) {
                case ConnectException _, UnknownHostException _ ->
                        Troubles.of("call `" + functionName + "`", failure);
                default -> answerLost(functionName, failure);
            };
        }
    }

    private static Trouble answerLost(String functionName, SdkException failure) {
        return new Trouble(
                "`"
                        + functionName
                        + "` was called but its answer did not come: what was asked for may be done",
                "look before you ask again; a lease that was issued unseen ends at its deadline by itself",
                failure);
    }

    /**
     * The SDK would send a call again when its answer is lost, and then two leases are issued for
     * one request.
     */
    private LambdaClient onceOnly() {
        return access.client(
                LambdaClient.builder()
                        .overrideConfiguration(
                                override -> override.retryStrategy(AwsRetryStrategy.doNotRetry())),
                patience);
    }

    private static Trouble crashed(String functionName, InvokeResponse response) {
        JsonNode error = read(functionName, response.payload());
        return new Trouble(
                "`"
                        + functionName
                        + "` failed: "
                        + error.path("errorType").asText(response.functionError())
                        + ": "
                        + error.path("errorMessage").asText("no message"),
                "its log group has the cause, request " + response.responseMetadata().requestId());
    }

    private static JsonNode read(String functionName, SdkBytes payload) {
        try {
            return Json.MAPPER.readTree(payload.asByteArray());
        } catch (JsonProcessingException notJson) {
            throw new Trouble(
                    "`" + functionName + "` did not answer JSON",
                    "check that it is Curfew's function",
                    notJson);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public String caller() {
        try (StsClient sts = access.client(StsClient.builder(), READING)) {
            return sts.getCallerIdentity().arn();
        } catch (SdkException failure) {
            throw Troubles.of("ask AWS whose credentials these are", failure);
        }
    }

    @Override
    public Map<String, String> environment() {
        Map<String, String> place = new HashMap<>();
        place.put("AWS_REGION", access.region().id());
        place.put("AWS_DEFAULT_REGION", access.region().id());
        URI endpoint = access.endpoint();
        if (endpoint != null) {
            place.put("AWS_ENDPOINT_URL", endpoint.toString());
        }
        return place;
    }

    @Override
    public List<Task> tasks() {
        try (DynamoDbClient dynamoDb = access.client(DynamoDbClient.builder(), READING)) {
            return new DynamoTasks(dynamoDb, output("CatalogueTable")).list();
        } catch (SdkException failure) {
            throw Troubles.of("read the catalogue", failure);
        }
    }

    @Override
    public List<Lease> leases() {
        return read(Leases::list);
    }

    @Override
    public Optional<Lease> lease(LeaseId id) {
        return read(leases -> leases.find(id));
    }

    private <T> T read(java.util.function.Function<Leases, T> question) {
        try (DynamoDbClient dynamoDb = access.client(DynamoDbClient.builder(), READING)) {
            return question.apply(
                    new DynamoLeases(dynamoDb, output("LeasesTable"), output("JournalTable")));
        } catch (SdkException failure) {
            throw Troubles.of("read the leases", failure);
        }
    }

    @Override
    public List<Finding> findings() {
        return found(DynamoFindings::list);
    }

    @Override
    public Optional<Finding> finding(String id) {
        return found(findings -> findings.find(id));
    }

    private <T> T found(java.util.function.Function<DynamoFindings, T> question) {
        try (DynamoDbClient dynamoDb = access.client(DynamoDbClient.builder(), READING)) {
            return question.apply(new DynamoFindings(dynamoDb, output("LeasesTable")));
        } catch (SdkException failure) {
            throw Troubles.of("read the findings", failure);
        }
    }

    @Override
    public List<Halt> halts() {
        try (DynamoDbClient dynamoDb = access.client(DynamoDbClient.builder(), READING)) {
            return new DynamoHalts(dynamoDb, output("LeasesTable"), output("JournalTable"))
                    .halted();
        } catch (SdkException failure) {
            throw Troubles.of("read which holders are halted", failure);
        }
    }

    @Override
    public List<Identity> identities() {
        try (DynamoDbClient dynamoDb = access.client(DynamoDbClient.builder(), READING)) {
            return new DynamoInventory(dynamoDb, output("InventoryTable"), output("JournalTable"))
                    .list();
        } catch (SdkException failure) {
            throw Troubles.of("read the inventory", failure);
        }
    }

    @Override
    public Terms terms() {
        try (DynamoDbClient dynamoDb = access.client(DynamoDbClient.builder(), READING)) {
            return new DynamoCatalogue(
                            dynamoDb,
                            output("CatalogueTable"),
                            output("InventoryTable"),
                            output("JournalTable"),
                            List.of(output("Own").split(" ")))
                    .terms();
        } catch (SdkException failure) {
            throw Troubles.of("read the limits and exemptions", failure);
        }
    }

    @Override
    public Optional<Plan> plan(String run) {
        try (S3Client s3 = access.client(S3Client.builder().forcePathStyle(true), READING)) {
            return new S3Plans(s3, output("SweepBucket")).find(run);
        } catch (SdkException failure) {
            throw Troubles.of("read the plan", failure);
        }
    }

    @Override
    public Verdict journal(String subject, Instant now) {
        return audit("read the journal", verifying -> verifying.look(subject, now));
    }

    @Override
    public Report verify(@Nullable String subject, Instant now) {
        return audit(
                "verify the journals",
                verifying -> subject == null ? verifying.all(now) : verifying.one(subject, now));
    }

    private <T> T audit(String doing, java.util.function.Function<Verifying, T> question) {
        try (DynamoDbClient dynamoDb = access.client(DynamoDbClient.builder(), READING);
                S3Client s3 = access.client(S3Client.builder().forcePathStyle(true), READING);
                KmsClient kms = access.client(KmsClient.builder(), READING)) {
            return question.apply(
                    new Verifying(
                            new DynamoJournal(dynamoDb, output("JournalTable")),
                            new DynamoHeads(
                                    dynamoDb, output("LeasesTable"), output("InventoryTable")),
                            new S3Seals(s3, output("SealBucket")),
                            new KmsNotary(kms, output("SealKey"))));
        } catch (SdkException failure) {
            throw Troubles.of(doing, failure);
        }
    }

    private String output(String key) {
        String value = outputs.get().get(key);
        if (value == null) {
            throw new Trouble(
                    "the stack `" + name + "` has no output `" + key + "`",
                    "check that it is Curfew's stack and deployed from this version's template");
        }
        return value;
    }
}
