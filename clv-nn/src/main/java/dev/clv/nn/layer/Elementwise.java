package dev.clv.nn.layer;

import dev.clv.nn.describe.Description;
import org.jspecify.annotations.Nullable;

/**
 * A layer that applies one function to every number by itself: x and y are (B, W). Write {@link #value} and {@link #slope}, and
 * an activation is done.
 */
public abstract class Elementwise implements Layer {

    private final String word;
    private final int width;

    /**
     * For subclasses.
     *
     * @param word the stable word of {@link #describe}
     * @param width W, at least 1
     */
    protected Elementwise(String word, int width) {
        this.word = word;
        this.width = Widths.check("width of a " + word + " layer", width);
    }

    /** f(x). */
    protected abstract double value(double x);

    /** f'(x), given x and y = f(x). */
    protected abstract double slope(double x, double y);

    /** Whether f is linear on either side of 0, with a kink there; false unless overridden. */
    public boolean isRectifier() {
        return false;
    }

    @Override
    public final int inputs() {
        return width;
    }

    @Override
    public final int outputs() {
        return width;
    }

    @Override
    public void forward(int rows, double[] x, double[] parameters, int at, double[] y, LayerMemory memory) {
        for (int i = 0; i < rows * width; i++) {
            y[i] = value(x[i]);
        }
    }

    @Override
    public void backward(
            int rows,
            double[] x,
            double[] y,
            double[] dy,
            double[] parameters,
            int at,
            double @Nullable [] dx,
            double @Nullable [] gradients,
            LayerMemory memory) {
        if (dx != null) {
            for (int i = 0; i < rows * width; i++) {
                dx[i] = dy[i] * slope(x[i], y[i]);
            }
        }
    }

    @Override
    public Description describe() {
        return Description.of(word).with("width", width);
    }
}
