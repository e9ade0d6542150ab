package dev.clv.nn.layer;

import dev.clv.nn.describe.Description;
import dev.clv.nn.math.NamedMatrices;
import dev.clv.nn.math.Products;
import dev.clv.nn.math.SplitMix;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.jspecify.annotations.Nullable;

/**
 * Multiplies features with each other: y = x * (x w + bias) + x, number by number (Wang et al. 2021, "DCN V2", equation
 * 1, for the first layer). x and y are (B, W), weights (W, W), bias (1, W). Products of two columns, such as a rate
 * times an amount, are exact instead of being pieced together from rectifiers. The weights start by Glorot, the bias at
 * zero.
 *
 * @param width W
 */
public record Cross(int width) implements Layer {

    /**
     * Checks the width.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Cross {
        Widths.check("width of a cross layer", width);
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
    public List<ParameterShape> parameters() {
        return List.of(new ParameterShape("weights", width, width, true), new ParameterShape("bias", 1, width, false));
    }

    @Override
    public void initialize(NamedMatrices parameters, SplitMix random) {
        Initialization.GLOROT.fill(parameters.get("weights"), random);
    }

    @Override
    public LayerMemory memory(int rows) {
        return new Memory(rows, width);
    }

    @Override
    public void forward(DMatrixRMaj x, NamedMatrices parameters, DMatrixRMaj y, LayerMemory memory) {
        DMatrixRMaj factors = ((Memory) memory).factors;
        factors.reshape(x.numRows, width);
        Products.broadcast(parameters.get("bias"), factors);
        memory.products().multAdd(x, parameters.get("weights"), factors);
        CommonOps_DDRM.elementMult(x, factors, y);
        CommonOps_DDRM.addEquals(y, x);
    }

    /** With f = x w + bias and df = dy * x: dw = xᵀ df, dbias = the sum of df's rows, dx = dy * (f + 1) + df wᵀ. */
    @Override
    public void backward(
            DMatrixRMaj x,
            DMatrixRMaj y,
            DMatrixRMaj dy,
            NamedMatrices parameters,
            @Nullable DMatrixRMaj dx,
            @Nullable NamedMatrices gradients,
            LayerMemory memory) {
        Memory kept = (Memory) memory;
        kept.gradient.reshape(x.numRows, width);
        CommonOps_DDRM.elementMult(dy, x, kept.gradient);
        if (gradients != null) {
            memory.products().multAddTransA(x, kept.gradient, gradients.get("weights"));
            Products.addRows(kept.gradient, gradients.get("bias"));
        }
        if (dx != null) {
            memory.products().multTransB(kept.gradient, parameters.get("weights"), dx);
            for (int i = 0; i < dx.getNumElements(); i++) {
                dx.data[i] += dy.data[i] * (kept.factors.data[i] + 1);
            }
        }
    }

    @Override
    public Description describe() {
        return Description.of("cross").with("width", width);
    }

    private static final class Memory extends LayerMemory {
        private final DMatrixRMaj factors; // x w + bias (B, W)
        private final DMatrixRMaj gradient; // by the factors (B, W)

        Memory(int rows, int width) {
            factors = new DMatrixRMaj(rows, width);
            gradient = new DMatrixRMaj(rows, width);
        }
    }
}
