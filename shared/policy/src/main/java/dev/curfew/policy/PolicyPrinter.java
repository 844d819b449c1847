package dev.curfew.policy;

import java.util.List;

/** Prints policies in the canonical, shortest form. */
final class PolicyPrinter {
    private final StringBuilder out = new StringBuilder();
    private final Version version;

    private PolicyPrinter(Version version) {
        this.version = version;
    }

    static String print(Policy policy) {
        return new PolicyPrinter(policy.version()).policy(policy);
    }

    private String policy(Policy policy) {
        out.append('{');
        if (version != Version.V2008) {
            out.append("\"Version\":\"").append(version.date()).append("\",");
        }
        out.append("\"Statement\":");
        List<Statement> all = policy.statements();
        if (all.size() == 1) {
            statement(all.getFirst());
        } else {
            out.append('[');
            for (int i = 0; i < all.size(); i++) {
                out.append(i == 0 ? "" : ",");
                statement(all.get(i));
            }
            out.append(']');
        }
        return out.append('}').toString();
    }

    private void statement(Statement statement) {
        out.append('{');
        if (statement.sid() != null) {
            out.append("\"Sid\":");
            string(statement.sid());
            out.append(',');
        }
        out.append("\"Effect\":\"").append(statement.effect().text());
        out.append(statement.actions().except() ? "\",\"NotAction\":" : "\",\"Action\":");
        strings(statement.actions().patterns());
        out.append(statement.resources().except() ? ",\"NotResource\":" : ",\"Resource\":");
        strings(
                statement.resources().patterns().stream()
                        .map(text -> text.print(version, true))
                        .toList());
        if (!statement.conditions().isEmpty()) {
            out.append(",\"Condition\":");
            conditions(statement.conditions());
        }
        out.append('}');
    }

    private void conditions(List<Condition> conditions) {
        Operator open = null;
        for (Condition condition : conditions) {
            if (condition.operator().equals(open)) {
                out.append(',');
            } else {
                out.append(open == null ? "{" : "},");
                string(condition.operator().text());
                out.append(":{");
                open = condition.operator();
            }
            string(condition.key());
            out.append(':');
            boolean wildcards = condition.operator().comparison().wildcards();
            strings(
                    condition.values().stream()
                            .map(text -> value(condition, text, wildcards))
                            .toList());
        }
        out.append("}}");
    }

    private String value(Condition condition, Text text, boolean wildcards) {
        // Operators without variables read `${` as it stands, so there it must not be escaped.
        Version spelled = condition.operator().comparison().variables() ? version : Version.V2008;
        return text.print(spelled, wildcards);
    }

    private void strings(List<String> all) {
        if (all.size() == 1) {
            string(all.getFirst());
            return;
        }
        out.append('[');
        for (int i = 0; i < all.size(); i++) {
            out.append(i == 0 ? "" : ",");
            string(all.get(i));
        }
        out.append(']');
    }

    private void string(String text) {
        JsonText.append(text, out);
    }
}
