package dev.curfew.cli.wiring;

import dev.curfew.cli.stack.Overview;
import dev.curfew.cli.stack.Stack;
import dev.curfew.cli.stack.Stacks;
import dev.curfew.cli.stack.Trouble;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.Trail;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sts.StsClient;

/** Stacks as CloudFormation knows them. */
public final class AwsStacks implements Stacks {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Supplier<Access> access;

    /** Credentials are looked for only when a stack is. */
    public AwsStacks(Supplier<Access> access) {
        this.access = access;
    }

    @Override
    public Stack open(String name) {
        Access found = access.get();
        return new AwsStack(name, new Remembered<>(() -> outputs(found, name)), found);
    }

    private static Map<String, String> outputs(Access access, String name) {
        return outputs(describe(access, name).orElseThrow(() -> missing(name, access, null)));
    }

    static Trouble missing(String name, Access access, @Nullable Throwable cause) {
        return new Trouble(
                "there is no stack `" + name + "` in " + where(access),
                "name another with --stack, or deploy it; ./curfew up does so locally",
                cause);
    }

    @Override
    public Stacks as(String profile) {
        // Read by each part of the SDK that looks for credentials, a Region or an endpoint.
        System.setProperty("aws.profile", profile);
        return this;
    }

    @Override
    public Overview overview(String name) {
        Access found = access.get();
        var stack = describe(found, name);
        if (stack.isEmpty()) {
            return new Overview(where(found), null, List.of(), trails(found));
        }
        return new Overview(
                where(found),
                stack.get().stackStatusAsString(),
                functions(found, outputs(stack.get())),
                trails(found));
    }

    private static Optional<software.amazon.awssdk.services.cloudformation.model.Stack> describe(
            Access access, String name) {
        try (CloudFormationClient cloudFormation =
                access.client(CloudFormationClient.builder(), PATIENCE)) {
            return cloudFormation
                    .describeStacks(request -> request.stackName(name))
                    .stacks()
                    .stream()
                    .findFirst();
        } catch (CloudFormationException answered) {
            // CloudFormation tells a missing stack by a ValidationError alone.
            if ("ValidationError".equals(answered.awsErrorDetails().errorCode())) {
                return Optional.empty();
            }
            throw Troubles.of("find the stack `" + name + "`", answered);
        } catch (SdkException failure) {
            throw Troubles.of("find the stack `" + name + "`", failure);
        }
    }

    private static Map<String, String> outputs(
            software.amazon.awssdk.services.cloudformation.model.Stack stack) {
        return stack.outputs().stream()
                .collect(Collectors.toMap(Output::outputKey, Output::outputValue));
    }

    private static List<Overview.FunctionState> functions(
            Access access, Map<String, String> outputs) {
        try (LambdaClient lambda = access.client(LambdaClient.builder(), PATIENCE)) {
            List<Overview.FunctionState> states = new ArrayList<>();
            outputs.entrySet().stream()
                    .filter(output -> output.getKey().endsWith("Function"))
                    .map(Map.Entry::getValue)
                    .sorted()
                    .forEach(name ->
                            states.add(new Overview.FunctionState(name, state(lambda, name))));
            return states;
        } catch (SdkException failure) {
            throw Troubles.of("ask for the functions", failure);
        }
    }

    private static String state(LambdaClient lambda, String name) {
        try {
            return lambda.getFunctionConfiguration(request -> request.functionName(name))
                    .stateAsString();
        } catch (ResourceNotFoundException gone) {
            return "missing";
        }
    }

    /** The trails that log what IAM does. */
    private static List<String> trails(Access access) {
        try (CloudTrailClient cloudTrail = access.client(CloudTrailClient.builder(), PATIENCE)) {
            return cloudTrail.describeTrails().trailList().stream()
                    .filter(trail -> isLogging(cloudTrail, trail))
                    .map(Trail::name)
                    .sorted()
                    .toList();
        } catch (SdkException failure) {
            throw Troubles.of("ask for the CloudTrail trails", failure);
        }
    }

    private static boolean isLogging(CloudTrailClient cloudTrail, Trail trail) {
        String id = Objects.requireNonNullElse(trail.trailARN(), trail.name());
        return Boolean.TRUE.equals(
                cloudTrail.getTrailStatus(request -> request.name(id)).isLogging());
    }

    private static String where(Access access) {
        URI endpoint = access.endpoint();
        String set = endpoint == null ? System.getenv("AWS_ENDPOINT_URL") : endpoint.toString();
        if (set != null && !set.isBlank()) {
            return set;
        }
        try (StsClient sts = access.client(StsClient.builder(), PATIENCE)) {
            return "account " + sts.getCallerIdentity().account() + ", " + access.region();
        } catch (AwsServiceException refused) {
            return access.region()
                    .toString(); // it only names the place; the call that matters tells what is
            // wrong
        } catch (SdkException failure) {
            throw Troubles.of("ask AWS whose credentials these are", failure);
        }
    }
}
