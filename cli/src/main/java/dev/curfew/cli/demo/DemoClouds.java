package dev.curfew.cli.demo;

import java.util.function.Consumer;

/** Where the demo gets its cloud. */
public interface DemoClouds {

    /**
     * Starts a cloud and deploys Curfew to it.
     *
     * @param progress told what takes its time
     */
    DemoCloud open(String stack, Consumer<String> progress);
}
