package dev.clv.nn.sequence;

import dev.clv.nn.describe.Description;
import dev.clv.nn.internal.Kernels;
import dev.clv.nn.internal.kernel.ElementaryArrays;
import dev.clv.nn.layer.LayerMemory;
import dev.clv.nn.layer.ParameterShape;
import dev.clv.nn.math.NamedMatrices;
import dev.clv.nn.math.SplitMix;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * Gated recurrent units (Cho et al. 2014, "Learning phrase representations using RNN encoder-decoder"), in the form of
 * cuDNN and PyTorch, whose reset gate acts behind the recurrent weights. From the state h before a token x to that
 * behind it:
 *
 * <pre>
 * r  = sigmoid(x W_r + h U_r + b_r)            how much of the state the candidate sees
 * z  = sigmoid(x W_z + h U_z + b_z)            how much of the state stays
 * n  = tanh(x W_n + b_n + r * (h U_n + c))     the candidate
 * h' = (1 - z) * n + z * h
 * </pre>
 *
 * <p>F = features, H = hidden. {@code input_weights} (F, 3H) are W_r, W_z and W_n side by side,
 * {@code recurrent_weights} (H, 3H) the U, {@code bias} (1, 3H) the b, and {@code candidate_bias} (1, H) is c. Input
 * weights start by Glorot, recurrent ones orthogonal, gate by gate; biases at 0.
 *
 * @param shape of the sequence
 * @param hidden H
 */
public record Gru(SequenceShape shape, int hidden) implements RecurrentLayer {

    private static final int GATES = 3;

    /**
     * Checks the size.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Gru {
        Sizes.check("hidden size of a gru layer", hidden);
    }

    @Override
    public int stateSize() {
        return hidden;
    }

    @Override
    public List<ParameterShape> parameters() {
        return List.of(
                new ParameterShape("input_weights", shape.features(), GATES * hidden, true),
                new ParameterShape("recurrent_weights", hidden, GATES * hidden, true),
                new ParameterShape("bias", 1, GATES * hidden, false),
                new ParameterShape("candidate_bias", 1, hidden, false));
    }

    @Override
    public void initialize(NamedMatrices parameters, SplitMix random) {
        GateWeights.glorot(parameters.get("input_weights"), hidden, random);
        GateWeights.orthogonal(parameters.get("recurrent_weights"), random);
    }

    @Override
    public LayerMemory memory(int rows) {
        return new Walk(this, rows);
    }

    @Override
    public void forward(DMatrixRMaj x, NamedMatrices parameters, DMatrixRMaj y, LayerMemory memory) {
        ((Walk) memory).forward(x, parameters, y);
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
        ((Walk) memory).backward(dy, parameters, dx, gradients);
    }

    @Override
    public void step(NamedMatrices parameters, double[] state, double[] token, LayerMemory memory) {
        ((Walk) memory).advance(parameters, state, stateSize(), token);
    }

    @Override
    public Description describe() {
        return shape.describe("gru").with("hidden", hidden);
    }

    /** The layer that {@link #describe} described. */
    public static Gru of(Description description) {
        return new Gru(SequenceShape.of(description), description.whole("hidden"));
    }

    private static final class Walk extends Recurrence {

        private final ElementaryArrays functions = Kernels.elementary();
        private final DMatrixRMaj candidates; // h U_n + c (N, H)
        private final double[] two; // r and z (R, 2H)
        private final double[] one; // n (R, H)

        Walk(Gru layer, int rows) {
            super(layer, rows, GATES, false);
            candidates = new DMatrixRMaj(0, hidden);
            two = new double[rows * 2 * hidden];
            one = new double[rows * hidden];
        }

        @Override
        void begin(int rows, int allTokens) {
            candidates.reshape(allTokens, hidden);
        }

        @Override
        void step(NamedMatrices parameters, int at, int rows) {
            gates(at, rows);
            candidates(parameters.get("candidate_bias").data, at, rows);
            int h = hidden;
            double[] kept = gates.data;
            for (int i = 0; i < rows; i++) {
                int r = (at + i) * GATES * h;
                for (int j = 0; j < h; j++) {
                    double z = two[i * 2 * h + h + j];
                    double n = 2 * one[i * h + j] - 1;
                    kept[r + j] = two[i * 2 * h + j];
                    kept[r + h + j] = z;
                    kept[r + 2 * h + j] = n;
                    state.data[i * h + j] = n + z * (state.data[i * h + j] - n);
                }
            }
        }

        private void gates(int at, int rows) {
            int h = hidden;
            for (int i = 0; i < rows; i++) {
                int token = (at + i) * GATES * h;
                for (int j = 0; j < 2 * h; j++) {
                    two[i * 2 * h + j] = gates.data[token + j] + recurrent.data[i * GATES * h + j];
                }
            }
            functions.sigmoid(rows * 2 * h, two, two);
        }

        /** tanh(x) = 2 sigmoid(2 x) - 1, of which the sigmoid is left in {@link #one}. */
        private void candidates(double[] bias, int at, int rows) {
            int h = hidden;
            for (int i = 0; i < rows; i++) {
                int token = ((at + i) * GATES + 2) * h;
                int from = (i * GATES + 2) * h;
                int to = (at + i) * h;
                for (int j = 0; j < h; j++) {
                    double candidate = recurrent.data[from + j] + bias[j];
                    candidates.data[to + j] = candidate;
                    one[i * h + j] = 2 * (gates.data[token + j] + two[i * 2 * h + j] * candidate);
                }
            }
            functions.sigmoid(rows * h, one, one);
        }

        @Override
        void beginBack(int rows) {}

        @Override
        void stepBack(int at, int rows) {
            int h = hidden;
            double[] kept = gates.data;
            for (int i = 0; i < rows; i++) {
                int from = (at + i) * GATES * h;
                int to = i * GATES * h;
                for (int j = 0; j < h; j++) {
                    double r = kept[from + j];
                    double z = kept[from + h + j];
                    double n = kept[from + 2 * h + j];
                    double dh = dState.data[i * h + j];
                    double dn = dh * (1 - z) * (1 - n * n);
                    double dr = dn * candidates.data[(at + i) * h + j] * r * (1 - r);
                    double dz = dh * (previous.data[(at + i) * h + j] - n) * z * (1 - z);
                    dGates.data[to + j] = dr;
                    dGates.data[to + h + j] = dz;
                    dGates.data[to + 2 * h + j] = dn;
                    dRecurrent.data[to + j] = dr;
                    dRecurrent.data[to + h + j] = dz;
                    dRecurrent.data[to + 2 * h + j] = dn * r;
                    dState.data[i * h + j] = dh * z;
                }
            }
        }

        @Override
        void addGradients(NamedMatrices gradients) {
            double[] bias = gradients.get("candidate_bias").data;
            for (int i = 0; i < dRecurrent.numRows; i++) {
                int from = (i * GATES + 2) * hidden;
                for (int j = 0; j < hidden; j++) {
                    bias[j] += dRecurrent.data[from + j];
                }
            }
        }

        @Override
        void store(double[] to) {
            System.arraycopy(state.data, 0, to, 0, hidden);
        }

        @Override
        void load(double[] from) {
            System.arraycopy(from, 0, state.data, 0, hidden);
        }
    }
}
