package dev.clv.nn.sequence;

import dev.clv.nn.describe.Description;
import dev.clv.nn.internal.Kernels;
import dev.clv.nn.internal.kernel.ElementaryArrays;
import dev.clv.nn.layer.LayerMemory;
import dev.clv.nn.layer.ParameterShape;
import dev.clv.nn.math.NamedMatrices;
import dev.clv.nn.math.SplitMix;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * Long short-term memory (Hochreiter and Schmidhuber 1997) with a forget gate (Gers, Schmidhuber and Cummins 2000), as
 * in PyTorch. From the state h and the cell c before a token x to those behind it:
 *
 * <pre>
 * i  = sigmoid(x W_i + h U_i + b_i)    how much of the candidate comes in
 * f  = sigmoid(x W_f + h U_f + b_f)    how much of the cell stays
 * g  = tanh(x W_g + h U_g + b_g)       the candidate
 * o  = sigmoid(x W_o + h U_o + b_o)    how much of the cell is shown
 * c' = f * c + i * g
 * h' = o * tanh(c')
 * </pre>
 *
 * <p>F = features, H = hidden. {@code input_weights} (F, 4H) are W_i, W_f, W_g and W_o side by side,
 * {@code recurrent_weights} (H, 4H) the U and {@code bias} (1, 4H) the b, which stands for the sum of PyTorch's two.
 * Input weights start by Glorot, recurrent ones orthogonal, gate by gate; biases at 0, those of the forget gate at 1,
 * so that the cell remembers at first (Jozefowicz, Zaremba and Sutskever 2015). A whole state is h, then c.
 *
 * @param shape of the sequence
 * @param hidden H
 */
public record Lstm(SequenceShape shape, int hidden) implements RecurrentLayer {

    private static final int GATES = 4;

    /**
     * Checks the size.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Lstm {
        Sizes.check("hidden size of an lstm layer", hidden);
    }

    @Override
    public int stateSize() {
        return 2 * hidden;
    }

    @Override
    public List<ParameterShape> parameters() {
        return List.of(
                new ParameterShape("input_weights", shape.features(), GATES * hidden, true),
                new ParameterShape("recurrent_weights", hidden, GATES * hidden, true),
                new ParameterShape("bias", 1, GATES * hidden, false));
    }

    @Override
    public void initialize(NamedMatrices parameters, SplitMix random) {
        GateWeights.glorot(parameters.get("input_weights"), hidden, random);
        GateWeights.orthogonal(parameters.get("recurrent_weights"), random);
        Arrays.fill(parameters.get("bias").data, hidden, 2 * hidden, 1);
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
        return shape.describe("lstm").with("hidden", hidden);
    }

    /** The layer that {@link #describe} described. */
    public static Lstm of(Description description) {
        return new Lstm(SequenceShape.of(description), description.whole("hidden"));
    }

    private static final class Walk extends Recurrence {

        private final ElementaryArrays functions = Kernels.elementary();
        private final DMatrixRMaj previousCells; // (N, H)
        private final DMatrixRMaj squashed; // tanh(c') (N, H)
        private final double[] cells; // (R, H)
        private final double[] dCells; // (R, H)
        private final double[] four; // the gates (R, 4H)
        private final double[] one; // tanh(c') (R, H)

        Walk(Lstm layer, int rows) {
            super(layer, rows, GATES, true);
            previousCells = new DMatrixRMaj(0, hidden);
            squashed = new DMatrixRMaj(0, hidden);
            cells = new double[rows * hidden];
            dCells = new double[rows * hidden];
            four = new double[rows * GATES * hidden];
            one = new double[rows * hidden];
        }

        @Override
        void begin(int rows, int allTokens) {
            previousCells.reshape(allTokens, hidden);
            squashed.reshape(allTokens, hidden);
            Arrays.fill(cells, 0, rows * hidden, 0);
        }

        @Override
        void step(NamedMatrices parameters, int at, int rows) {
            gates(at, rows);
            System.arraycopy(cells, 0, previousCells.data, at * hidden, rows * hidden);
            cells(at, rows);
            for (int i = 0; i < rows; i++) {
                int o = (i * GATES + 3) * hidden;
                for (int j = i * hidden; j < (i + 1) * hidden; j++) {
                    double shown = 2 * one[j] - 1;
                    squashed.data[at * hidden + j] = shown;
                    state.data[j] = four[o + j - i * hidden] * shown;
                }
            }
        }

        /** tanh(x) = 2 sigmoid(2 x) - 1, so that one loop makes all gates. */
        private void gates(int at, int rows) {
            int width = GATES * hidden;
            for (int i = 0; i < rows; i++) {
                int token = (at + i) * width;
                for (int j = 0; j < width; j++) {
                    four[i * width + j] = gates.data[token + j] + recurrent.data[i * width + j];
                }
                int g = i * width + 2 * hidden;
                for (int j = g; j < g + hidden; j++) {
                    four[j] *= 2;
                }
            }
            functions.sigmoid(rows * width, four, four);
            for (int i = 0; i < rows; i++) {
                int g = i * width + 2 * hidden;
                for (int j = g; j < g + hidden; j++) {
                    four[j] = 2 * four[j] - 1;
                }
            }
            System.arraycopy(four, 0, gates.data, at * width, rows * width);
        }

        private void cells(int at, int rows) {
            int h = hidden;
            for (int i = 0; i < rows; i++) {
                int gate = i * GATES * h;
                for (int j = 0; j < h; j++) {
                    double cell = four[gate + h + j] * cells[i * h + j] + four[gate + j] * four[gate + 2 * h + j];
                    cells[i * h + j] = cell;
                    one[i * h + j] = 2 * cell;
                }
            }
            functions.sigmoid(rows * h, one, one);
        }

        @Override
        void beginBack(int rows) {
            Arrays.fill(dCells, 0, rows * hidden, 0);
        }

        @Override
        void stepBack(int at, int rows) {
            int h = hidden;
            double[] kept = gates.data;
            double[] to = dGates.data;
            for (int b = 0; b < rows; b++) {
                int from = (at + b) * GATES * h;
                int gate = b * GATES * h;
                for (int j = 0; j < h; j++) {
                    double i = kept[from + j];
                    double f = kept[from + h + j];
                    double g = kept[from + 2 * h + j];
                    double o = kept[from + 3 * h + j];
                    double shown = squashed.data[(at + b) * h + j];
                    double dh = dState.data[b * h + j];
                    double dc = dCells[b * h + j] + dh * o * (1 - shown * shown);
                    to[gate + j] = dc * g * i * (1 - i);
                    to[gate + h + j] = dc * previousCells.data[(at + b) * h + j] * f * (1 - f);
                    to[gate + 2 * h + j] = dc * i * (1 - g * g);
                    to[gate + 3 * h + j] = dh * shown * o * (1 - o);
                    dCells[b * h + j] = dc * f;
                    dState.data[b * h + j] = 0;
                }
            }
        }

        @Override
        void store(double[] to) {
            System.arraycopy(state.data, 0, to, 0, hidden);
            System.arraycopy(cells, 0, to, hidden, hidden);
        }

        @Override
        void load(double[] from) {
            System.arraycopy(from, 0, state.data, 0, hidden);
            System.arraycopy(from, hidden, cells, 0, hidden);
        }
    }
}
