package dev.clv.decide.uplift;

import static java.util.Objects.requireNonNull;

import dev.clv.features.Feature;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.table.Table;
import dev.clv.features.table.TableEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A campaign with a control group: what was known of each customer before it, which arm the customer got, and what
 * happened then. Immutable and thread-safe.
 *
 * <pre>{@code
 * Table table = Table.csv(Path.of("mailing.csv")).exclude("conversion", "spend").read();
 * Experiment mailing = Experiment.of(table, "segment", "No E-Mail", "visit", Assignment.randomised());
 * }</pre>
 *
 * <p>Features must be known before the campaign began. Whatever is known only after it, such as the opening of a mail
 * or another outcome, must be excluded: it is a part of the effect.
 */
public final class Experiment {

    /** Fewer rows of an arm say nothing about how customers differ. */
    static final int FEWEST = 10;

    private final List<String> arms;
    private final FeatureMatrix features;
    private final int[] arm;
    private final double[] outcome;
    private final Assignment assignment;
    private final double[] shares;
    private final @Nullable TableEncoder encoder;

    private Experiment(
            List<String> arms,
            FeatureMatrix features,
            int[] arm,
            double[] outcome,
            Assignment assignment,
            double[] shares,
            @Nullable TableEncoder encoder) {
        this.arms = arms;
        this.features = features;
        this.arm = arm;
        this.outcome = outcome;
        this.assignment = assignment;
        this.shares = shares;
        this.encoder = encoder;
    }

    /**
     * The experiment of a table, whose feature columns other than the arm and the outcome are the features.
     *
     * @param table a row a customer; what is known only after the campaign is excluded
     * @param treatment the column of arms
     * @param control the arm of those who were left alone, or got what everybody got before; if it is a word that a
     *     table takes for a missing cell, such as {@code none}, all rows whose arm is missing are the control
     * @param outcome a column of numbers: 0 and 1, or amounts
     * @throws IllegalArgumentException if a column is missing, a cell of the two is blank, no row or every row has the
     *     control, or an arm has fewer than {@value #FEWEST} rows
     */
    public static Experiment of(Table table, String treatment, String control, String outcome, Assignment assignment) {
        double[] outcomes = table.labels(outcome);
        boolean blankIsControl = isWordForMissing(control);
        List<String> armOfRow = new ArrayList<>();
        for (int row = 0; row < table.rows(); row++) {
            String cell = table.text(row, treatment);
            if (cell == null && blankIsControl) {
                cell = control;
            }
            if (cell == null) {
                throw new IllegalArgumentException(
                        table.where(row, treatment) + ": the arm is missing; fill it in, or leave such rows out");
            }
            armOfRow.add(cell);
        }
        List<String> names = arms(armOfRow, control);
        TableEncoder all = TableEncoder.fit(table);
        List<String> known = all.schema().features().stream()
                .filter(feature ->
                        !feature.group().equals(treatment) && !feature.group().equals(outcome))
                .map(Feature::name)
                .toList();
        if (known.isEmpty()) {
            throw new IllegalArgumentException("the table has no features beside '" + treatment + "' and '" + outcome
                    + "'; add columns that were known before the campaign");
        }
        TableEncoder encoder = all.only(known);
        return of(encoder.encode(table), armOfRow, names, outcomes, assignment, encoder);
    }

    /** Whether a table takes a word such as {@code none} for a missing cell. */
    private static boolean isWordForMissing(String word) {
        return Table.of(List.of("word"), List.of(List.of(word))).read().text(0, "word") == null;
    }

    /**
     * The experiment of features at hand, such as those of customers in a log at the time of a campaign.
     *
     * @param armOfRow the arm that each row got
     * @param control the arm of those who were left alone, or got what everybody got before
     * @param outcome of each row, finite
     * @throws IllegalArgumentException as above, or if numbers of rows differ
     */
    public static Experiment of(
            FeatureMatrix features, List<String> armOfRow, String control, double[] outcome, Assignment assignment) {
        return of(features, armOfRow, arms(armOfRow, control), outcome, assignment, null);
    }

    private static Experiment of(
            FeatureMatrix features,
            List<String> armOfRow,
            List<String> arms,
            double[] outcome,
            Assignment assignment,
            @Nullable TableEncoder encoder) {
        if (features.rows() != armOfRow.size() || features.rows() != outcome.length) {
            throw new IllegalArgumentException("an experiment needs an arm and an outcome for each of the "
                    + features.rows() + " rows, got " + armOfRow.size() + " and " + outcome.length);
        }
        int[] arm = armOfRow.stream().mapToInt(arms::indexOf).toArray();
        for (int row = 0; row < arm.length; row++) {
            if (!Double.isFinite(outcome[row])) {
                throw new IllegalArgumentException("outcomes must be finite, row " + row + " has " + outcome[row]
                        + "; leave out customers whose outcome is not known");
            }
        }
        int[] counts = counts(arm, arms.size());
        for (int a = 0; a < counts.length; a++) {
            if (counts[a] < FEWEST) {
                throw new IllegalArgumentException("the arm '" + arms.get(a) + "' has " + counts[a]
                        + " of the " + arm.length + " rows, and at least " + FEWEST
                        + " are needed to learn from; leave the arm out, or wait until more customers had it");
            }
        }
        double[] shares = new double[arms.size()];
        Optional<Map<String, Double>> given = assignment.shares();
        if (given.isPresent() && !given.get().keySet().equals(Set.copyOf(arms))) {
            throw new IllegalArgumentException("shares were given of the arms "
                    + given.get().keySet() + ", but the rows have " + arms + "; give the share of each of these");
        }
        for (int a = 0; a < shares.length; a++) {
            shares[a] =
                    given.isPresent() ? requireNonNull(given.get().get(arms.get(a))) : (double) counts[a] / arm.length;
        }
        return new Experiment(arms, features, arm, outcome.clone(), assignment, shares, encoder);
    }

    /** Control first, the others in alphabetical order. */
    private static List<String> arms(List<String> armOfRow, String control) {
        Set<String> found = new TreeSet<>(armOfRow);
        if (found.isEmpty()) {
            throw new IllegalArgumentException("an experiment needs rows, has none");
        }
        if (found.size() > 20) {
            throw new IllegalArgumentException("the column of arms holds " + found.size()
                    + " different values, more than 20; name the column that says which offer a customer got");
        }
        if (!found.contains(control)) {
            throw new IllegalArgumentException("nobody is in the control group '" + control + "'; the arms are " + found
                    + ". Without customers who were left alone, nothing tells what an offer changes: name the right"
                    + " one, or hold back a random part of the customers next time");
        }
        if (found.size() == 1) {
            throw new IllegalArgumentException("everybody is in the control group '" + control
                    + "', so that there is no effect to be learned; add the customers who got an offer");
        }
        Set<String> arms = new LinkedHashSet<>(List.of(control));
        arms.addAll(found);
        return List.copyOf(arms);
    }

    private static int[] counts(int[] arm, int arms) {
        int[] counts = new int[arms];
        for (int a : arm) {
            counts[a]++;
        }
        return counts;
    }

    /** All arms, the control first; unmodifiable. */
    public List<String> arms() {
        return arms;
    }

    /** All arms but the control, in alphabetical order; unmodifiable. */
    public List<String> treatments() {
        return arms.subList(1, arms.size());
    }

    /** The number of rows. */
    public int rows() {
        return arm.length;
    }

    /** How customers came to their arms. */
    public Assignment assignment() {
        return assignment;
    }

    /** What was known of the customers before. */
    public FeatureMatrix features() {
        return features;
    }

    /**
     * The arm of a row.
     *
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public String arm(int row) {
        return arms.get(arm[row]);
    }

    /**
     * What happened.
     *
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public double outcome(int row) {
        return outcome[row];
    }

    /** Whether every outcome is 0 or 1. */
    public boolean isBinary() {
        return Arrays.stream(outcome).allMatch(y -> y == 0 || y == 1);
    }

    /**
     * Some of the rows, in the order asked for, such as those to test on. Arms and their shares are still those of all.
     *
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public Experiment select(int... rows) {
        return new Experiment(
                arms,
                features.select(rows),
                IntStream.of(rows).map(row -> arm[row]).toArray(),
                IntStream.of(rows).mapToDouble(row -> outcome[row]).toArray(),
                assignment,
                shares,
                encoder);
    }

    /**
     * The rows of one treatment and of the control.
     *
     * @throws IllegalArgumentException if there is no such treatment
     */
    public Experiment against(String treatment) {
        int chosen = treatment(treatment);
        int[] rows = IntStream.range(0, rows())
                .filter(row -> arm[row] == 0 || arm[row] == chosen)
                .toArray();
        Experiment both = select(rows);
        double sum = shares[0] + shares[chosen];
        return new Experiment(
                List.of(arms.get(0), treatment),
                both.features,
                IntStream.of(both.arm).map(a -> Math.min(a, 1)).toArray(),
                both.outcome,
                assignment,
                new double[] {shares[0] / sum, shares[chosen] / sum},
                encoder);
    }

    /**
     * All treatments as one.
     *
     * @param name of the one
     */
    public Experiment pooled(String name) {
        if (name.isBlank() || name.equals(arms.get(0))) {
            throw new IllegalArgumentException(
                    "all treatments together need a name other than the control's, was '" + name + "'");
        }
        return new Experiment(
                List.of(arms.get(0), name),
                features,
                IntStream.of(arm).map(a -> Math.min(a, 1)).toArray(),
                outcome,
                assignment,
                new double[] {shares[0], 1 - shares[0]},
                encoder);
    }

    /** The index of a treatment among the arms, from 1 on. */
    int treatment(String name) {
        int index = arms.indexOf(name);
        if (index < 1) {
            throw new IllegalArgumentException(
                    "'" + name + "' is no treatment of this experiment; there are " + treatments());
        }
        return index;
    }

    /**
     * Features of other customers, encoded as those of this experiment.
     *
     * @throws IllegalArgumentException if the experiment was not read from a table, or the table does not fit
     */
    FeatureMatrix encode(Table table) {
        if (encoder == null) {
            throw new IllegalArgumentException(
                    "the experiment was not read from a table; hand in a matrix of the same features");
        }
        return encoder.encode(table);
    }

    int armIndex(int row) {
        return arm[row];
    }

    int[] armIndices() {
        return arm.clone();
    }

    double[] outcomes() {
        return outcome.clone();
    }

    /** The share of each arm, by index. */
    double[] shares() {
        return shares.clone();
    }

    /** How many rows each arm has, by index. */
    int[] counts() {
        return counts(arm, arms.size());
    }

    /** All rows in an order that depends on what they hold and not on where they stand. */
    int[] order() {
        Integer[] order = IntStream.range(0, rows()).boxed().toArray(Integer[]::new);
        double[][] values = features.toArray();
        Arrays.sort(order, (a, b) -> {
            int compared = Arrays.compare(values[a], values[b]);
            compared = compared != 0 ? compared : Integer.compare(arm[a], arm[b]);
            compared = compared != 0 ? compared : Double.compare(outcome[a], outcome[b]);
            return compared != 0 ? compared : features.customer(a).compareTo(features.customer(b));
        });
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    /** For instance {@code 64,000 rows, randomised: No E-Mail 21,306, Mens E-Mail 21,307}. */
    @Override
    public String toString() {
        int[] counts = counts();
        List<String> parts = new ArrayList<>();
        for (int a = 0; a < counts.length; a++) {
            parts.add(String.format(Locale.ROOT, "%s %,d", arms.get(a), counts[a]));
        }
        return String.format(
                Locale.ROOT,
                "%,d rows, %s: %s",
                rows(),
                assignment,
                String.join(", ", Collections.unmodifiableList(parts)));
    }
}
