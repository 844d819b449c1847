package dev.curfew.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.local.Stacks.Deployed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Curfew as deployed on a local cloud, from the same templates as on AWS. */
public final class LocalDeployment {
    /** The stack that Curfew is deployed as unless told otherwise. */
    public static final String STACK = "curfew";

    private final LocalCloud cloud;
    private final Progress progress;
    private final @Nullable SlackConnection page;

    public LocalDeployment(LocalCloud cloud, Progress progress) {
        this(cloud, progress, null);
    }

    private LocalDeployment(LocalCloud cloud, Progress progress, @Nullable SlackConnection page) {
        this.cloud = cloud;
        this.progress = progress;
        this.page = page;
    }

    /** The same, with a page that stands where Slack would. */
    public LocalDeployment withSlack(SlackConnection connection) {
        return new LocalDeployment(cloud, progress, connection);
    }

    /**
     * Starts a local cloud, or takes the one that runs, and brings Curfew on it up to date. When a
     * cloud was started here and the deployment fails, it is stopped again.
     */
    public static Up up(Workspace workspace, CloudOptions options, Progress progress) {
        LocalCloud.Start start = LocalCloud.start(workspace, options, progress);
        boolean deployed = false;
        try {
            Deployed curfew = withPage(start.cloud(), STACK, progress);
            deployed = true;
            return new Up(start, curfew);
        } finally {
            if (!deployed && start instanceof LocalCloud.Start.Started) {
                start.cloud().stop();
            }
        }
    }

    /** Brings Curfew up to date, and the page that stands where Slack would with it. */
    public static Deployed withPage(LocalCloud cloud, String stack, Progress progress) {
        return new LocalDeployment(cloud, progress)
                .withSlack(SlackProcess.start(cloud, stack, progress))
                .curfew(stack, Map.of());
    }

    /** A cloud and what stands on it. */
    public record Up(LocalCloud.Start start, Deployed curfew) {
        public LocalCloud cloud() {
            return start.cloud();
        }
    }

    /**
     * Deploys the checkout's template.yaml and functions; where neither changed, nothing is done.
     */
    public Deployed curfew() {
        return curfew(STACK, Map.of());
    }

    /**
     * Deploys Curfew under another name, or with other parameters than the template's defaults.
     * Unless they say otherwise, its deployer is the account's root user, whose credentials these
     * are.
     */
    public Deployed curfew(String stack, Map<String, String> parameters) {
        return curfew(stack, parameters, page == null ? null : page.endpoint());
    }

    /**
     * The same, beside something that stands where Slack would.
     *
     * @param slack the address of its root; null for none
     */
    public Deployed curfew(String stack, Map<String, String> parameters, @Nullable URI slack) {
        Workspace workspace = cloud.workspace();
        Path archive = workspace.root().resolve("functions/target/functions-local.zip");
        if (!Files.isRegularFile(archive)) {
            throw new LocalFailure(
                    "the functions are not built: there is no `%s`".formatted(archive),
                    "run ./curfew, or mvn package");
        }
        return progress.during(
                "Deploying " + stack,
                () -> {
                    Overlay.Code code = upload(archive);
                    ObjectNode template = Template.read(workspace.root().resolve("template.yaml"));
                    try (Stacks stacks = new Stacks(cloud)) {
                        return stacks.deploy(
                                stack,
                                Overlay.functions(template, code, cloud.endpoint(), slack),
                                given(template, parameters));
                    }
                });
    }

    private Map<String, String> given(ObjectNode template, Map<String, String> parameters) {
        Map<String, String> all = new TreeMap<>();
        // Here it costs nothing.
        all.put("WatchKeys", "true");
        all.put("Deployer", "arn:aws:iam::" + LocalCloud.ACCOUNT + ":root");
        if (page != null && template.path("Parameters").has("SlackSecret")) {
            all.put("SlackSecret", page.secretArn());
            all.put("SlackChannel", page.channel());
        }
        all.putAll(parameters);
        return all;
    }

    /** Makes a role that Curfew may hand out, with brokered-role.yaml as it is. */
    public Deployed brokeredRole(String roleName, String policy) {
        return brokeredRole(STACK, roleName, policy);
    }

    /** Makes a role that the Curfew of that stack may hand out. */
    public Deployed brokeredRole(String stack, String roleName, String policy) {
        ObjectNode template = Template.read(cloud.workspace().root().resolve("brokered-role.yaml"));
        return progress.during(
                "Deploying the role " + roleName,
                () -> {
                    try (Stacks stacks = new Stacks(cloud)) {
                        return stacks.deploy(
                                stack + "-role-" + roleName,
                                template,
                                Map.of(
                                        "RoleName",
                                        roleName,
                                        "Policy",
                                        policy,
                                        "CurfewStack",
                                        stack));
                    }
                });
    }

    private Overlay.Code upload(Path archive) {
        try (Artifacts artifacts = new Artifacts(cloud)) {
            return new Overlay.Code(
                    Artifacts.BUCKET,
                    artifacts.put("functions/", ".zip", Files.readAllBytes(archive)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
