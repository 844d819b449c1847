package dev.curfew.local;

import dev.curfew.local.slack.Places;
import dev.curfew.local.slack.SlackSecret;
import java.net.URI;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** The secret of the page that stands where Slack would, kept where that of Slack would be. */
public final class SlackSecrets {
    private static final String NAME = "curfew/slack-on-this-machine";

    private SlackSecrets() {}

    /** A secret and where it is kept. */
    public record Kept(String arn, SlackSecret secret) {
        /** The way to a page that has this secret and is at that address. */
        public SlackConnection at(URI endpoint) {
            return new SlackConnection(endpoint, arn, Places.CHANNEL);
        }
    }

    /** The one secret of a cloud, made at random when it has none yet. */
    public static Kept of(LocalCloud cloud) {
        try (SecretsManagerClient secrets = cloud.client(SecretsManagerClient.builder())) {
            try {
                GetSecretValueResponse kept = secrets.getSecretValue(get -> get.secretId(NAME));
                return new Kept(kept.arn(), SlackSecret.parse(kept.secretString()));
            } catch (ResourceNotFoundException e) {
                SlackSecret secret = SlackSecret.random();
                String arn =
                        secrets.createSecret(make -> make.name(NAME).secretString(secret.json()))
                                .arn();
                return new Kept(arn, secret);
            }
        }
    }
}
