package dev.curfew.local;

import dev.curfew.local.testing.TestCloud;
import java.nio.file.Path;

/** Starts a cloud that is to end with it, says its process id, and waits to be killed. */
final class Launcher {
    private Launcher() {}

    public static void main(String[] arguments) throws InterruptedException {
        var workspace = new Workspace(TestCloud.checkout().root(), Path.of(arguments[0]));
        LocalCloud cloud =
                LocalCloud.start(workspace, CloudOptions.foreground(), Progress.silent()).cloud();
        System.out.println(cloud.pid());
        Thread.currentThread().join();
    }
}
