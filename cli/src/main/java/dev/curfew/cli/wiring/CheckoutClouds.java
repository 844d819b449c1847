package dev.curfew.cli.wiring;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.cli.cloud.LocalAccess;
import dev.curfew.cli.cloud.LocalClouds;
import dev.curfew.cli.stack.Answer;
import dev.curfew.cli.stack.Function;
import dev.curfew.cli.stack.Stack;
import dev.curfew.cli.stack.Trouble;
import dev.curfew.core.document.Json;
import dev.curfew.core.refusal.Refusal;
import dev.curfew.local.CloudOptions;
import dev.curfew.local.LocalCloud;
import dev.curfew.local.LocalDeployment;
import dev.curfew.local.LocalFailure;
import dev.curfew.local.Progress;
import dev.curfew.local.SlackProcess;
import dev.curfew.local.Workspace;
import dev.curfew.local.slack.Places;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.exception.SdkException;

/** The local cloud that lives in a checkout. */
public final class CheckoutClouds implements LocalClouds {

    private final Checkout checkout;

    public CheckoutClouds(Checkout checkout) {
        this.checkout = checkout;
    }

    @Override
    public Optional<LocalAccess> running() {
        return attempt(() -> LocalCloud.attach(workspace()).map(CheckoutClouds::access));
    }

    @Override
    public void run(String stack, Consumer<LocalAccess> ready, Consumer<String> progress) {
        attempt(() -> {
            LocalCloud cloud = up(workspace(), CloudOptions.foreground(), stack, progress);
            letThePagesPersonPress(cloud, stack);
            ready.accept(access(cloud));
            cloud.awaitEnd();
            return cloud;
        });
    }

    @Override
    public LocalAccess detach(String stack, Consumer<String> progress) {
        return attempt(() -> {
            LocalCloud cloud = up(workspace(), CloudOptions.detached(), stack, progress);
            letThePagesPersonPress(cloud, stack);
            return access(cloud);
        });
    }

    @Override
    public Optional<URI> slack() {
        return attempt(() -> SlackProcess.link(workspace()));
    }

    @Override
    public boolean down() {
        return attempt(() -> {
            Optional<LocalCloud> cloud = LocalCloud.attach(workspace());
            LocalCloud.end(workspace());
            return cloud.isPresent();
        });
    }

    /** Starts a cloud and deploys Curfew to it; when that fails, nothing stays behind. */
    static LocalCloud up(
            Workspace workspace, CloudOptions options, String stack, Consumer<String> progress) {
        Progress lines = progress::accept;
        LocalCloud.Start start = LocalCloud.start(workspace, options, lines);
        boolean deployed = false;
        try {
            LocalDeployment.withPage(start.cloud(), stack, lines);
            deployed = true;
            return start.cloud();
        } finally {
            if (!deployed && start instanceof LocalCloud.Start.Started) {
                start.cloud().stop();
            }
        }
    }

    /**
     * Whoever looks at the page in place of Slack may press its buttons, until limits of somebody's
     * own say who may.
     */
    private static void letThePagesPersonPress(LocalCloud cloud, String stack) {
        Stack curfew = new AwsStacks(() -> Access.of(access(cloud))).open(stack);
        if (curfew.terms().limits().version() > 0) {
            return;
        }
        ObjectNode request = Json.MAPPER.createObjectNode().put("operation", "limits.apply");
        request.putObject("limits")
                .putArray("people")
                .addObject()
                .put("slack", Places.USER)
                .put("name", "you");
        if (curfew.invoke(Function.OPERATE, request) instanceof Answer.Refused(Refusal refusal)) {
            throw new Trouble(refusal.message(), refusal.help());
        }
    }

    static LocalAccess access(LocalCloud cloud) {
        AwsCredentials keys = cloud.credentials().resolveCredentials();
        return new LocalAccess(
                cloud.endpoint(),
                LocalCloud.REGION.id(),
                keys.accessKeyId(),
                keys.secretAccessKey());
    }

    /** Tells what local says in the command's own words. */
    static <T> T attempt(Supplier<T> work) {
        try {
            return work.get();
        } catch (LocalFailure failure) {
            throw new Trouble(String.valueOf(failure.getMessage()), failure.help(), failure);
        } catch (SdkException failure) {
            throw Troubles.of("set up the local cloud", failure);
        }
    }

    private Workspace workspace() {
        return Workspace.of(checkout.root());
    }
}
