package dev.clv.nn.layer;

import dev.clv.nn.describe.Description;
import dev.clv.nn.math.NamedMatrices;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * A layer that applies one function to every number by itself: x and y are (B, W). Write {@link #value} and
 * {@link #derivative}, and an activation is done.
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
    protected abstract double derivative(double x, double y);

    /** Whether f is linear on either side of 0, with a kink there; false unless overridden. */
    public boolean isRectifier() {
        return false;
    }

    /** This activation as a plain function, for kernels that fuse it with the layer before. */
    public final ActivationFunction function() {
        return new ActivationFunction() {
            @Override
            public double value(double x) {
                return Elementwise.this.value(x);
            }

            @Override
            public double derivative(double x, double y) {
                return Elementwise.this.derivative(x, y);
            }
        };
    }

    @Override
    public final int inputs() {
        return width;
    }

    @Override
    public final int outputs() {
        return width;
    }

    /**
     * y = f(x) for the first {@code n} numbers, of whatever rows they are.
     *
     * @param x not modified
     * @param y overwritten; may be x itself
     */
    public void apply(int n, double[] x, double[] y) {
        for (int i = 0; i < n; i++) {
            y[i] = value(x[i]);
        }
    }

    @Override
    public final void forward(DMatrixRMaj x, NamedMatrices parameters, DMatrixRMaj y, LayerMemory memory) {
        apply(x.getNumElements(), x.data, y.data);
    }

    /**
     * dx = dy f'(x) for the first {@code n} numbers, of whatever rows they are.
     *
     * @param x not modified
     * @param y f(x). Not modified.
     * @param dy not modified
     * @param dx overwritten
     */
    public void applyBackward(int n, double[] x, double[] y, double[] dy, double[] dx) {
        for (int i = 0; i < n; i++) {
            dx[i] = dy[i] * derivative(x[i], y[i]);
        }
    }

    @Override
    public final void backward(
            DMatrixRMaj x,
            DMatrixRMaj y,
            DMatrixRMaj dy,
            NamedMatrices parameters,
            @Nullable DMatrixRMaj dx,
            @Nullable NamedMatrices gradients,
            LayerMemory memory) {
        if (dx != null) {
            applyBackward(x.getNumElements(), x.data, y.data, dy.data, dx.data);
        }
    }

    @Override
    public Description describe() {
        return Description.of(word).with("width", width);
    }
}
