package dev.clv.examples.nn;

import dev.clv.nn.describe.Description;
import dev.clv.nn.layer.Initialization;
import dev.clv.nn.layer.Layer;
import dev.clv.nn.layer.LayerMemory;
import dev.clv.nn.layer.ParameterShape;
import dev.clv.nn.math.Elementary;
import dev.clv.nn.math.NamedMatrices;
import dev.clv.nn.math.SplitMix;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.jspecify.annotations.Nullable;

/**
 * A layer of one's own, with a trained parameter: y = x * g with g = sigmoid(x w), number by number, so that the row
 * decides which of its numbers pass (a gated linear unit whose values are the inputs; Dauphin et al. 2017). x, g and y
 * are (B, W), w is (W, W).
 *
 * @param width W, at least 1
 */
public record Gate(int width) implements Layer {

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
        return List.of(new ParameterShape("weights", width, width, true));
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
        DMatrixRMaj gates = ((Memory) memory).gates;
        gates.reshape(x.numRows, width);
        CommonOps_DDRM.mult(x, parameters.get("weights"), gates);
        for (int i = 0; i < gates.getNumElements(); i++) {
            gates.data[i] = Elementary.sigmoid(gates.data[i]);
        }
        CommonOps_DDRM.elementMult(x, gates, y);
    }

    /** With ds = dy * x * g * (1 - g), the gradient by x w: dw = xᵀ ds, dx = dy * g + ds wᵀ. */
    @Override
    public void backward(
            DMatrixRMaj x,
            DMatrixRMaj y,
            DMatrixRMaj dy,
            NamedMatrices parameters,
            @Nullable DMatrixRMaj dx,
            @Nullable NamedMatrices gradients,
            LayerMemory memory) {
        DMatrixRMaj gates = ((Memory) memory).gates;
        DMatrixRMaj ds = ((Memory) memory).ds;
        ds.reshape(x.numRows, width);
        CommonOps_DDRM.elementMult(dy, y, ds); // y is x * g already
        for (int i = 0; i < ds.getNumElements(); i++) {
            ds.data[i] *= 1 - gates.data[i];
        }
        if (gradients != null) {
            CommonOps_DDRM.multAddTransA(x, ds, gradients.get("weights"));
        }
        if (dx != null) {
            CommonOps_DDRM.elementMult(dy, gates, dx);
            CommonOps_DDRM.multAddTransB(ds, parameters.get("weights"), dx);
        }
    }

    @Override
    public Description describe() {
        return Description.of("gate").with("width", width);
    }

    private static final class Memory extends LayerMemory {
        private final DMatrixRMaj gates; // g (B, W), from forward to backward
        private final DMatrixRMaj ds; // (B, W)

        Memory(int rows, int width) {
            gates = new DMatrixRMaj(rows, width);
            ds = new DMatrixRMaj(rows, width);
        }
    }
}
