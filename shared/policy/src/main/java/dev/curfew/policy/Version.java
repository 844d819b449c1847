package dev.curfew.policy;

/** The version of the policy language; a document that names none is written in the older one. */
public enum Version {
    /** Knows no policy variables: {@code ${…}} is plain text. */
    V2008("2008-10-17"),
    /** Knows policy variables. */
    V2012("2012-10-17");

    private final String date;

    Version(String date) {
        this.date = date;
    }

    /** The date that stands in a document. */
    public String date() {
        return date;
    }
}
