package dev.clv.nn.layer;

import dev.clv.nn.describe.Description;
import dev.clv.nn.math.NamedMatrices;
import dev.clv.nn.math.Products;
import dev.clv.nn.math.SplitMix;
import java.util.List;
import java.util.Locale;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * y = x w + bias: every output depends on every input. x is (B, I), weights (I, O), bias (1, O), y (B, O). The bias
 * starts at zero.
 *
 * @param inputs I
 * @param outputs O
 * @param initialization how the weights start
 */
public record Dense(int inputs, int outputs, Initialization initialization) implements Layer {

    /**
     * Checks the widths.
     *
     * @throws IllegalArgumentException if a width is not positive
     */
    public Dense {
        Widths.check("inputs of a dense layer", inputs);
        Widths.check("outputs of a dense layer", outputs);
    }

    @Override
    public List<ParameterShape> parameters() {
        return List.of(
                new ParameterShape("weights", inputs, outputs, true), new ParameterShape("bias", 1, outputs, false));
    }

    @Override
    public void initialize(NamedMatrices parameters, SplitMix random) {
        initialization.fill(parameters.get("weights"), random);
    }

    @Override
    public void forward(DMatrixRMaj x, NamedMatrices parameters, DMatrixRMaj y, LayerMemory memory) {
        Products.broadcast(parameters.get("bias"), y);
        memory.products().multAddWeights(x, parameters.get("weights"), y);
    }

    /** dw = xᵀ dy, dbias = the sum of dy's rows, dx = dy wᵀ. */
    @Override
    public void backward(
            DMatrixRMaj x,
            DMatrixRMaj y,
            DMatrixRMaj dy,
            NamedMatrices parameters,
            @Nullable DMatrixRMaj dx,
            @Nullable NamedMatrices gradients,
            LayerMemory memory) {
        if (gradients != null) {
            memory.products().multAddTransA(x, dy, gradients.get("weights"));
            Products.addRows(dy, gradients.get("bias"));
        }
        if (dx != null) {
            memory.products().multTransB(dy, parameters.get("weights"), dx);
        }
    }

    @Override
    public Description describe() {
        return Description.of("dense")
                .with("inputs", inputs)
                .with("outputs", outputs)
                .with(List.of(Description.of(initialization.name().toLowerCase(Locale.ROOT))));
    }

    /** The layer that {@link #describe} described. */
    public static Dense of(Description description) {
        Initialization initialization =
                Initialization.valueOf(description.onlyPart().word().toUpperCase(Locale.ROOT));
        return new Dense(description.whole("inputs"), description.whole("outputs"), initialization);
    }
}
