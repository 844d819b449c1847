package dev.curfew.cli.console;

import dev.curfew.cli.console.Deed.Field;
import dev.curfew.cli.console.Deed.Statement;
import dev.curfew.cli.stack.Answer;
import dev.curfew.cli.stack.Trouble;
import dev.curfew.cli.terminal.Visible;
import dev.curfew.core.refusal.Problem;
import dev.curfew.core.refusal.Refusal;
import dev.curfew.local.web.Call;
import dev.curfew.local.web.Markup;
import dev.curfew.local.web.Reply;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The page of a deed: looked at, it states what would happen and does nothing; posted, it has it
 * done and tells what became of it.
 */
final class DeedPage {

    private static final int LONGEST = 256;
    private static final Pattern DAYS = Pattern.compile("[1-9]|[1-8][0-9]|90");

    private final Deed deed;
    private final Shell shell;
    private final Clock clock;

    DeedPage(Deed deed, Shell shell, Clock clock) {
        this.deed = deed;
        this.shell = shell;
        this.clock = clock;
    }

    Reply answer(Call call) {
        Instant now = clock.instant();
        Map<String, String> given = call.isPost() ? call.form() : Map.of();
        String id = (call.isPost() ? given : call.asked()).getOrDefault(deed.page(), "");
        try {
            Optional<Statement> stated = deed.state(id, now);
            if (stated.isEmpty()) {
                return page(404, "There is no such " + deed.page(), now, Gone.of(id));
            }
            if (!call.isPost()) {
                return page(
                        200, stated.get().title(), now, ask(stated.get(), id, given, List.of()));
            }
            List<String> wrong = wrong(stated.get(), given);
            return wrong.isEmpty()
                    ? carriedOut(stated.get(), id, given)
                    : page(400, stated.get().title(), now, ask(stated.get(), id, given, wrong));
        } catch (Trouble trouble) {
            return page(502, "That is not known now", now, told(trouble));
        }
    }

    private static List<String> wrong(Statement stated, Map<String, String> given) {
        List<String> wrong = new ArrayList<>();
        for (Field field : stated.fields()) {
            String value = given.getOrDefault(field.name(), "").strip();
            if (value.isEmpty()) {
                wrong.add(field.label() + " is missing.");
            } else if (field.days() && !DAYS.matcher(value).matches()) {
                wrong.add(field.label() + " must be a number from 1 to 90.");
            } else if (value.length() > LONGEST) {
                wrong.add(field.label() + " is longer than " + LONGEST + " characters.");
            }
        }
        return wrong;
    }

    private Markup ask(Statement stated, String id, Map<String, String> given, List<String> wrong) {
        List<Markup> consequences = new ArrayList<>();
        stated.consequences().forEach(each -> consequences.add(Markup.of("<li>{}</li>", each)));
        List<Markup> fields = new ArrayList<>();
        stated.fields()
                .forEach(field ->
                        fields.add(field(field, given.getOrDefault(field.name(), field.value()))));
        return Markup.of(
                "{}<div class=\"card\">{}</div><section aria-labelledby=\"will-h\"><h2 id=\"will-h\">What will happen</h2>"
                        + "<ul class=\"will\">{}</ul></section><form class=\"deed\" method=\"post\" action=\"{}\"><input"
                        + " type=\"hidden\" name=\"{}\" value=\"{}\">{}<p class=\"actions\"><button class=\"{}\">{}</button> <a"
                        + " class=\"button\" href=\"{}\">Leave it as it is</a></p></form>",
                problems(wrong),
                stated.facts(),
                Markup.join(consequences),
                deed.name(),
                deed.page(),
                id,
                Markup.join(fields),
                deed.takes() ? "danger" : "primary",
                deed.button(),
                Urls.to(deed.page(), "id", id));
    }

    private static Markup problems(List<String> wrong) {
        if (wrong.isEmpty()) {
            return Markup.NOTHING;
        }
        List<Markup> items = new ArrayList<>();
        wrong.forEach(each -> items.add(Markup.of("<li>{}</li>", each)));
        return Markup.of(
                "<div class=\"notice bad\" role=\"alert\"><p><b>Nothing was done yet.</b></p><ul>{}</ul></div>",
                Markup.join(items));
    }

    private static Markup field(Field field, String value) {
        Markup input =
                field.days()
                        ? Markup.of(
                                "<input id=\"{}\" name=\"{}\" type=\"number\" min=\"1\" max=\"90\" required value=\"{}\""
                                        + " aria-describedby=\"{}-help\">",
                                field.name(),
                                field.name(),
                                value,
                                field.name())
                        : Markup.of(
                                "<input id=\"{}\" name=\"{}\" required maxlength=\"{}\" value=\"{}\" autocomplete=\"off\""
                                        + " aria-describedby=\"{}-help\">",
                                field.name(),
                                field.name(),
                                LONGEST,
                                value,
                                field.name());
        return Markup.of(
                "<p class=\"field\"><label for=\"{}\">{}</label>{}<span class=\"quiet\" id=\"{}-help\">{}</span></p>",
                field.name(),
                field.label(),
                input,
                field.name(),
                field.help());
    }

    private Reply carriedOut(Statement stated, String id, Map<String, String> given) {
        Answer answer = deed.carryOut(id, given);
        Instant now = clock.instant();
        Markup links =
                Markup.of(
                        "<p class=\"actions\"><a class=\"button\" href=\"{}\">See it as it stands</a> <a class=\"button\""
                                + " href=\"{}\">Its journal</a></p>",
                        Urls.to(deed.page(), "id", id),
                        Urls.to("journal", "subject", id));
        return switch (answer) {
            case Answer.Done(var done) ->
                    page(
                            200,
                            stated.title() + ": done",
                            now,
                            Markup.of(
                                    "<div class=\"notice good\" role=\"status\"><p><b>Done.</b></p>{}</div>{}",
                                    deed.told(done, now),
                                    links));
            case Answer.Refused(var refusal) ->
                    page(
                            409,
                            stated.title() + ": refused",
                            now,
                            Markup.join(List.of(told(refusal), links)));
        };
    }

    private static Markup told(Refusal refusal) {
        List<Markup> problems = new ArrayList<>();
        for (Problem problem : refusal.problems()) {
            problems.add(
                    Markup.of(
                            "<li>{}: {} ({})</li>",
                            Words.code(problem.path()),
                            Words.said(problem.message()),
                            Words.said(problem.help())));
        }
        return Markup.of(
                "<div class=\"notice bad\" role=\"alert\"><p><b>Curfew refused, and nothing was done:</b> {}</p><ul>{}</ul>"
                        + "<p><b>What to do:</b> {}</p><p class=\"quiet\">{}</p></div>",
                Words.said(refusal.message()),
                Markup.join(problems),
                Words.said(refusal.help()),
                Words.code(refusal.code()));
    }

    private static Markup told(Trouble trouble) {
        return Markup.of(
                "<div class=\"notice bad\" role=\"alert\"><p><b>{}</b></p><p><b>What to do:</b> {}</p></div>",
                Visible.text(trouble.getMessage()),
                Visible.text(trouble.help()));
    }

    private Reply page(int status, String title, Instant now, Markup content) {
        return shell.page(status, title, deed.tab(), now, content);
    }
}
