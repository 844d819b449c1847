package dev.curfew.policy;

/** What a statement does to the requests it matches. */
public enum Effect {
    ALLOW("Allow"),
    DENY("Deny");

    private final String text;

    Effect(String text) {
        this.text = text;
    }

    /** The word that stands in a document. */
    public String text() {
        return text;
    }
}
