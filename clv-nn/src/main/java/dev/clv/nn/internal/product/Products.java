package dev.clv.nn.internal.product;

import org.jspecify.annotations.Nullable;

/**
 * The three matrix products of a dense layer. B = rows of the batch, I = inputs, O = outputs; x and dx are (B, I), y
 * and dy (B, O), w and dw (I, O); everything is row major. Every sum runs in the order of its index, whatever the
 * number of rows, so a row gives the same bits alone and in a batch. Implementations are stateless and thread-safe; the
 * {@link Scratch} belongs to one call at a time and must have been made for the same sizes.
 */
public interface Products {

    /**
     * y = x w + bias. w starts at {@code wAt} of {@code parameters}, the bias (O) at {@code biasAt}. y is overwritten.
     */
    void forward(
            int rows,
            int inputs,
            int outputs,
            double[] x,
            double[] parameters,
            int wAt,
            int biasAt,
            double[] y,
            Scratch scratch);

    /** dw += xᵀ dy. dw starts at {@code wAt} of {@code gradients}. */
    void weightGradient(
            int rows, int inputs, int outputs, double[] x, double[] dy, double[] gradients, int wAt, Scratch scratch);

    /** dx = dy wᵀ. dx is overwritten. */
    void inputGradient(
            int rows, int inputs, int outputs, double[] dy, double[] parameters, int wAt, double[] dx, Scratch scratch);

    /** Loops shaped so that the just-in-time compiler turns them into vector instructions. */
    static Products plain() {
        return PlainProducts.INSTANCE;
    }

    /** The textbook loops: slow, obviously right, and the oracle of every other implementation. */
    static Products naive() {
        return NaiveProducts.INSTANCE;
    }

    /** Room for repacked operands, so that no product allocates. Not thread-safe. */
    final class Scratch {

        final double[] inputSum; // (I)
        final double[] outputSum; // (O)

        private final int rows;

        // Made when first used: predicting one row needs none of them, and weights would be most of the memory it
        // touches.
        private double @Nullable [][] w;
        private double @Nullable [][] transposed;
        private double @Nullable [][] dy;

        /** Room for batches of up to this many rows. */
        public Scratch(int rows, int inputs, int outputs) {
            this.rows = rows;
            inputSum = new double[inputs];
            outputSum = new double[outputs];
        }

        /** Room for the weights (I, O). */
        double[][] w() {
            if (w == null) {
                w = new double[inputSum.length][outputSum.length];
            }
            return w;
        }

        /** Room for the weights transposed (O, I). */
        double[][] transposed() {
            if (transposed == null) {
                transposed = new double[outputSum.length][inputSum.length];
            }
            return transposed;
        }

        /** Room for the gradients by the outputs (B, O). */
        double[][] dy() {
            if (dy == null) {
                dy = new double[rows][outputSum.length];
            }
            return dy;
        }
    }
}
