package dev.curfew.core.slack;

/** Hears what went wrong and did not stop the answer. */
public interface Troubles {
    void met(String what, RuntimeException cause);
}
