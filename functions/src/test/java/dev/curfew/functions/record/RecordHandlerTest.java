package dev.curfew.functions.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.curfew.core.identity.Account;
import dev.curfew.core.identity.Details;
import dev.curfew.core.identity.FakeAccount;
import dev.curfew.core.identity.IdentityKind;
import dev.curfew.core.identity.InMemoryInventory;
import dev.curfew.core.identity.RecordedIdentityEvents;
import dev.curfew.core.identity.Recording;
import dev.curfew.functions.GoldenFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordHandlerTest {

    private final RecordHandler handler =
            new RecordHandler(
                    new Recording(new InMemoryInventory(), account(), new RecordedIdentityEvents()),
                    Clock.fixed(Instant.parse("2026-03-01T13:34:00Z"), ZoneOffset.UTC),
                    GoldenFiles.metrics());

    /** An account that shows those of whom events tell a change. */
    private static FakeAccount account() {
        return new FakeAccount()
                .with(IdentityKind.USER, shown("AIDAEXAMPLEID0000001", "user", "svc-backup"))
                .with(IdentityKind.USER, shown("AIDAEXAMPLEID0000001", "user", "svc-archive"))
                .with(IdentityKind.ROLE, shown("AROAEXAMPLEID0000007", "role", "nightly-report"));
    }

    private static Account.Principal shown(String id, String type, String name) {
        return new Account.Principal(
                id,
                name,
                "arn:aws:iam::123456789012:" + type + "/" + name,
                Instant.parse("2026-01-01T00:00:00Z"),
                Details.NONE);
    }

    static List<String> cases() {
        return GoldenFiles.cases("record");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersAsTheGoldenFileSays(String name) throws IOException {
        GoldenFiles.check("record", name, handler);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"detail\":{\"eventName\":\"CreateUser\"}}",
                "{\"detail\":{\"eventName\":\"DeleteUser\",\"eventID\":\"e\",\"recipientAccountId\":\"1\",\"eventTime\":\"2026-03-01T13:33:28Z\",\"userIdentity\":{\"type\":\"Root\"},\"requestParameters\":null}}",
                "{\"detail\":{\"eventName\":\"DeleteUser\",\"eventID\":\"e\",\"recipientAccountId\":\"1\",\"eventTime\":\"yesterday\",\"userIdentity\":{\"type\":\"Root\"},\"requestParameters\":{\"userName\":\"u\"}}}",
                "{\"detail\":{\"eventName\":\"DeleteUser\",\"eventID\":\"e\",\"recipientAccountId\":\"1\",\"eventTime\":\"2026-03-01T13:33:28Z\",\"userIdentity\":{\"type\":\"Root\"},\"requestParameters\":{\"userName\":[\"u\"]}}}"
            })
    void failsOnAnEventThatIsNotWhatCloudTrailDocuments(String event) {
        assertThatThrownBy(() -> GoldenFiles.send(event.getBytes(StandardCharsets.UTF_8), handler))
                .isInstanceOf(RecordHandler.MalformedEventException.class);
    }

    @Test
    void aCallThatIsNotKnownIsLoggedOnceAndNeverAnError() throws IOException {
        String event = "{\"detail\":{\"eventID\":\"e\",\"eventName\":\"CreateRobot\"}}";

        for (int i = 0; i < 2; i++) {
            assertThat(GoldenFiles.send(event.getBytes(StandardCharsets.UTF_8), handler))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("{\"ignored\":\"`CreateRobot` is not known\"}");
        }
        assertThat(handler.unknown()).containsExactly("CreateRobot");
    }

    @Test
    void failsOnWhatIsNotJson() {
        assertThatThrownBy(() -> GoldenFiles.send("{".getBytes(StandardCharsets.UTF_8), handler))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
