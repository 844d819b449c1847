package dev.curfew.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows under a heading, columns aligned. A cell too long for the page is cut in its middle. */
public final class Table {

    private static final String GAP = "  ";
    private static final String CUT = "..";
    private static final int NARROWEST = 8;

    private final int pageWidth;
    private final List<List<String>> rows = new ArrayList<>();

    /** A table for a page of that many characters. */
    public Table(int pageWidth, String... headings) {
        this.pageWidth = pageWidth;
        rows.add(List.of(headings));
    }

    public void row(String... cells) {
        if (cells.length != rows.getFirst().size()) {
            throw new IllegalArgumentException(
                    "a row of "
                            + cells.length
                            + " cells under "
                            + rows.getFirst().size()
                            + " headings");
        }
        rows.add(Arrays.stream(cells).map(Visible::text).toList());
    }

    List<String> lines() {
        int[] widths = widths();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private int[] widths() {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        int tooMuch = Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1) - pageWidth;
        for (; tooMuch > 0; tooMuch--) {
            int widest = widest(widths);
            if (widths[widest] <= NARROWEST) {
                break; // the page is narrower than any table of so many columns
            }
            widths[widest]--;
        }
        return widths;
    }

    private static int widest(int[] widths) {
        int widest = 0;
        for (int column = 1; column < widths.length; column++) {
            if (widths[column] > widths[widest]) {
                widest = column;
            }
        }
        return widest;
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = fit(row.get(column), widths[column]);
            line.append(cell).repeat(' ', widths[column] - cell.length()).append(GAP);
        }
        return line.toString().stripTrailing();
    }

    /**
     * The ends of a name tell most: an ARN's or an id's beginning is its kind, its end is who it
     * is.
     */
    private static String fit(String cell, int width) {
        if (cell.length() <= width) {
            return cell;
        }
        int end = (width - CUT.length() + 1) / 2;
        int start = width - CUT.length() - end;
        return cell.substring(0, start) + CUT + cell.substring(cell.length() - end);
    }
}
