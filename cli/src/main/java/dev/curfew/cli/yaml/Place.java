package dev.curfew.cli.yaml;

/** A line of a file, counted from 1. It prints as compilers print it, which editors can follow. */
public record Place(String file, int line) {

    @Override
    public String toString() {
        return file + ":" + line;
    }
}
