package dev.clv.features.table;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds rows whose cells have moved to the next column, as after a delimiter too many in one place and too few in
 * another: a column of whole numbers has a fraction there, and in the same rows one of fractions has whole numbers.
 */
final class MovedCells {

    /** What a cell is: zeros, and whole numbers with a point, are neither whole numbers nor fractions. */
    private enum Form {
        WHOLE,
        FRACTION,
        NEITHER,
        TEXT
    }

    /** A column has a form if so many of its cells, zeros and whole numbers with a point aside, have it. */
    private static final double MOSTLY = 0.75;

    /** Of the fractions among whole numbers, so many must lie in the rows of the others. */
    private static final double NEARLY_ALL = 0.8;

    private static final int FEWEST = 3;

    /** Chance would meet so with a probability of e to the minus this at most. */
    private static final double EVIDENCE = 14;

    private static final int MOST_LINES = 5;

    private final List<String> names;
    private final List<Integer> lines;
    private final List<BitSet> fractions = new ArrayList<>(); // odd cells of columns of whole numbers
    private final List<BitSet> wholes = new ArrayList<>(); // and of those of fractions; empty for all other columns

    /** @param columns the cells of each column, null where missing */
    MovedCells(List<String> names, List<? extends List<@Nullable String>> columns, List<Integer> lines) {
        this.names = names;
        this.lines = lines;
        columns.forEach(this::look);
    }

    private void look(List<@Nullable String> cells) {
        BitSet whole = new BitSet();
        BitSet fraction = new BitSet();
        int others = 0;
        for (int row = 0; row < cells.size(); row++) {
            String cell = cells.get(row);
            Form form = cell == null ? Form.NEITHER : form(cell);
            whole.set(row, form == Form.WHOLE);
            fraction.set(row, form == Form.FRACTION);
            if (form == Form.TEXT && ++others > (1 - MOSTLY) * cells.size()) {
                break;
            }
        }
        double usual = MOSTLY * (whole.cardinality() + fraction.cardinality() + others);
        fractions.add(whole.cardinality() >= usual ? fraction : new BitSet());
        wholes.add(fraction.cardinality() >= usual ? whole : new BitSet());
    }

    private static Form form(String cell) {
        boolean point = false;
        boolean value = false; // a digit other than 0, behind the point if there is one
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c >= '0' && c <= '9') {
                value |= c != '0';
            } else if ((c == '.' || c == ',') && !point) {
                point = true;
                value = false;
            } else if (i > 0 || (c != '-' && c != '+')) {
                return Form.TEXT;
            }
        }
        return !value ? Form.NEITHER : point ? Form.FRACTION : Form.WHOLE;
    }

    /** What there is to say, or nothing. */
    Optional<String> note() {
        int[] odd = wholes.stream().mapToInt(BitSet::cardinality).toArray();
        for (int a = 0; a < names.size(); a++) {
            int odds = fractions.get(a).cardinality();
            for (int b = 0; b < names.size() && odds >= FEWEST; b++) {
                if (odd[b] >= NEARLY_ALL * odds) {
                    BitSet rows = (BitSet) fractions.get(a).clone();
                    rows.and(wholes.get(b));
                    if (isSign(rows.cardinality(), odds, odd[b])) {
                        return Optional.of(note(a, b, rows));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private boolean isSign(int both, int fractions, int wholes) {
        return both >= FEWEST
                && both >= NEARLY_ALL * fractions
                && both * StrictMath.log(lines.size() / (double) wholes) >= EVIDENCE;
    }

    private String note(int a, int b, BitSet rows) {
        String some = rows.stream()
                .limit(MOST_LINES)
                .mapToObj(row -> Integer.toString(lines.get(row)))
                .collect(Collectors.joining(", "));
        int more = rows.cardinality() - MOST_LINES;
        return rows.cardinality() + " of " + lines.size() + " rows have a fraction in '"
                + Table.listed(List.of(names.get(a)))
                + "' and a whole number in '" + Table.listed(List.of(names.get(b)))
                + "', where nearly all others have it the other way round, as after cells that moved to the next column:"
                + " lines " + some + (more > 0 ? " and " + more + " more" : "")
                + "; look for a delimiter too many or too few in them";
    }
}
