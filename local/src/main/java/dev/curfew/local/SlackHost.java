package dev.curfew.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.curfew.local.slack.SlackPage;
import dev.curfew.local.slack.SlackSecret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** The process of the page that stands where Slack would. It ends with its cloud. */
final class SlackHost {
    private SlackHost() {}

    public static void main(String[] arguments) throws IOException {
        var workspace = new Workspace(Path.of(arguments[0]), Path.of(arguments[1]));
        JsonNode told = new ObjectMapper().readTree(System.in);
        SlackPage.open(
                told.required("port").intValue(),
                SlackSecret.parse(told.required("secret").asText()),
                told.required("linkKey").asText(),
                Clock.systemUTC(),
                () -> functionUrl(workspace));
        // However the cloud ends: nothing else may tell.
        ProcessHandle.of(told.required("cloud").longValue())
                .ifPresent(cloud -> cloud.onExit().join());
        System.exit(0);
    }

    /**
     * Asked for at each press: the page starts before the stack does, which is told its address.
     */
    private static Optional<URI> functionUrl(Workspace workspace) {
        Optional<SlackState> state = SlackState.read(workspace.slackFile());
        return LocalCloud.attach(workspace)
                .flatMap(cloud -> state.flatMap(page -> FunctionUrls.slack(cloud, page.stack())));
    }
}
