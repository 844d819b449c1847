package dev.curfew.core.revocation;

import dev.curfew.core.document.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The roles' deny policies, for tests: takes as much as IAM does. */
public final class FakeRolePolicies implements RolePolicies {

    private final Map<String, String> documents = new HashMap<>();
    private final List<String> written = new ArrayList<>();
    private int room = 10_240;

    void leave(int characters) {
        room = characters;
    }

    @Override
    public synchronized Written put(String role, String document) {
        if (document.length() > room) {
            return Written.TOO_LONG;
        }
        written.add(document);
        documents.put(role, document);
        return Written.DONE;
    }

    @Override
    public synchronized Written remove(String role) {
        documents.remove(role);
        return Written.DONE;
    }

    /** How often a policy was written. */
    synchronized int writes() {
        return written.size();
    }

    public synchronized String of(String role) {
        return documents.getOrDefault(role, "");
    }

    /** The lineages that the role denies. */
    synchronized List<String> denied(String role) {
        List<String> patterns = new ArrayList<>();
        if (documents.containsKey(role)) {
            Json.read(of(role))
                    .at("/Statement/0/Condition/StringLike/aws:PrincipalTag~1curfew:lineage")
                    .forEach(pattern -> patterns.add(pattern.asText()));
        }
        return patterns;
    }
}
