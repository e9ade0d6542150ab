package dev.clv.features.table;

import dev.clv.features.internal.cell.Blank;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Passes over what pandas, R and spreadsheets put around the columns of a table: a first column that numbers rows (with
 * no name, with the name {@code Unnamed: 0}, or without a place in the header), and columns at the end that have
 * neither names nor values. Not thread-safe.
 */
final class TableShape implements TableReader.Sink {

    private static final String INDEX_OF_PANDAS = "Unnamed: 0";

    private final String source;
    private final TableReader.Sink sink;
    private final List<String> notes = new ArrayList<>();
    private int from;
    private int to;
    private boolean first = true;
    private boolean headless;

    TableShape(String source, TableReader.Sink sink) {
        this.source = source;
        this.sink = sink;
    }

    /** What was passed over: a sentence each. */
    List<String> notes() {
        return notes;
    }

    @Override
    public void header(int line, List<String> header) {
        List<String> names = header.stream().map(Blank::trim).toList();
        to = names.size();
        while (to > 1 && names.get(to - 1).isEmpty()) {
            to--;
        }
        boolean index = to > 1 && (names.get(0).isEmpty() || names.get(0).equals(INDEX_OF_PANDAS));
        from = index ? 1 : 0;
        if (index) {
            notes.add("the first column " + (names.get(0).isEmpty() ? "has no name" : "is '" + INDEX_OF_PANDAS + "'")
                    + ", as an index of rows has none, and is ignored; name it if it is meant");
        }
        sink.header(line, names.subList(from, to));
    }

    @Override
    public void row(int line, List<? extends @Nullable String> cells) {
        int end = cells.size();
        while (end > to && isBlank(cells.get(end - 1))) {
            end--;
        }
        if (first) {
            first = false;
            headless = end == to + 1 && from == 0 && isFirstNumber(cells.get(0));
            if (headless) {
                notes.add("rows have one column more than the header; the first one numbers them, as R writes, and is"
                        + " ignored");
            }
        }
        if (headless && cells.size() > to && end <= to + 1) {
            sink.row(line, cells.subList(1, to + 1));
        } else if (headless || end > to) {
            throw new IllegalArgumentException(source + " line " + line + ": " + end + " of " + (headless ? to + 1 : to)
                    + " columns; check the delimiter and the quotes of this line, and give every column a name");
        } else {
            sink.row(line, end < from ? cells : cells.subList(from, end));
        }
    }

    private static boolean isBlank(@Nullable String cell) {
        return cell == null || Blank.trim(cell).isEmpty();
    }

    private static boolean isFirstNumber(@Nullable String cell) {
        return cell != null && (Blank.trim(cell).equals("1") || Blank.trim(cell).equals("0"));
    }
}
