package dev.curfew.bench;

import dev.curfew.policy.Answer;

/** Stops a benchmark whose question is not the one that it says it measures. */
final class Expect {
    private Expect() {}

    static void contained(boolean expected, Answer answer) {
        boolean as = expected ? answer.yes() : answer instanceof Answer.NotContained;
        if (!as) {
            throw new IllegalStateException("expected " + expected + " and found " + answer);
        }
    }
}
