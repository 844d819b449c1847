package dev.curfew.cli.command;

/** How wide a page is. */
final class Pages {

    /** Fits a terminal of 120 columns, also in a README. */
    static final int WIDTH = 110;

    private Pages() {}
}
