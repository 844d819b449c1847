package dev.curfew.aws;

import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.ContextBlock;
import com.slack.api.model.block.HeaderBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.ConfirmationDialogObject;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import dev.curfew.core.notice.Digest;
import dev.curfew.core.notice.Notice;
import java.util.ArrayList;
import java.util.List;

/**
 * Notices in Block Kit, within Slack's limits: https://docs.slack.dev/reference/block-kit/blocks
 *
 * <p>Every text is a plain text object. What an action is called and carries is what the function
 * that hears the buttons goes by.
 */
final class SlackBlocks {

    private static final int HEADER = 150;
    private static final int TEXT = 3_000;
    private static final int FACT = 600;
    private static final int EVIDENCE = 300;
    private static final int VALUE = 2_000;
    private static final int CONFIRM = 300;

    /** Slack refuses a message whose blocks hold more than about 13,000 characters. */
    private static final int MOST_FACTS = 12;

    private SlackBlocks() {}

    /** What a phone shows: our own words alone. */
    static String summary(Notice notice) {
        return SlackText.line("Curfew: " + notice.title(), HEADER);
    }

    static String summary(Digest digest) {
        return "Curfew: " + digest.total() + " notices at once";
    }

    static List<LayoutBlock> of(Notice notice) {
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(header(notice.title()));
        List<String> facts =
                notice.facts().stream()
                        .limit(MOST_FACTS)
                        .map(fact -> fact.label() + ": " + oneLine(fact.text(), FACT))
                        .toList();
        blocks.add(section(String.join("\n", facts)));
        if (!notice.evidence().isEmpty()) {
            List<String> lines = new ArrayList<>(List.of("Evidence"));
            notice.evidence().forEach(each -> lines.add("• " + oneLine(each, EVIDENCE)));
            blocks.add(section(String.join("\n", lines)));
        }
        if (notice.next() != null) {
            blocks.add(section("What happens next: " + notice.next()));
        }
        if (!notice.buttons().isEmpty()) {
            blocks.add(
                    ActionsBlock.builder()
                            .elements(
                                    notice.buttons().stream()
                                            .map(SlackBlocks::button)
                                            .map(BlockElement.class::cast)
                                            .toList())
                            .build());
        }
        blocks.add(
                ContextBlock.builder()
                        .elements(
                                List.of(
                                        plain(
                                                SlackText.line(
                                                        notice.at() + " · event " + notice.event(),
                                                        VALUE))))
                        .build());
        return blocks;
    }

    static List<LayoutBlock> of(Digest digest) {
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(header(digest.total() + " notices at once"));
        List<String> counts = new ArrayList<>();
        digest.counts().forEach((type, count) -> counts.add(count + " × " + type));
        blocks.add(section(String.join("\n", counts)));
        for (Notice notice : digest.first()) {
            String who =
                    notice.facts().isEmpty()
                            ? ""
                            : "\n"
                                    + notice.facts().getFirst().label()
                                    + ": "
                                    + oneLine(notice.facts().getFirst().text(), EVIDENCE);
            blocks.add(
                    SectionBlock.builder()
                            .text(plain(SlackText.lines(notice.title() + who, TEXT)))
                            .accessory(show(notice))
                            .build());
        }
        blocks.add(
                section(
                        (digest.total() > digest.first().size()
                                        ? "These are the first. All of them: "
                                        : "More about them: ")
                                + "./curfew finding list, ./curfew identity list and ./curfew lease list"));
        return blocks;
    }

    private static @org.jspecify.annotations.Nullable ButtonElement show(Notice notice) {
        return notice.buttons().stream()
                .filter(each -> each.act() == Notice.Act.SHOW)
                .findFirst()
                .map(SlackBlocks::button)
                .orElse(null);
    }

    private static ButtonElement button(Notice.Button button) {
        ButtonElement.ButtonElementBuilder built =
                ButtonElement.builder().value(SlackText.line(button.target(), VALUE));
        return switch (button.act()) {
            case RESTORE ->
                    built.actionId("curfew.restore")
                            .text(plain("Restore"))
                            .style("primary")
                            .confirm(
                                    confirm(
                                            "Restore it?",
                                            "It can be used again at once: " + button.target(),
                                            "Restore",
                                            "primary"))
                            .build();
            case EXEMPT ->
                    built.actionId("curfew.exempt")
                            .text(plain("Exempt 30 days"))
                            .confirm(
                                    confirm(
                                            "Exempt it for 30 days?",
                                            "No limit counts for so long: " + button.target(),
                                            "Exempt",
                                            "danger"))
                            .build();
            case REVOKE ->
                    built.actionId("curfew.revoke")
                            .text(plain("Revoke now"))
                            .style("danger")
                            .confirm(
                                    confirm(
                                            "Revoke it now?",
                                            "It ends at once, with all that was delegated from it, and"
                                                    + " cannot be restored: "
                                                    + button.target(),
                                            "Revoke",
                                            "danger"))
                            .build();
            case SHOW -> built.actionId("curfew.show").text(plain("Show")).build();
        };
    }

    private static ConfirmationDialogObject confirm(
            String title, String text, String yes, String style) {
        return ConfirmationDialogObject.builder()
                .title(plain(title))
                .text(plain(SlackText.line(text, CONFIRM)))
                .confirm(plain(yes))
                .deny(plain("Cancel"))
                .style(style)
                .build();
    }

    /** Cut before it is put among others; made harmless with them. */
    private static String oneLine(String text, int longest) {
        String line = text.replace('\n', '?');
        return line.length() <= longest ? line : line.substring(0, longest) + "…";
    }

    private static HeaderBlock header(String text) {
        return HeaderBlock.builder().text(plain(SlackText.line(text, HEADER))).build();
    }

    private static SectionBlock section(String text) {
        return SectionBlock.builder().text(plain(SlackText.lines(text, TEXT))).build();
    }

    private static PlainTextObject plain(String text) {
        return PlainTextObject.builder().text(text).emoji(false).build();
    }
}
