package dev.curfew.cli.demo;

/** A step of the story came out otherwise than told. */
final class DoesNotHold extends RuntimeException {

    private final String step;

    DoesNotHold(String step, String why) {
        super(why);
        this.step = step;
    }

    String step() {
        return step;
    }
}
