package dev.curfew.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.core.document.Json;
import dev.curfew.core.identity.Identity;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.IdentityStatus;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentityListCommandTest {

    private static final Instant MADE = Instant.parse("2026-03-01T09:30:00Z");

    private final Run run = new Run();

    private static Identity identity(
            String id, IdentityKind kind, String name, Identity.Creation created) {
        return Identity.found(id, kind, "000000000000", name, IdentityStatus.ACTIVE, MADE, MADE)
                .edit()
                .created(created)
                .first();
    }

    @Test
    void identitiesAreListedByKindAndName() {
        Identity.Creation byAlice =
                new Identity.Creation("arn:aws:iam::000000000000:user/alice", MADE);
        run.stacks.identities =
                List.of(
                        identity("AROAEXAMPLE", IdentityKind.ROLE, "nightly", byAlice),
                        identity("AIDAEXAMPLE", IdentityKind.USER, "ci", byAlice),
                        identity("AKIAEXAMPLE", IdentityKind.ACCESS_KEY, "ci", byAlice));

        assertThat(run.line("identity", "list").out())
                .isEqualTo(
                        """
                        KIND        NAME     STATUS  MADE                  BY          ID
                        ACCESS_KEY  ci       ACTIVE  2026-03-01 09:30:00Z  user/alice  AKIAEXAMPLE
                        USER        ci       ACTIVE  2026-03-01 09:30:00Z  user/alice  AIDAEXAMPLE
                        ROLE        nightly  ACTIVE  2026-03-01 09:30:00Z  user/alice  AROAEXAMPLE
                        """);
    }

    @Test
    void whatIsNotKnownIsAQuestionMarkAndLongNamesStillFit() {
        String session =
                "arn:aws:sts::000000000000:assumed-role/" + "r".repeat(64) + "/" + "s".repeat(64);
        run.stacks.identities =
                List.of(
                        identity(
                                "AROA" + "X".repeat(17),
                                IdentityKind.ROLE,
                                "n".repeat(64),
                                new Identity.Creation(session, MADE)),
                        Identity.found(
                                "AKIAOLD",
                                IdentityKind.ACCESS_KEY,
                                "000000000000",
                                null,
                                IdentityStatus.INACTIVE,
                                MADE,
                                MADE));

        List<String> lines = run.line("identity", "list").out().lines().toList();

        assertThat(lines).allMatch(line -> line.length() <= 110);
        assertThat(lines.get(1)).matches("ACCESS_KEY +\\? +INACTIVE +\\? +\\? +AKIAOLD");
        assertThat(lines.get(2)).contains("assumed-r..ssss").endsWith("AROA" + "X".repeat(17));
    }

    @Test
    void jsonTellsAllThatIsKnown() {
        run.stacks.identities =
                List.of(
                        identity(
                                "AIDAEXAMPLE",
                                IdentityKind.USER,
                                "ci",
                                new Identity.Creation("arn:aws:iam::000000000000:root", MADE)));

        JsonNode listed = Json.read(run.line("identity", "list", "--json").out());

        assertThat(listed.at("/identities/0/id").asText()).isEqualTo("AIDAEXAMPLE");
        assertThat(listed.at("/identities/0/createdBy").asText())
                .isEqualTo("arn:aws:iam::000000000000:root");
        assertThat(listed.at("/identities/0/createdAt").asText()).isEqualTo("2026-03-01T09:30:00Z");
        assertThat(listed.at("/identities/0/user").isNull()).isTrue();
    }

    @Test
    void anEmptyInventorySaysSo() {
        assertThat(run.line("identity", "list").out())
                .startsWith("no identities have been seen yet");
    }
}
