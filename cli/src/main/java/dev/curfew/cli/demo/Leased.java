package dev.curfew.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.cli.demo.Account.Credential;
import dev.curfew.core.document.Json;
import java.time.Instant;

/** A lease as it was answered. */
record Leased(String id, String agent, String lineage, Instant end, Credential credential) {

    static Leased read(String agent, String answer) {
        JsonNode lease = Json.read(answer);
        return new Leased(
                lease.path("lease").asText(),
                agent,
                lease.path("lineage").asText(),
                Instant.parse(lease.path("expiresAt").asText()),
                new Credential(
                        lease.path("AccessKeyId").asText(),
                        lease.path("SecretAccessKey").asText(),
                        lease.path("SessionToken").asText()));
    }
}
