package dev.curfew.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** CloudFormation stacks of the local cloud. */
public final class Stacks implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final LocalCloud cloud;
    private final CloudFormationClient cloudFormation;

    public Stacks(LocalCloud cloud) {
        this.cloud = cloud;
        this.cloudFormation = cloud.client(CloudFormationClient.builder());
    }

    /** What a deployment did. */
    public enum Change {
        CREATED,
        UPDATED,
        /** Template and parameters were those of the stack already. */
        NONE
    }

    /** A stack as it stands after a deployment. */
    public record Deployed(String name, Change change, Map<String, String> outputs) {
        public Deployed {
            outputs = Map.copyOf(outputs);
        }

        /** The value of an output; a stack without it is a {@link LocalFailure}. */
        public String output(String key) {
            return Optional.ofNullable(outputs.get(key))
                    .orElseThrow(() ->
                            new LocalFailure(
                                    "stack `%s` has no output `%s`".formatted(name, key),
                                    "look at the template's Outputs"));
        }
    }

    /**
     * Makes the stack, or brings it to this template and these parameters, and waits until it
     * stands.
     *
     * @throws LocalFailure with the reasons of each resource that failed
     */
    public Deployed deploy(String name, ObjectNode template, Map<String, String> parameters) {
        String url = url(template);
        List<Parameter> given =
                parameters.entrySet().stream()
                        .map(entry ->
                                Parameter.builder()
                                        .parameterKey(entry.getKey())
                                        .parameterValue(entry.getValue())
                                        .build())
                        .toList();
        Optional<Stack> before = quiet(name);
        if (before.isPresent() && neverStood(before.get())) {
            delete(name);
            before = Optional.empty();
        }
        if (before.isEmpty()) {
            cloudFormation.createStack(request ->
                    request.stackName(name)
                            .templateURL(url)
                            .parameters(given)
                            .capabilities(
                                    Capability.CAPABILITY_IAM,
                                    Capability.CAPABILITY_NAMED_IAM,
                                    Capability.CAPABILITY_AUTO_EXPAND));
            return settled(name, Change.CREATED, StackStatus.CREATE_COMPLETE);
        }
        if (!update(name, url, given)) {
            return deployed(before.get(), Change.NONE);
        }
        return settled(name, Change.UPDATED, StackStatus.UPDATE_COMPLETE);
    }

    /** Where CloudFormation reads the template: a request itself holds 51,200 bytes only. */
    private String url(ObjectNode template) {
        byte[] text = template.toString().getBytes(StandardCharsets.UTF_8);
        try (Artifacts artifacts = new Artifacts(cloud)) {
            String key = artifacts.put("templates/", ".json", text);
            return cloud.endpoint() + "/" + Artifacts.BUCKET + "/" + key;
        }
    }

    /** Deletes the stack and waits until it is gone. One that is not there is no error. */
    public void delete(String name) {
        Optional<Stack> stack = find(name);
        if (stack.isEmpty()) {
            return;
        }
        cloudFormation.deleteStack(request -> request.stackName(stack.get().stackId()));
        Instant end = Instant.now().plus(PATIENCE);
        while (find(name)
                .filter(left -> left.stackStatus() != StackStatus.DELETE_COMPLETE)
                .isPresent()) {
            pause(name, end);
        }
    }

    public Optional<Deployed> describe(String name) {
        return find(name).map(stack -> deployed(stack, Change.NONE));
    }

    @Override
    public void close() {
        cloudFormation.close();
    }

    /**
     * The stack once nothing is being done to it; somebody else may have begun, or an earlier start
     * that was killed.
     */
    private Optional<Stack> quiet(String name) {
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            Optional<Stack> stack = find(name);
            if (stack.filter(each -> each.stackStatusAsString().endsWith("_IN_PROGRESS"))
                    .isEmpty()) {
                return stack;
            }
            pause(name, end);
        }
    }

    private boolean update(String name, String url, List<Parameter> parameters) {
        try {
            cloudFormation.updateStack(request ->
                    request.stackName(name)
                            .templateURL(url)
                            .parameters(parameters)
                            .capabilities(
                                    Capability.CAPABILITY_IAM,
                                    Capability.CAPABILITY_NAMED_IAM,
                                    Capability.CAPABILITY_AUTO_EXPAND));
            return true;
        } catch (CloudFormationException e) {
            if (e.awsErrorDetails().errorMessage().contains("No updates are to be performed")) {
                return false;
            }
            throw e;
        }
    }

    private Deployed settled(String name, Change change, StackStatus wanted) {
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            Stack stack =
                    find(name)
                            .orElseThrow(() ->
                                    new LocalFailure(
                                            "stack `%s` went away while it was deployed"
                                                    .formatted(name),
                                            "try again"));
            StackStatus status = stack.stackStatus();
            if (status == wanted) {
                return deployed(stack, change);
            }
            if (!stack.stackStatusAsString().endsWith("_IN_PROGRESS")) {
                throw new LocalFailure(
                        "stack `%s` ended as %s: %s"
                                .formatted(name, stack.stackStatusAsString(), reasons(stack)),
                        "correct the template, then deploy again");
            }
            pause(name, end);
        }
    }

    private String reasons(Stack stack) {
        String reasons =
                cloudFormation
                        .describeStackEvents(request -> request.stackName(stack.stackId()))
                        .stackEvents()
                        .stream()
                        .filter(event -> event.resourceStatusAsString().endsWith("_FAILED"))
                        .map(Stacks::reason)
                        .distinct()
                        .collect(Collectors.joining("; "));
        return reasons.isEmpty() ? String.valueOf(stack.stackStatusReason()) : reasons;
    }

    private static String reason(StackEvent event) {
        return "`%s` (%s): %s"
                .formatted(
                        event.logicalResourceId(),
                        event.resourceType(),
                        event.resourceStatusReason());
    }

    /** A stack whose creation failed can only be deleted. */
    private static boolean neverStood(Stack stack) {
        return switch (stack.stackStatus()) {
            case CREATE_FAILED,
                    ROLLBACK_COMPLETE,
                    ROLLBACK_FAILED,
                    DELETE_COMPLETE,
                    DELETE_FAILED ->
                    true;
            default -> false;
        };
    }

    private Optional<Stack> find(String name) {
        try {
            return cloudFormation
                    .describeStacks(request -> request.stackName(name))
                    .stacks()
                    .stream()
                    .findFirst();
        } catch (CloudFormationException e) {
            if (e.awsErrorDetails().errorMessage().contains("does not exist")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Deployed deployed(Stack stack, Change change) {
        return new Deployed(
                stack.stackName(),
                change,
                stack.outputs().stream()
                        .collect(Collectors.toMap(Output::outputKey, Output::outputValue)));
    }

    private static void pause(String name, Instant end) {
        if (Instant.now().isAfter(end)) {
            throw new LocalFailure(
                    "stack `%s` was not done after %d s".formatted(name, PATIENCE.toSeconds()),
                    "look at its events");
        }
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure(
                    "the deployment of stack `%s` was interrupted".formatted(name),
                    "run it again",
                    e);
        }
    }
}
