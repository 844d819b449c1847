package dev.curfew.cli.scan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What a scan needs. */
public final class Permissions {

    private static final List<String> ALWAYS =
            List.of(
                    "iam:GetAccountAuthorizationDetails",
                    "iam:GenerateCredentialReport",
                    "iam:GetCredentialReport",
                    "iam:ListServiceSpecificCredentials",
                    "iam:GetPolicy",
                    "iam:GetPolicyVersion");

    private static final List<String> FOR_KEY_IDS =
            List.of("iam:ListAccessKeys", "iam:GetAccessKeyLastUsed");

    private Permissions() {}

    /** A policy that allows a scan, and nothing else; none of it changes anything. */
    public static ObjectNode policy(boolean keyIds) {
        ObjectNode policy = JsonNodeFactory.instance.objectNode().put("Version", "2012-10-17");
        ObjectNode statement =
                policy.putArray("Statement")
                        .addObject()
                        .put("Sid", "CurfewScan")
                        .put("Effect", "Allow");
        ArrayNode actions = statement.putArray("Action");
        actions(keyIds).forEach(actions::add);
        statement.put("Resource", "*");
        return policy;
    }

    private static List<String> actions(boolean keyIds) {
        List<String> actions = new ArrayList<>(ALWAYS);
        if (keyIds) {
            actions.addAll(FOR_KEY_IDS);
        }
        return actions;
    }
}
