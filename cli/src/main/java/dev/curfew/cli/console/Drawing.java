package dev.curfew.cli.console;

import dev.curfew.cli.command.LeaseTree;
import dev.curfew.cli.command.Standing;
import dev.curfew.cli.terminal.Visible;
import dev.curfew.local.web.Markup;
import java.util.ArrayList;
import java.util.List;

/** A tree of leases as a picture; the list beside it says the same in words. */
final class Drawing {

    private static final int WIDTH = 190;
    private static final int HEIGHT = 48;
    private static final int ACROSS = 60;
    private static final int DOWN = 16;
    private static final int LETTERS = 22;

    /** Of a lease that was handed on more often, only the list shows all. */
    private static final int MOST = 60;

    private final List<Markup> lines = new ArrayList<>();
    private final List<Markup> boxes = new ArrayList<>();
    private int row;
    private int columns;

    private Drawing() {}

    static Markup of(LeaseTree tree) {
        if (tree.all().count() > MOST) {
            return Markup.NOTHING;
        }
        Drawing drawing = new Drawing();
        drawing.place(tree, 0);
        int width = drawing.columns * (WIDTH + ACROSS) - ACROSS + 2;
        int height = drawing.row * (HEIGHT + DOWN) - DOWN + 2;
        return Markup.of(
                "<div class=\"wide\"><svg aria-hidden=\"true\" class=\"drawing\" width=\"{}\" height=\"{}\" viewBox=\"-1 -1 {} {}\">{}{}</svg></div>",
                width,
                height,
                width,
                height,
                Markup.join(drawing.lines),
                Markup.join(drawing.boxes));
    }

    /** Draws a tree with its top in that column, and answers the middle of its top. */
    private int place(LeaseTree tree, int column) {
        columns = Math.max(columns, column + 1);
        List<Integer> below = new ArrayList<>();
        for (LeaseTree each : tree.delegated()) {
            below.add(place(each, column + 1));
        }
        int middle =
                below.isEmpty()
                        ? row++ * (HEIGHT + DOWN) + HEIGHT / 2
                        : (below.getFirst() + below.getLast()) / 2;
        int x = column * (WIDTH + ACROSS);
        for (int end : below) {
            line(x + WIDTH, middle, x + WIDTH + ACROSS, end);
        }
        box(tree.top(), x, middle - HEIGHT / 2);
        return middle;
    }

    private void line(int x, int y, int toX, int toY) {
        int half = (x + toX) / 2;
        lines.add(
                Markup.of(
                        "<path d=\"M{} {} C{} {} {} {} {} {}\"/>",
                        x,
                        y,
                        half,
                        y,
                        half,
                        toY,
                        toX,
                        toY));
    }

    private void box(Standing standing, int x, int y) {
        boxes.add(
                Markup.of(
                        "<g class=\"{}\"><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"8\"/><circle cx=\"{}\" cy=\"{}\" r=\"4\"/>"
                                + "<text x=\"{}\" y=\"{}\">{}</text><text class=\"id\" x=\"{}\" y=\"{}\">{}</text></g>",
                        Words.plain(Tone.of(standing.state())),
                        x,
                        y,
                        WIDTH,
                        HEIGHT,
                        x + 14,
                        y + 18,
                        x + 26,
                        y + 22,
                        shortened(standing.lease().grant().agent()),
                        x + 26,
                        y + 38,
                        standing.lease().id()));
    }

    private static String shortened(String text) {
        String visible = Visible.text(text);
        int letters = visible.codePointCount(0, visible.length());
        return letters <= LETTERS
                ? visible
                : visible.substring(0, visible.offsetByCodePoints(0, LETTERS - 1)) + "…";
    }
}
