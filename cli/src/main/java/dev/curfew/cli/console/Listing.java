package dev.curfew.cli.console;

import dev.curfew.local.web.Call;
import dev.curfew.local.web.Markup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which of many are asked for: those with a text, of a kind, one page of them.
 *
 * @param page the name of the page that lists them
 * @param asked what stands in the address
 */
record Listing(String page, Map<String, String> asked) {

    static final int LENGTH = 50;

    private static final String PAGE = "page";

    Listing {
        asked = Map.copyOf(asked);
    }

    static Listing of(String page, Call call) {
        return new Listing(page, call.asked());
    }

    String get(String name) {
        return asked.getOrDefault(name, "");
    }

    /** The value asked for, if it is one of these; else the first. */
    String oneOf(String name, List<String> values) {
        String value = get(name);
        return values.contains(value) ? value : values.getFirst();
    }

    /** Whether what is asked for stands in one of the texts, in whatever case. */
    boolean matches(Object... texts) {
        String wanted = get("text").strip().toLowerCase(Locale.ROOT);
        if (wanted.isEmpty()) {
            return true;
        }
        for (Object text : texts) {
            if (String.valueOf(text).toLowerCase(Locale.ROOT).contains(wanted)) {
                return true;
            }
        }
        return false;
    }

    /** The part of them that is on the page asked for. */
    <T> List<T> shown(List<T> all) {
        int from = (number(all.size()) - 1) * LENGTH;
        return all.subList(from, Math.min(all.size(), from + LENGTH));
    }

    private static int pages(int size) {
        return Math.max(1, (size + LENGTH - 1) / LENGTH);
    }

    private int number(int size) {
        try {
            return Math.clamp(Integer.parseInt(get(PAGE)), 1, pages(size));
        } catch (NumberFormatException none) {
            return 1;
        }
    }

    /** A choice of the filter: its name, its label, and the values with their labels. */
    record Choice(String name, String label, Map<String, String> values) {}

    /** The form that filters. */
    Markup filter(List<Choice> choices) {
        List<Markup> fields = new ArrayList<>();
        for (Choice choice : choices) {
            String chosen = oneOf(choice.name(), List.copyOf(choice.values().keySet()));
            List<Markup> options = new ArrayList<>();
            choice.values()
                    .forEach((value, label) ->
                            options.add(
                                    Markup.of(
                                            "<option value=\"{}\"{}>{}</option>",
                                            value,
                                            value.equals(chosen)
                                                    ? Markup.of(" selected")
                                                    : Markup.NOTHING,
                                            label)));
            fields.add(
                    Markup.of(
                            "<label>{} <select name=\"{}\">{}</select></label>",
                            choice.label(),
                            choice.name(),
                            Markup.join(options)));
        }
        return Markup.of(
                "<form class=\"filter\" role=\"search\" method=\"get\" action=\"{}\"><label>Text <input type=\"search\""
                        + " name=\"text\" value=\"{}\" autocomplete=\"off\"></label>{}<button>Show</button></form>",
                page,
                get("text"),
                Markup.join(fields));
    }

    /** How many there are, and the way to the other pages. */
    Markup pager(int size, String one, String many) {
        int number = number(size);
        int pages = pages(size);
        if (pages == 1) {
            return Markup.of("<p class=\"quiet\">{}</p>", Words.count(size, one, many));
        }
        List<Markup> links = new ArrayList<>();
        if (number > 1) {
            links.add(turn(number - 1, "Previous"));
        }
        if (number < pages) {
            links.add(turn(number + 1, "Next"));
        }
        return Markup.of(
                "<nav class=\"pager\" aria-label=\"Pages of the list\"><span>{}, page {} of {}</span>{}</nav>",
                Words.count(size, one, many),
                number,
                pages,
                Markup.join(links));
    }

    private Markup turn(int to, String label) {
        Map<String, String> other = new LinkedHashMap<>(asked);
        other.put(PAGE, String.valueOf(to));
        return Words.link(Urls.to(page, other), Markup.text(label));
    }
}
