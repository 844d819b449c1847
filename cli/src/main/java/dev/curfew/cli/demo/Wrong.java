package dev.curfew.cli.demo;

/** Something came out otherwise than told; the step that it belongs to is named by the story. */
final class Wrong extends RuntimeException {

    Wrong(String why) {
        super(why);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
