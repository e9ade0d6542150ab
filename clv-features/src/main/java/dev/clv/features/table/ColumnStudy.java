package dev.clv.features.table;

import dev.clv.features.ColumnReport;
import dev.clv.features.internal.KnownIds;
import dev.clv.features.internal.PersonalWords;
import dev.clv.features.internal.WordCounts;
import dev.clv.features.internal.cell.Masked;
import dev.clv.features.internal.cell.NumberEvidence;
import dev.clv.features.internal.cell.NumberForm;
import dev.clv.features.internal.cell.TruthWords;
import dev.clv.features.internal.time.TimeForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the cells of a training column are: numbers or dates of one form if all of them are, else words. A column most
 * of whose cells are numbers, or numbers with a unit, becomes words only where nearly every cell is a frequent word.
 */
final class ColumnStudy {

    /** From this share of a column's values on, the others are mistakes rather than words. */
    private static final double MOSTLY = 0.9;

    /** From this share of a column's values on, numbers are what the column is about. */
    private static final double HALF = 0.5;

    /** So many words make a sentence. */
    private static final int SENTENCE = 5;

    private static final String TEXT =
            "; if people wrote its sentences, name it by text (--text-column on the command line)";

    /** A message names at most so many lines. */
    private static final int MOST_LINES = 5;

    private final Table table;
    private final String column;
    private final @Nullable String[] cells;
    private final List<String> known;
    private List<String> categories = List.of();
    private ColumnForm form = ColumnForm.CATEGORY;
    private String detail = "";
    private boolean ungrouped;
    private int withheld;
    private boolean ignored;
    private @Nullable String example;
    private @Nullable String currency;

    /**
     * @param customers the customer of each row
     * @param ids those of the id column; none if there is no such column
     * @throws IllegalArgumentException if the column is neither one nor the other; the message says where
     */
    ColumnStudy(Table table, String column, long[] customers, KnownIds ids, int maxCategories, int minCustomers) {
        this.table = table;
        this.column = column;
        this.cells = table.column(column);
        this.known = Arrays.stream(cells)
                .filter(Objects::nonNull)
                .map(cell -> (String) cell)
                .toList();
        if (!asNumbersOrDates()) {
            asWords(customers, ids, maxCategories, minCustomers);
        } else if (form.type() == ColumnType.NUMBER) {
            withheld = new PersonalWords(new TreeSet<>(known), ids).numbersOfCustomers();
            ignored = withheld > 0;
        }
    }

    /** The categories of a column of words; empty for others, and where no word is frequent enough. */
    List<String> categories() {
        return categories;
    }

    ColumnForm form() {
        return form;
    }

    /** Whether none of its numbers shows what groups digits, and nothing was said about it. */
    boolean isUngrouped() {
        return ungrouped;
    }

    /** Whether nothing can be made of the column. */
    boolean isIgnored() {
        return ignored || (form.type() == ColumnType.CATEGORY && categories.isEmpty());
    }

    ColumnReport report() {
        if (withheld > 0) {
            return ColumnReport.withholding(
                    withheld, column, ignored ? ColumnReport.Kind.IGNORED : kind(form, categories));
        }
        return new ColumnReport(
                column, kind(form, categories), detail.isEmpty() ? form.detail() : detail, example, currency);
    }

    static ColumnReport.Kind kind(ColumnForm form, List<String> categories) {
        return switch (form.type()) {
            case NUMBER -> ColumnReport.Kind.NUMBER;
            case DATE -> ColumnReport.Kind.DATE;
            case CATEGORY ->
                categories.isEmpty()
                        ? ColumnReport.Kind.IGNORED
                        : TruthWords.arePair(categories) ? ColumnReport.Kind.BOOLEAN : ColumnReport.Kind.CATEGORY;
        };
    }

    private boolean asNumbersOrDates() {
        if (table.isDeclaredCategorical(column)) {
            return false;
        }
        String pattern = table.datePattern(column);
        if (pattern != null) {
            asDates(DateForm.ofWord(pattern));
            return true;
        }
        NumberEvidence evidence = new NumberEvidence(table.decimal());
        known.forEach(evidence::add);
        if (evidence.numbers() == known.size()) {
            asNumbers(evidence);
            return true;
        }
        if (evidence.numbers() >= MOSTLY * known.size()) {
            throw misfits(evidence.form().description(), evidence::isNumber, evidence.numbers());
        }
        List<DateForm> dates = DateForm.fitting(known, MOSTLY);
        if (dates.size() > 1) {
            throw refuse("holds dates that fit both " + dates.get(0).patterns() + " and "
                    + dates.get(1).patterns() + ", such as " + Masked.quoted(known.get(0))
                    + "; set dates for it to one of the two");
        }
        if (!dates.isEmpty()) {
            asDates(dates.get(0));
            return true;
        }
        return false;
    }

    private void asNumbers(NumberEvidence evidence) {
        evidence.problem(Table.SET_DECIMAL).ifPresent(problem -> {
            throw refuse(problem);
        });
        NumberForm numbers = evidence.form();
        Set<String> different = new HashSet<>(known);
        ungrouped = table.decimal() == null
                && known.stream().noneMatch(cell -> cell.indexOf(numbers.decimal() == '.' ? ',' : '.') >= 0);
        form = ColumnForm.of(numbers, numbers.equals(NumberForm.PLAIN) && different.equals(Set.of("0", "1")));
        example = evidence.example();
        currency = evidence.currency();
        if (evidence.isOpen()) {
            detail =
                    "every point stands before three digits and was taken for a decimal mark; set decimal if it groups";
        } else if (known.stream().anyMatch(cell -> cell.matches("0\\d+"))) {
            detail = "some begin with zeros; name it categorical if they are codes";
        }
    }

    private void asDates(DateForm dates) {
        known.stream().filter(dates::isPlaceholder).findFirst().ifPresent(cell -> {
            throw new IllegalArgumentException(table.where(Arrays.asList(cells).indexOf(cell), column) + ": "
                    + Masked.quoted(cell) + " is a date before 1900-01-02 or after 2199, as stands for a missing one;"
                    + " name it among the missing words, or correct it");
        });
        long fitting = known.stream().filter(dates::fits).count();
        if (fitting < known.size()) {
            throw misfits(dates.description(), dates::fits, fitting);
        }
        form = ColumnForm.of(dates);
        example = known.isEmpty() ? null : known.get(0);
    }

    private void asWords(long[] customers, KnownIds ids, int maxCategories, int minCustomers) {
        Map<Boolean, String> spelling = TruthWords.areAll(new HashSet<>(known)) ? spellings() : Map.of();
        WordCounts words = new WordCounts(minCustomers);
        for (int row = 0; row < cells.length; row++) {
            String cell = cells[row];
            if (cell != null) {
                words.add(word(cell, spelling), customers[row]);
            }
        }
        PersonalWords personal = words.personal(ids);
        categories = words.frequent(maxCategories, personal);
        withheld = words.withheld(personal);
        Set<String> kept = new HashSet<>(categories);
        long covered = known.stream()
                .filter(cell -> kept.contains(word(cell, spelling)))
                .count();
        if (covered < MOSTLY * known.size() && !table.isDeclaredCategorical(column)) {
            requireWords();
        }
        if (categories.isEmpty()) {
            detail = known.isEmpty() ? "it has no value" : withoutCategory(minCustomers);
        }
    }

    private String withoutCategory(int minCustomers) {
        List<TimeForm> orders = TimeForm.ofTwoOrders(known, MOSTLY);
        if (orders.isEmpty()) {
            return "no value in it is shared by " + minCustomers + " different customers"
                    + (areSentences() ? TEXT : "");
        }
        TimeForm one = orders.get(0);
        TimeForm other = orders.get(1);
        return String.format(
                Locale.ROOT,
                "its cells are dates of two orders: of %,d, %,d can only be %s, %,d only %s, the others either; write all"
                        + " in one order, and name it by dates (--dates on the command line)",
                known.size(),
                known.stream()
                        .filter(cell -> !other.fits(cell))
                        .filter(one::fits)
                        .count(),
                one,
                known.stream()
                        .filter(cell -> !one.fits(cell))
                        .filter(other::fits)
                        .count(),
                other);
    }

    /** Whether the cells have several words on average, or as many characters of a script without blanks. */
    private boolean areSentences() {
        long words = 0;
        for (String cell : known) {
            words += 1
                    + cell.chars()
                            .filter(c -> c == ' ' || Character.isIdeographic(c))
                            .count();
        }
        return words >= (long) SENTENCE * known.size();
    }

    /** The cell, or the spelling that stands for all words of its truth. */
    private static String word(String cell, Map<Boolean, String> spelling) {
        Boolean truth = spelling.isEmpty() ? null : TruthWords.truth(cell);
        return truth == null ? cell : Objects.requireNonNull(spelling.get(truth));
    }

    /** The most frequent spelling of true and of false. */
    private Map<Boolean, String> spellings() {
        Map<String, Integer> times = new HashMap<>();
        known.forEach(cell -> times.merge(cell, 1, Integer::sum));
        Map<Boolean, String> spellings = new HashMap<>();
        times.keySet().stream()
                .sorted()
                .forEach(word -> spellings.merge(
                        Boolean.TRUE.equals(TruthWords.truth(word)),
                        word,
                        (one, other) -> times.getOrDefault(other, 0) > times.getOrDefault(one, 0) ? other : one));
        return spellings;
    }

    /** Refuses a column of numbers that would be lost among words. */
    private void requireWords() {
        NumberEvidence evidence = new NumberEvidence(null);
        known.forEach(evidence::add);
        if (evidence.numbers() >= HALF * known.size()) {
            throw misfits("a number", evidence::isNumber, evidence.numbers());
        }
        NumberEvidence amounts = new NumberEvidence(null);
        known.forEach(cell -> amounts.add(withoutUnit(cell)));
        if (amounts.numbers() >= HALF * known.size()) {
            String odd = known.stream()
                    .filter(cell -> !evidence.isNumber(cell) && amounts.isNumber(withoutUnit(cell)))
                    .findFirst()
                    .orElseThrow();
            throw refuse("holds numbers with something behind them, such as " + Masked.quoted(odd) + " in line "
                    + table.line(Arrays.asList(cells).indexOf(odd))
                    + "; write numbers only, name the column categorical, or exclude it");
        }
    }

    /** The cell without the word behind its number. */
    private static String withoutUnit(String cell) {
        int end = cell.length();
        while (end > 0 && (Character.isLetter(cell.charAt(end - 1)) || cell.charAt(end - 1) == ' ')) {
            end--;
        }
        return cell.substring(0, end);
    }

    private IllegalArgumentException misfits(String what, Predicate<String> fits, long fitting) {
        List<Integer> rows = new ArrayList<>();
        for (int row : IntStream.range(0, cells.length).toArray()) {
            String cell = cells[row];
            if (cell != null && !fits.test(cell)) {
                rows.add(row);
            }
        }
        String first = Objects.requireNonNull(cells[rows.get(0)]);
        List<String> more = rows.stream()
                .skip(1)
                .limit(MOST_LINES - 1)
                .map(row -> Integer.toString(table.line(row)))
                .toList();
        String others = more.isEmpty()
                ? ""
                : " (nor are those of lines " + String.join(", ", more)
                        + (rows.size() > MOST_LINES ? " and " + (rows.size() - MOST_LINES) + " more" : "") + ")";
        return new IllegalArgumentException(table.where(rows.get(0), column) + ": " + Masked.quoted(first) + " is not "
                + what + others + " as " + fitting + " of " + known.size()
                + " values of the column are; correct it, name it among the missing words, or name the column"
                + " categorical");
    }

    private IllegalArgumentException refuse(String problem) {
        return new IllegalArgumentException(table.where(column) + " " + problem);
    }
}
