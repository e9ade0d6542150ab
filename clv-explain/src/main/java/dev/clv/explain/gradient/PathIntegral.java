package dev.clv.explain.gradient;

import dev.clv.explain.Background;
import dev.clv.explain.DifferentiablePredictor;
import dev.clv.explain.internal.RunningMoments;
import dev.clv.explain.internal.Unseen;
import java.util.Arrays;

/**
 * Sums up gradients along the lines from all background rows to one row, in batches that several lines share. For one
 * call.
 */
final class PathIntegral {

    private final double[] row;
    private final Background background;
    private final DifferentiablePredictor predictor;
    private final ColumnSums sums;
    private final boolean random;
    private final double[] values;
    private final double[] variances;
    private final double[][] batch;
    private final int[] lineOf;
    private final double[] weightOf;
    private int filled;
    private long gradients;
    // The line that is being read, and for random nodes the moments over its nodes.
    private int line;
    private final double[] byColumn;
    private final double[] node;
    private final RunningMoments moments;
    private double largest;

    /** @param random whether the nodes of a line are random, so that their spread is an error */
    PathIntegral(
            double[] row,
            Background background,
            DifferentiablePredictor predictor,
            ColumnSums sums,
            boolean random,
            int capacity) {
        this.row = row.clone();
        this.background = background;
        this.predictor = predictor;
        this.sums = sums;
        this.random = random;
        values = new double[sums.size()];
        variances = new double[sums.size()];
        batch = new double[capacity][row.length];
        lineOf = new int[capacity];
        weightOf = new double[capacity];
        byColumn = new double[row.length];
        node = new double[sums.size()];
        moments = new RunningMoments(sums.size());
    }

    /** Adds the line from a background row; lines come in the order of these rows. */
    void add(int backgroundRow, Quadrature.Nodes on) {
        for (int i = 0; i < on.positions().length; i++) {
            double[] target = batch[filled];
            for (int j = 0; j < row.length; j++) {
                double from = background.value(backgroundRow, j);
                target[j] = from + on.positions()[i] * (row[j] - from);
            }
            lineOf[filled] = backgroundRow;
            weightOf[filled] = on.weights()[i];
            if (++filled == batch.length) {
                flush();
            }
        }
    }

    PathIntegral finish() {
        flush();
        closeLine();
        for (int k = 0; k < variances.length; k++) {
            variances[k] = Math.sqrt(variances[k]);
        }
        return this;
    }

    /** The integrals of features and then of groups. */
    double[] values() {
        return values;
    }

    /** Their standard errors; 0 unless nodes are random. */
    double[] errors() {
        return variances;
    }

    /** How many gradients were computed. */
    long gradients() {
        return gradients;
    }

    /**
     * The standard errors of sums that random nodes may not have shown to act, as W D sqrt(2 / ((c + 2) (c + 3))): see
     * {@link GradientExplainer.Builder#stratified}. 0 of sums whose columns equal the background, and unless nodes are
     * random.
     *
     * @param nodesPerLine how many random nodes a line has
     */
    double[] unseen(int nodesPerLine) {
        double[] errors = new double[variances.length];
        if (random) {
            double[][] differs = new double[background.size()][errors.length];
            for (int b = 0; b < differs.length; b++) {
                for (int j = 0; j < row.length; j++) {
                    byColumn[j] = row[j] != background.value(b, j) ? 1 : 0;
                }
                sums.of(byColumn, differs[b]);
            }
            for (int k = 0; k < errors.length; k++) {
                Unseen parts = new Unseen();
                for (int b = 0; b < differs.length; b++) {
                    if (differs[b][k] > 0) {
                        parts.add(background.weight(b));
                    }
                }
                errors[k] = parts.ofParts(largest, nodesPerLine);
            }
        }
        return errors;
    }

    private void flush() {
        if (filled == 0) {
            return;
        }
        double[][] rows = filled == batch.length ? batch : Arrays.copyOf(batch, filled);
        double[][] all = predictor.gradients(rows);
        if (all.length != filled) {
            throw new IllegalStateException("the predictor returned " + all.length + " gradients for " + filled
                    + " rows; it must return one per row");
        }
        for (int i = 0; i < filled; i++) {
            if (lineOf[i] != line) {
                closeLine();
                line = lineOf[i];
            }
            read(all[i], weightOf[i]);
        }
        gradients += filled;
        filled = 0;
    }

    private void read(double[] gradient, double weight) {
        if (gradient.length != row.length) {
            throw new IllegalStateException("the predictor returned a gradient of " + gradient.length
                    + " numbers for a row of " + row.length + " columns");
        }
        for (int j = 0; j < row.length; j++) {
            if (!Double.isFinite(gradient[j])) {
                throw new IllegalStateException("the predictor returned a gradient of " + gradient[j] + " by column "
                        + j + "; it must be finite");
            }
            byColumn[j] = gradient[j] * (row[j] - background.value(line, j));
        }
        sums.of(byColumn, node);
        double lineWeight = background.weight(line);
        for (int k = 0; k < node.length; k++) {
            largest = Math.max(largest, Math.abs(node[k]));
            values[k] += lineWeight * weight * node[k];
        }
        if (random) {
            moments.add(node);
        }
    }

    private void closeLine() {
        int nodes = moments.count();
        if (nodes > 1) {
            double weight = background.weight(line);
            for (int k = 0; k < variances.length; k++) {
                variances[k] += weight * weight * moments.squares(k) / (nodes - 1) / nodes;
            }
        }
        moments.clear();
    }
}
