package dev.curfew.bench;

/** What a run was asked for: {@code --pairs N --seed N}. */
record Options(int pairs, long seed) {
    static Options of(String[] arguments, int pairs) {
        long seed = 1;
        for (int i = 0; i < arguments.length; i += 2) {
            String value = i + 1 < arguments.length ? arguments[i + 1] : "";
            if (!value.matches("[0-9]{1,9}")) {
                throw new IllegalArgumentException("`" + arguments[i] + "` needs a whole number");
            }
            switch (arguments[i]) {
                case "--pairs" -> pairs = Integer.parseInt(value);
                case "--seed" -> seed = Long.parseLong(value);
                default ->
                        throw new IllegalArgumentException(
                                "`" + arguments[i] + "` is not an option: `--pairs N`, `--seed N`");
            }
        }
        return new Options(pairs, seed);
    }
}
