package dev.curfew.core.lifecycle;

import static dev.curfew.core.lifecycle.SampleIdentities.NOW;
import static dev.curfew.core.lifecycle.SampleIdentities.ago;
import static dev.curfew.core.lifecycle.SampleIdentities.key;
import static dev.curfew.core.lifecycle.SampleIdentities.tagged;
import static dev.curfew.core.lifecycle.SampleIdentities.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.core.identity.Finding;
import dev.curfew.core.identity.Identity;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SponsorsTest {

    private static final String IAM = "arn:aws:iam::123456789012:";
    private static final Identity ANN = user("AIDAANN", "/people/", "ann", ago(900));

    @Test
    void aPersonsWordComesBeforeTagsAndMakers() {
        Limits.Owners owners = new Limits.Owners(List.of("team"), List.of(), Map.of());
        Identity service =
                tagged(user("AIDASVC", "/", "svc", ago(300)), Map.of("team", "payments"));
        Identity key = made(key("AKIA1", service, ago(100)), IAM + "user/people/bob");
        assertThat(Sponsors.of(key, service, owners)).isEqualTo("payments");

        Identity named = service.edit().owner("data-team").done();

        assertThat(Sponsors.of(named, null, owners)).isEqualTo("data-team");
        assertThat(Sponsors.of(key, named, owners)).isEqualTo("data-team");
        assertThat(Sponsors.of(key.edit().owner("ops").done(), named, owners)).isEqualTo("ops");
    }

    @ParameterizedTest(name = "tag {0}, made by {1}, sponsors {2}: orphaned {3}")
    @CsvSource({
        // A user who is there, or gone.
        ", arn:aws:iam::123456789012:user/people/ann, , false",
        ", arn:aws:iam::123456789012:user/people/bob, , true",
        ", arn:aws:iam::123456789012:user/people/bob, bob, false",
        ", arn:aws:iam::123456789012:user/ann, , false",
        ", arn:aws:iam::999999999999:user/bob, , false",
        ", arn:aws:iam::999999999999:user/bob, payments, true",
        // A tag decides before the creator.
        "ann, arn:aws:iam::123456789012:user/people/bob, payments, false",
        "ANN, arn:aws:iam::123456789012:user/people/bob, payments, false",
        "bob, arn:aws:iam::123456789012:user/people/ann, payments, true",
        "Payments, arn:aws:iam::123456789012:user/people/bob, payments, false",
        "arn:aws:iam::123456789012:user/bob, , , true",
        // Without a list of sponsors, who is no user cannot be judged.
        "bob, , , false",
        ", arn:aws:sts::123456789012:assumed-role/ci/run-7, , false",
        ", arn:aws:sts::123456789012:assumed-role/ci/run-7, payments, true",
        ", arn:aws:sts::123456789012:assumed-role/ci/run-7, ci, false",
        ", arn:aws:sts::123456789012:assumed-role/ci/run-7, arn:aws:iam::123456789012:role/build/ci, false",
        ", arn:aws:sts::123456789012:assumed-role/ci/run-7, arn:aws:iam::123456789012:role/build/xci, true",
        ", arn:aws:sts::123456789012:assumed-role/sso/ann@example.com, ann@example.com, false",
        ", , payments, false",
        ", cloudformation.amazonaws.com, payments, false",
        ", arn:aws:iam::123456789012:root, payments, false"
    })
    void whoseOwnerIsGoneIsOrphaned(
            @Nullable String tag,
            @Nullable String maker,
            @Nullable String sponsor,
            boolean orphaned) {
        Identity service = made(user("AIDASVC", "/", "svc", ago(300)), maker);
        Identity bearer = tag == null ? service : tagged(service, Map.of("team", tag));
        Identity key = made(key("AKIA1", bearer, ago(100)), maker);
        Limits.Owners owners =
                new Limits.Owners(
                        List.of("owner", "team"),
                        sponsor == null ? List.of() : List.of(sponsor),
                        Map.of());

        Map<String, Finding> found =
                Sponsors.orphaned(List.of(made(ANN, null), bearer, key), owners, NOW);

        assertThat(found.keySet()).isEqualTo(orphaned ? Set.of("AIDASVC", "AKIA1") : Set.of());
    }

    @Test
    void aCredentialWhoseUserIsNotKnownCannotBeJudged() {
        Identity key = made(key("AKIA1", ANN, ago(100)), IAM + "user/bob");

        assertThat(Sponsors.orphaned(List.of(key), Limits.DEFAULT.owners(), NOW)).isEmpty();
    }

    @Test
    void aFindingThatStoodBeforeStandsSinceThen() {
        Finding before = new Finding(Finding.Kind.ORPHANED, ago(9), "as it was put then");
        Finding other = new Finding(Finding.Kind.STALE, ago(9), "stale");
        Identity service =
                made(user("AIDASVC", "/", "svc", ago(300)), IAM + "user/bob")
                        .edit()
                        .findings(List.of(other, before))
                        .first();

        Finding now =
                Objects.requireNonNull(
                        Sponsors.orphaned(List.of(service), Limits.DEFAULT.owners(), NOW)
                                .get("AIDASVC"));

        assertThat(now.since()).isEqualTo(ago(9));
        assertThat(Sponsors.replace(service, now)).containsExactly(other, now);
        assertThat(Sponsors.replace(service, null)).containsExactly(other);
        assertThat(Sponsors.of(service, null, Limits.DEFAULT.owners())).startsWith(IAM);
    }

    private static Identity made(Identity identity, @Nullable String by) {
        return identity.edit().created(new Identity.Creation(by, ago(300))).first();
    }
}
