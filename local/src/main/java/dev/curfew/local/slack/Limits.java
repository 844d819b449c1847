package dev.curfew.local.slack;

/** What Slack's reference of Block Kit and of chat.postMessage says may be sent at most. */
final class Limits {
    static final int BLOCKS = 50;
    static final int ID = 255;
    static final int SECTION_TEXT = 3000;
    static final int FIELDS = 10;
    static final int FIELD_TEXT = 2000;
    static final int HEADER_TEXT = 150;
    static final int ACTIONS = 25;
    static final int CONTEXT = 10;
    static final int CONTEXT_TEXT = 3000;
    static final int BUTTON_TEXT = 75;
    static final int BUTTON_VALUE = 2000;
    static final int URL = 3000;
    static final int LABEL = 75;
    static final int ALT_TEXT = 2000;
    static final int CONFIRM_TITLE = 100;
    static final int CONFIRM_TEXT = 300;
    static final int CONFIRM_BUTTON = 30;

    /** All texts of a message's blocks together; Slack does not document it, and refuses above. */
    static final int ALL_TEXT = 13_200;

    static final int MESSAGE_TEXT = 40_000;

    private Limits() {}
}
