package dev.curfew.cli.wiring;

import dev.curfew.cli.demo.Account;
import dev.curfew.cli.demo.DemoCloud;
import dev.curfew.cli.demo.DemoClouds;
import dev.curfew.cli.stack.Stacks;
import dev.curfew.local.CloudOptions;
import dev.curfew.local.LocalCloud;
import dev.curfew.local.Progress;
import dev.curfew.local.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Clouds for the demo, each in a folder of its own that goes with it. */
public final class CheckoutDemoClouds implements DemoClouds {

    private static final String FOLDER = "demo";

    private final Checkout checkout;

    public CheckoutDemoClouds(Checkout checkout) {
        this.checkout = checkout;
    }

    @Override
    public DemoCloud open(String stack, Consumer<String> progress) {
        return CheckoutClouds.attempt(() -> {
            forgetThoseOfDeadProcesses();
            Workspace workspace = workspace(Long.toString(ProcessHandle.current().pid()));
            // Ends with this process whatever happens to it, also while it starts.
            LocalCloud cloud =
                    CheckoutClouds.up(workspace, CloudOptions.foreground(), stack, progress);
            return new Running(cloud, progress);
        });
    }

    private Workspace workspace(String name) {
        return Workspace.of(checkout.root()).apart(FOLDER + "/" + name);
    }

    private void forgetThoseOfDeadProcesses() {
        Path folder = checkout.root().resolve(".curfew").resolve(FOLDER);
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<String> names;
        try (Stream<Path> entries = Files.list(folder)) {
            names = entries.map(entry -> entry.getFileName().toString()).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        names.stream()
                .filter(name -> name.matches("[0-9]{1,18}"))
                .filter(name -> ProcessHandle.of(Long.parseLong(name)).isEmpty())
                .forEach(name -> LocalCloud.forget(workspace(name)));
    }

    private static final class Running implements DemoCloud {

        private final LocalCloud cloud;
        private final Access access;
        private final Account account;

        Running(LocalCloud cloud, Consumer<String> progress) {
            this.cloud = cloud;
            this.access = new Access(cloud.credentials(), LocalCloud.REGION, cloud.endpoint());
            Progress lines = progress::accept;
            this.account = new LocalAccount(cloud, access, lines);
        }

        @Override
        public URI endpoint() {
            return cloud.endpoint();
        }

        @Override
        public Stacks stacks() {
            return new AwsStacks(() -> access);
        }

        @Override
        public Stacks stacks(Account.Credential credential) {
            return new AwsStacks(() -> access.as(credential));
        }

        @Override
        public Account account() {
            return account;
        }

        @Override
        public void close() {
            CheckoutClouds.attempt(() -> {
                LocalCloud.forget(cloud.workspace());
                return true;
            });
        }
    }
}
