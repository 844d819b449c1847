package dev.curfew.policy;

/** The strings that a dimension can hold at all, as a small automaton. */
enum Universe {
    /** {@code service:name}, both without colons, wildcards and spaces. */
    ACTION {
        @Override
        int step(int state, char c) {
            if (c == ':') {
                return state == 1 ? 2 : DEAD;
            }
            return c == '*' || c == '?' || Character.isWhitespace(c)
                    ? DEAD
                    : state == 0 ? 1 : state == 2 ? 3 : state;
        }

        @Override
        boolean accepts(int state) {
            return state == 3;
        }

        @Override
        String explicit(int state) {
            return ":";
        }
    },
    /**
     * Any text: what a resource may be is not for the engine to say. Likely is {@code *}, for an
     * action that knows no resources, or text of the form of an ARN: {@code arn:} and four more
     * colons.
     */
    RESOURCE {
        private static final String START = "arn:";
        private static final int STAR = 20;
        private static final int OTHER = 30;

        @Override
        int step(int state, char c) {
            if (state == 0 && c == '*') {
                return STAR;
            }
            if (state < START.length()) {
                return START.charAt(state) == c ? state + 1 : OTHER;
            }
            return state >= STAR ? OTHER : c == ':' && state < 8 ? state + 1 : state;
        }

        @Override
        boolean accepts(int state) {
            return true;
        }

        @Override
        boolean likely(int state) {
            return state == STAR || state == 8;
        }

        @Override
        String explicit(int state) {
            return state == 0
                    ? "a*"
                    : state < START.length()
                            ? START.substring(state, state + 1)
                            : state < 8 ? ":" : "";
        }
    },
    /** Any text. */
    VALUE {
        @Override
        int step(int state, char c) {
            return 0;
        }

        @Override
        boolean accepts(int state) {
            return true;
        }

        @Override
        String explicit(int state) {
            return "";
        }
    };

    static final int DEAD = -1;

    abstract int step(int state, char c);

    abstract boolean accepts(int state);

    /** Whether what is accepted is such as a real request holds: for examples, not for proofs. */
    boolean likely(int state) {
        return accepts(state);
    }

    /** The characters that are not like all others in a state. */
    abstract String explicit(int state);

    boolean likely(String text) {
        int state = 0;
        for (int i = 0; i < text.length() && state != DEAD; i++) {
            state = step(state, text.charAt(i));
        }
        return state != DEAD && likely(state);
    }
}
