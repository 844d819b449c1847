package dev.curfew.core.lease;

import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names a lease: 12 lower-case letters and digits, about 62 random bits. It is also the name of the
 * lease's session and stands in the session tags of everything delegated from it.
 */
public record LeaseId(String value) {

    private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 12;
    private static final Pattern FORM = Pattern.compile("[0-9a-z]{" + LENGTH + "}");

    public LeaseId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a lease id is 12 lower-case letters and digits");
        }
    }

    /** The id that a text is; empty when it is none. */
    public static Optional<LeaseId> read(@Nullable String text) {
        return text == null || !FORM.matcher(text).matches()
                ? Optional.empty()
                : Optional.of(new LeaseId(text));
    }

    public static LeaseId random(RandomGenerator random) {
        StringBuilder id = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new LeaseId(id.toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
