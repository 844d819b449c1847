package dev.curfew.policy;

/** The documented condition operators, without set operator and {@code IfExists}. */
public enum Comparison {
    STRING_EQUALS("StringEquals", Kind.STRING, false),
    STRING_NOT_EQUALS("StringNotEquals", Kind.STRING, true),
    STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", Kind.STRING, false),
    STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", Kind.STRING, true),
    STRING_LIKE("StringLike", Kind.STRING, false),
    STRING_NOT_LIKE("StringNotLike", Kind.STRING, true),
    NUMERIC_EQUALS("NumericEquals", Kind.NUMERIC, false),
    NUMERIC_NOT_EQUALS("NumericNotEquals", Kind.NUMERIC, true),
    NUMERIC_LESS_THAN("NumericLessThan", Kind.NUMERIC, false),
    NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", Kind.NUMERIC, false),
    NUMERIC_GREATER_THAN("NumericGreaterThan", Kind.NUMERIC, false),
    NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", Kind.NUMERIC, false),
    DATE_EQUALS("DateEquals", Kind.DATE, false),
    DATE_NOT_EQUALS("DateNotEquals", Kind.DATE, true),
    DATE_LESS_THAN("DateLessThan", Kind.DATE, false),
    DATE_LESS_THAN_EQUALS("DateLessThanEquals", Kind.DATE, false),
    DATE_GREATER_THAN("DateGreaterThan", Kind.DATE, false),
    DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", Kind.DATE, false),
    BOOL("Bool", Kind.BOOL, false),
    BINARY_EQUALS("BinaryEquals", Kind.BINARY, false),
    IP_ADDRESS("IpAddress", Kind.IP, false),
    NOT_IP_ADDRESS("NotIpAddress", Kind.IP, true),
    ARN_EQUALS("ArnEquals", Kind.ARN, false),
    ARN_LIKE("ArnLike", Kind.ARN, false),
    ARN_NOT_EQUALS("ArnNotEquals", Kind.ARN, true),
    ARN_NOT_LIKE("ArnNotLike", Kind.ARN, true),
    NULL("Null", Kind.NULL, false);

    /** What an operator's values are. */
    enum Kind {
        STRING(true, "a string"),
        NUMERIC(false, "a decimal number of at most 40 digits, such as 10 or 2.5"),
        DATE(
                false,
                "an ISO 8601 date and time such as 2026-01-31T12:00:00Z, or seconds since 1970"),
        BOOL(true, "true or false"),
        BINARY(false, "base64 text"),
        IP(false, "an IPv4 or IPv6 address or CIDR range such as 203.0.113.0/24"),
        ARN(true, "an ARN, with wildcards if need be"),
        NULL(false, "true (the key is absent) or false (it is present)");

        private final boolean variables;
        private final String help;

        Kind(boolean variables, String help) {
            this.variables = variables;
            this.help = help;
        }

        String help() {
            return help;
        }
    }

    private final String text;
    private final Kind kind;
    private final boolean negated;

    Comparison(String text, Kind kind, boolean negated) {
        this.text = text;
        this.kind = kind;
        this.negated = negated;
    }

    /** The operator's name in a document. */
    public String text() {
        return text;
    }

    Kind kind() {
        return kind;
    }

    boolean negated() {
        return negated;
    }

    boolean wildcards() {
        return this == STRING_LIKE || this == STRING_NOT_LIKE || kind == Kind.ARN;
    }

    boolean variables() {
        return kind.variables;
    }
}
