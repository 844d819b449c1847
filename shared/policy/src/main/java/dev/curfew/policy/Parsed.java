package dev.curfew.policy;

import java.util.List;

/** What became of a policy document: a policy, or everything that is wrong with it. */
public sealed interface Parsed {
    record Valid(Policy policy) implements Parsed {}

    /** Holds at least one problem, in the order of the document. */
    record Invalid(List<Problem> problems) implements Parsed {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
