package dev.clv.nn.layer;

import dev.clv.nn.describe.Description;
import dev.clv.nn.math.SplitMix;
import org.jspecify.annotations.Nullable;

/**
 * While training, sets each number to zero with probability {@code rate} and divides the others by 1 - rate, so that
 * the mean stays; otherwise passes everything on (Srivastava et al. 2014). x and y are (B, W). Which numbers fall
 * follows from the noise seed of the pass alone.
 *
 * @param width W
 * @param rate in [0, 1)
 */
public record Dropout(int width, double rate) implements Layer {

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if the width is not positive or the rate not in [0, 1)
     */
    public Dropout {
        Widths.check("width of a dropout layer", width);
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("rate of a dropout layer must be in [0, 1), was " + rate);
        }
    }

    @Override
    public int inputs() {
        return width;
    }

    @Override
    public int outputs() {
        return width;
    }

    @Override
    public LayerMemory memory(int rows) {
        return new Memory(new double[rows * width]);
    }

    @Override
    public void forward(int rows, double[] x, double[] parameters, int at, double[] y, LayerMemory memory) {
        int n = rows * width;
        if (!memory.training()) {
            System.arraycopy(x, 0, y, 0, n);
            return;
        }
        double[] factors = ((Memory) memory).factors;
        double kept = 1 / (1 - rate);
        for (int i = 0; i < n; i++) {
            factors[i] = SplitMix.unit(SplitMix.mix(memory.noise(), i)) < rate ? 0 : kept;
            y[i] = x[i] * factors[i];
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
        if (dx == null) {
            return;
        }
        int n = rows * width;
        if (!memory.training()) {
            System.arraycopy(dy, 0, dx, 0, n);
            return;
        }
        double[] factors = ((Memory) memory).factors;
        for (int i = 0; i < n; i++) {
            dx[i] = dy[i] * factors[i];
        }
    }

    @Override
    public Description describe() {
        return Description.of("dropout").with("width", width).with("rate", rate);
    }

    private static final class Memory extends LayerMemory {
        private final double[] factors; // (B, W)

        Memory(double[] factors) {
            this.factors = factors;
        }
    }
}
