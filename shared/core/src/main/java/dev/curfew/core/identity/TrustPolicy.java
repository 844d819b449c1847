package dev.curfew.core.identity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.document.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a role's trust policy, which names principals and has no resources. */
final class TrustPolicy {

    /** The calls that assume a role. */
    private static final List<String> CALLS =
            List.of("sts:assumerole", "sts:assumerolewithsaml", "sts:assumerolewithwebidentity");

    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Pattern ARN = Pattern.compile("arn:[^:]*:(?:iam|sts)::([0-9]{12}):(.*)");

    /** What IAM writes in the place of a principal that is no more. */
    private static final Pattern UNIQUE_ID = Pattern.compile("A[A-Z0-9]{15,127}");

    private boolean anyone;
    private final SortedSet<String> accounts = new TreeSet<>();
    private final SortedSet<String> services = new TreeSet<>();
    private final SortedSet<String> federated = new TreeSet<>();

    private TrustPolicy() {}

    static Trust read(String policy) {
        JsonNode document;
        try {
            document = Json.read(policy);
        } catch (IllegalStateException notJson) {
            return new Trust(true, new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
        }
        var all = new TrustPolicy();
        for (String call : CALLS) {
            var trust = new TrustPolicy();
            for (JsonNode statement : PolicyPowers.statements(document)) {
                if (!isDeny(statement) && concerns(statement, call)) {
                    trust.allow(statement);
                }
            }
            for (JsonNode statement : PolicyPowers.statements(document)) {
                if (isDeny(statement)
                        && statement.path("Condition").isEmpty()
                        && concerns(statement, call)) {
                    trust.deny(statement.path("Principal"));
                }
            }
            all.add(trust);
        }
        return new Trust(all.anyone, all.accounts, all.services, all.federated);
    }

    private static boolean isDeny(JsonNode statement) {
        return statement.path("Effect").asText().equals("Deny");
    }

    private static boolean concerns(JsonNode statement, String call) {
        boolean except = statement.has("NotAction");
        List<String> patterns = texts(statement.path(except ? "NotAction" : "Action"));
        return patterns.stream().anyMatch(pattern -> matches(pattern, call)) != except;
    }

    private static boolean matches(String pattern, String call) {
        String regex =
                Pattern.quote(pattern.toLowerCase(Locale.ROOT))
                        .replace("*", "\\E.*\\Q")
                        .replace("?", "\\E.\\Q");
        return call.matches(regex);
    }

    private void allow(JsonNode statement) {
        JsonNode principal = statement.path("Principal");
        if (!principal.isObject()) {
            // `*`, or everybody but those of a NotPrincipal.
            anyone |= principal.isTextual() || statement.has("NotPrincipal");
            return;
        }
        principal
                .properties()
                .forEach(each -> {
                    List<String> names = texts(each.getValue());
                    switch (each.getKey()) {
                        case "AWS" -> names.forEach(this::allow);
                        case "Service" -> services.addAll(names);
                        case "Federated" -> federated.addAll(names);
                        default -> anyone = true;
                    }
                });
    }

    private void allow(String principal) {
        Matcher arn = ARN.matcher(principal);
        if (ACCOUNT.matcher(principal).matches()) {
            accounts.add(principal);
        } else if (arn.matches()) {
            accounts.add(arn.group(1));
        } else if (!UNIQUE_ID.matcher(principal).matches()) {
            anyone = true;
        }
    }

    private void deny(JsonNode principal) {
        if (principal.asText().equals("*")) {
            anyone = false;
            accounts.clear();
            services.clear();
            federated.clear();
            return;
        }
        for (String name : texts(principal.path("AWS"))) {
            Matcher arn = ARN.matcher(name);
            if (name.equals("*")) {
                anyone = false;
                accounts.clear();
            } else if (arn.matches() && arn.group(2).equals("root")) {
                accounts.remove(arn.group(1));
            } else {
                // One principal of an account leaves the others.
                accounts.remove(name);
            }
        }
        services.removeAll(Set.copyOf(texts(principal.path("Service"))));
        federated.removeAll(Set.copyOf(texts(principal.path("Federated"))));
    }

    private void add(TrustPolicy other) {
        anyone |= other.anyone;
        accounts.addAll(other.accounts);
        services.addAll(other.services);
        federated.addAll(other.federated);
    }

    private static List<String> texts(JsonNode oneOrMany) {
        List<String> texts = new ArrayList<>();
        if (oneOrMany.isArray()) {
            oneOrMany.forEach(each -> texts.add(each.asText()));
        } else if (oneOrMany.isTextual()) {
            texts.add(oneOrMany.asText());
        }
        return texts;
    }
}
