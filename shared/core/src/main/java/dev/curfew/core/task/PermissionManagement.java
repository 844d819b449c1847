package dev.curfew.core.task;

import dev.curfew.policy.Answer;
import dev.curfew.policy.Containment;
import dev.curfew.policy.Effect;
import dev.curfew.policy.Escapes;
import dev.curfew.policy.Policy;
import dev.curfew.policy.Resources;
import dev.curfew.policy.Statement;
import dev.curfew.policy.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Actions that give others access to a resource: resource policies, grants, shares. A task gets one
 * only where its ceiling lists it: a statement that names the action without wildcard, and the
 * resource.
 */
final class PermissionManagement {

    /** Those that people know, to show a refusal with. */
    static final List<String> TELLING =
            List.of(
                    "s3:PutBucketPolicy",
                    "sqs:AddPermission",
                    "kms:CreateGrant",
                    "lambda:AddPermission",
                    "dynamodb:PutResourcePolicy");

    private static final int ARN_FIELDS = 6;
    private static final PermissionManagement LISTED = read();

    private final List<String> actions;
    private final List<String> open;

    private PermissionManagement(List<String> actions, List<String> open) {
        this.actions = List.copyOf(actions);
        this.open = List.copyOf(open);
    }

    /** The actions of {@code permission-management.txt}. */
    static PermissionManagement listed() {
        return LISTED;
    }

    List<String> actions() {
        return actions;
    }

    /** Whether the ceiling reaches such actions only where it lists them. */
    Answer within(Policy ceiling) {
        return within(ceiling, relevant(ceiling));
    }

    /** Which of these actions the ceiling reaches where it does not list them. */
    List<String> reached(Policy ceiling) {
        return relevant(ceiling).stream()
                .filter(action ->
                        !(Escapes.reaches(
                                        ceiling,
                                        Patterns.policy(
                                                Patterns.allow(
                                                        List.of(action), Patterns.EVERYWHERE)))
                                instanceof Escapes.None))
                .filter(action -> !within(ceiling, List.of(action)).yes())
                .toList();
    }

    private Answer within(Policy ceiling, List<String> guarded) {
        return guarded.isEmpty()
                ? new Answer.Contained()
                : Containment.samePrincipal(rest(ceiling, guarded)).contains(ceiling);
    }

    /** The policy that allows all but what the ceiling does not list. */
    Policy rest(Policy ceiling) {
        return rest(ceiling, actions);
    }

    private Policy rest(Policy ceiling, List<String> guarded) {
        List<Statement> statements = new ArrayList<>();
        statements.add(Patterns.allowAllBut(guarded));
        if (!open.isEmpty()) {
            statements.add(Patterns.allow(open, Patterns.EVERYWHERE));
        }
        ceiling.statements().stream()
                .filter(each -> each.effect() == Effect.ALLOW)
                .filter(each -> !each.actions().except() && !each.resources().except())
                .forEach(each -> {
                    List<String> actions = named(each);
                    List<Text> resources = concrete(each);
                    if (!actions.isEmpty() && !resources.isEmpty()) {
                        statements.add(
                                Patterns.allow(
                                        actions,
                                        new Resources(false, resources),
                                        each.conditions()));
                    }
                });
        return Patterns.policy(statements);
    }

    /** The actions of services that the policy may speak of: the rest cannot be reached. */
    private List<String> relevant(Policy policy) {
        boolean any =
                policy.statements().stream()
                        .filter(each -> each.effect() == Effect.ALLOW)
                        .anyMatch(each ->
                                each.actions().except()
                                        || each.actions().patterns().stream()
                                                .map(Patterns::service)
                                                .anyMatch(Patterns::hasWildcard));
        if (any) {
            return actions;
        }
        var services =
                policy.statements().stream()
                        .filter(each -> each.effect() == Effect.ALLOW)
                        .flatMap(each -> each.actions().patterns().stream())
                        .map(action -> Patterns.service(action).toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet());
        return actions.stream()
                .filter(action -> services.contains(Patterns.service(action)))
                .toList();
    }

    /** Those of the actions that the statement names without wildcard. */
    List<String> namedBy(Statement statement) {
        var pattern =
                Containment.samePrincipal(
                        Patterns.policy(Patterns.allow(actions, Patterns.EVERYWHERE)));
        return named(statement).stream()
                .filter(action ->
                        pattern.contains(
                                        Patterns.policy(
                                                Patterns.allow(
                                                        List.of(action), Patterns.EVERYWHERE)))
                                .yes())
                .toList();
    }

    /** The actions that the statement names without wildcard. */
    static List<String> named(Statement statement) {
        return statement.actions().patterns().stream()
                .filter(action -> !Patterns.hasWildcard(action))
                .toList();
    }

    /** The resources that the statement names: at least their service, and how each begins. */
    static List<Text> concrete(Statement statement) {
        return statement.resources().patterns().stream()
                .filter(PermissionManagement::isConcrete)
                .toList();
    }

    private static boolean isConcrete(Text resource) {
        StringBuilder spelled = new StringBuilder();
        for (Text.Part part : resource.parts()) {
            spelled.append(
                    part instanceof Text.Literal(String text) ? text.replace('*', '?') : "*");
        }
        String[] fields = spelled.toString().split(":", ARN_FIELDS);
        if (fields.length < ARN_FIELDS || fields[2].isEmpty() || fields[2].indexOf('*') >= 0) {
            return false;
        }
        String name = fields[5].startsWith("/") ? fields[5].substring(1) : fields[5];
        // A bucket's ARN has no account and begins with its name; others say their type first.
        boolean bucket = fields[2].equals("s3") && fields[4].isEmpty();
        String[] typed = name.split("[/:]", 2);
        return begins(name) && (bucket || typed.length == 1 || begins(typed[1]));
    }

    private static boolean begins(String name) {
        return !name.isEmpty() && name.charAt(0) != '*';
    }

    private static PermissionManagement read() {
        String resource = "permission-management.txt";
        try (InputStream text =
                Objects.requireNonNull(
                        PermissionManagement.class.getResourceAsStream(resource), resource)) {
            return parse(new String(text.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static PermissionManagement parse(Collection<String> lines) {
        Map<String, List<String>> names = new TreeMap<>();
        String service = "";
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String rest = line;
            if (!line.startsWith(" ")) {
                int colon = line.indexOf(':');
                service = line.substring(0, colon);
                rest = line.substring(colon + 1);
            }
            names.computeIfAbsent(service, _ -> new ArrayList<>())
                    .addAll(List.of(rest.strip().split(" ")));
        }
        List<String> actions = new ArrayList<>();
        List<String> open = new ArrayList<>();
        names.forEach((of, all) ->
                all.forEach(name -> {
                    if (name.startsWith("!")) {
                        open.add(of + ":" + name.substring(1));
                    } else {
                        actions.add(of + ":" + name);
                    }
                }));
        return new PermissionManagement(actions, open);
    }
}
