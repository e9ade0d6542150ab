package dev.clv.nn.layer;

import dev.clv.nn.describe.Description;
import dev.clv.nn.internal.noise.DropoutNoise;
import dev.clv.nn.math.NamedMatrices;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.jspecify.annotations.Nullable;

/**
 * While training, sets each number to zero with probability {@code rate}, rounded to a multiple of 2<sup>-16</sup>
 * below 1, and divides the others by the probability of staying, so that the mean stays; otherwise passes everything on
 * (Srivastava et al. 2014). x and y are (B, W). Which numbers fall follows from the noise seed of the pass alone.
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
        return new Memory(new DMatrixRMaj(rows, width), new DropoutNoise(width, rate));
    }

    @Override
    public void forward(DMatrixRMaj x, NamedMatrices parameters, DMatrixRMaj y, LayerMemory memory) {
        if (!memory.training()) {
            y.setTo(x);
            return;
        }
        DMatrixRMaj factors = ((Memory) memory).factors;
        DropoutNoise noise = ((Memory) memory).noise;
        factors.reshape(x.numRows, width);
        for (int b = 0; b < x.numRows; b++) {
            long bits = 0;
            for (int o = 0; o < width; o++) {
                int place = o % DropoutNoise.SHARED;
                bits = place == 0 ? noise.bits(memory.noise(), b, o / DropoutNoise.SHARED) : bits;
                factors.data[b * width + o] = noise.factor(bits, place);
            }
        }
        CommonOps_DDRM.elementMult(x, factors, y);
    }

    @Override
    public void backward(
            DMatrixRMaj x,
            DMatrixRMaj y,
            DMatrixRMaj dy,
            NamedMatrices parameters,
            @Nullable DMatrixRMaj dx,
            @Nullable NamedMatrices gradients,
            LayerMemory memory) {
        if (dx == null) {
            return;
        }
        if (memory.training()) {
            CommonOps_DDRM.elementMult(dy, ((Memory) memory).factors, dx);
        } else {
            dx.setTo(dy);
        }
    }

    @Override
    public Description describe() {
        return Description.of("dropout").with("width", width).with("rate", rate);
    }

    private static final class Memory extends LayerMemory {
        private final DMatrixRMaj factors; // (B, W)
        private final DropoutNoise noise;

        Memory(DMatrixRMaj factors, DropoutNoise noise) {
            this.factors = factors;
            this.noise = noise;
        }
    }
}
