package dev.clv.nn.internal.kernel.plain;

import static dev.clv.nn.internal.kernel.HardwareFma.multiplyAdd;

import dev.clv.nn.internal.kernel.BatchActivations;
import dev.clv.nn.internal.kernel.RowProduct;
import dev.clv.nn.internal.kernel.RowProducts;

/** A product by plain loops over rows; see {@link PlainColumns}. */
final class PlainRowProduct implements RowProduct {

    static final RowProducts PROVIDER = new Provider();

    private final int inputs;
    private final int outputs;
    private final double[] parameters;
    private final int weightsAt;
    private final int biasAt;

    private PlainRowProduct(int inputs, int outputs, double[] parameters, int weightsAt, int biasAt) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.parameters = parameters;
        this.weightsAt = weightsAt;
        this.biasAt = biasAt;
    }

    @Override
    public void forward(int rows, BatchActivations x, boolean rectify, BatchActivations y) {
        PlainColumns.forward(
                rows,
                inputs,
                outputs,
                ((PlainActivations) x).arrays(),
                parameters,
                weightsAt,
                biasAt,
                ((PlainActivations) y).arrays());
        if (rectify) {
            ((PlainActivations) y).rectify(rows);
        }
    }

    private static final class Provider implements RowProducts {

        @Override
        public BatchActivations newActivations(int capacity, int width) {
            return new PlainActivations(capacity, width);
        }

        @Override
        public RowProduct product(int inputs, int outputs, double[] parameters, int weightsAt, int biasAt) {
            return new PlainRowProduct(inputs, outputs, parameters, weightsAt, biasAt);
        }

        @Override
        public void add(double by, double[] x, double[] sums, int at) {
            for (int k = 0; k < x.length; k++) {
                sums[at + k] = multiplyAdd(by, x[k], sums[at + k]);
            }
        }
    }
}
