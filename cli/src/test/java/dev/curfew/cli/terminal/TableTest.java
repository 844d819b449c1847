package dev.curfew.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void columnsAreAlignedAndLinesEndWithTheirText() {
        Table table = new Table(80, "KIND", "NAME");
        table.row("USER", "ci");
        table.row("ACCESS_KEY", "");

        assertThat(table.lines())
                .containsExactly("KIND        NAME", "USER        ci", "ACCESS_KEY");
    }

    @Test
    void theWidestColumnIsCutInTheMiddleUntilThePageIsWideEnough() {
        Table table = new Table(30, "KIND", "ARN");
        table.row("ROLE", "arn:aws:iam::000000000000:role/nightly-report");

        assertThat(table.lines()).containsExactly("KIND  ARN", "ROLE  arn:aws:iam..htly-report");
        assertThat(table.lines()).allMatch(line -> line.length() <= 30);
    }

    @Test
    void aPageTooNarrowForAnyTableStillGetsOne() {
        Table table = new Table(5, "A", "B");
        table.row("0123456789", "0123456789");

        assertThat(table.lines().getLast()).isEqualTo("012..789  012..789");
    }

    @Test
    void aCellFromOutsideCannotBreakItsLine() {
        Table table = new Table(80, "NAME");
        table.row("a\nb");

        assertThat(table.lines()).containsExactly("NAME", "a\\u000ab");
    }

    @Test
    void aRowHasAsManyCellsAsThereAreHeadings() {
        Table table = new Table(80, "A", "B");

        assertThatIllegalArgumentException().isThrownBy(() -> table.row("only one"));
    }
}
