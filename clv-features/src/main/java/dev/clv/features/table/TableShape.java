package dev.clv.features.table;

import dev.clv.features.internal.cell.Blank;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Passes over what pandas, R and spreadsheets put around the columns of a table: a first column that numbers rows (with
 * no name, with the name {@code Unnamed: 0}, or without a place in the header), and columns at the end that have
 * neither names nor values. Not thread-safe.
 */
final class TableShape implements TableReader.Sink {

    private static final String INDEX_OF_PANDAS = "Unnamed: 0";

    /** A row of which so many cells, and at least {@value #FEWEST_NAMES}, are names of columns is a header. */
    private static final double MOSTLY = 0.7;

    private static final int FEWEST_NAMES = 3;

    private final String source;
    private final TableReader.Sink sink;
    private final List<String> notes = new ArrayList<>();
    private List<String> names = List.of();
    private int headers;
    private int firstHeader;
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
        List<String> all = new ArrayList<>(notes);
        if (headers > 0) {
            all.add(headers + (headers == 1 ? " row is" : " rows are") + " the header once more, "
                    + (headers == 1 ? "" : "the first of them ") + "in line " + firstHeader
                    + ", as where files were joined, and " + (headers == 1 ? "is" : "are") + " passed over");
        }
        return all;
    }

    @Override
    public void header(int line, List<String> header) {
        names = header.stream().map(Blank::trim).toList();
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
        if (isHeader(line, cells.subList(0, end))) {
            headers++;
            firstHeader = headers == 1 ? line : firstHeader;
            return;
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
            throw new IllegalArgumentException(source + " line " + line + ": " + tooMany(end, headless ? to + 1 : to));
        } else {
            sink.row(line, end < from ? cells : cells.subList(from, end));
        }
    }

    private static String tooMany(int cells, int columns) {
        return columns == 1
                ? cells + " cells where the header has 1 column; put a text that holds a comma or a semicolon in double"
                        + " quotes"
                : cells + " of " + columns
                        + " columns; check the delimiter and the quotes of this line, and give every column a name";
    }

    /**
     * Whether a row is the header once more.
     *
     * @throws IllegalArgumentException if it is the header of other columns, or of the same ones in another order
     */
    private boolean isHeader(int line, List<? extends @Nullable String> cells) {
        List<String> named = names.subList(from, to);
        if (named.size() < 2 || cells.size() < 2 || !mayBeHeader(cells)) {
            return false;
        }
        List<String> row = cells.stream().map(TableShape::trimmed).toList();
        if (row.equals(names.subList(0, to)) || row.equals(named)) {
            return true;
        }
        Set<String> written = new HashSet<>(row);
        written.remove("");
        long known = written.stream().filter(named::contains).count();
        if (known == named.size() || (known >= FEWEST_NAMES && known >= MOSTLY * written.size())) {
            throw new IllegalArgumentException(source + " line " + line
                    + " is another header: columns are others, or stand in another order, from here on, as where different"
                    + " exports were joined; read each of them from a file of its own");
        }
        return false;
    }

    /** Whether one of some cells is a name, as hardly one of a row of data is. */
    private boolean mayBeHeader(List<? extends @Nullable String> cells) {
        return names.contains(trimmed(cells.get(1))) || names.contains(trimmed(cells.get(cells.size() - 1)));
    }

    private static String trimmed(@Nullable String cell) {
        return cell == null ? "" : Blank.trim(cell);
    }

    private static boolean isBlank(@Nullable String cell) {
        return cell == null || Blank.trim(cell).isEmpty();
    }

    private static boolean isFirstNumber(@Nullable String cell) {
        return cell != null && (Blank.trim(cell).equals("1") || Blank.trim(cell).equals("0"));
    }
}
