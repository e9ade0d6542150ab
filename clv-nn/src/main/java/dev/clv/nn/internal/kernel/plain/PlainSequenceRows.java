package dev.clv.nn.internal.kernel.plain;

import dev.clv.nn.internal.kernel.SequenceRows;
import dev.clv.nn.internal.kernel.SequenceStage;
import java.util.Arrays;

/** A walk over tokens in plain Java: one array per token, so that products run along the gates. */
final class PlainSequenceRows extends SequenceRows implements PlainSource {

    final float[][] y; // (C + H, B)
    private final float[][] dy; // as y
    private final PlainSequenceWeights weights;
    private final PlainCell cell;
    private final int inputs; // F
    private final int hidden; // H
    private final int stateAt; // the first gate that states give to
    private final float[][] dInputs; // (B or a chunk, F + H), by tokens and states
    private final float[][] dCells; // (B, H)
    private final float[][] sums; // as the weights
    private float[][] taken = {}; // (places, F + H), tokens, and the states before them
    private float[][] gates = {}; // (places, 4H), and then the gradients by what gates take
    private float[][] cells = {}; // (places, H), those before the tokens
    private float[][] squashed = {}; // (places, H), of the cells behind them

    PlainSequenceRows(PlainSequenceWeights weights, int rows) {
        super(weights, rows);
        this.weights = weights;
        inputs = stage.inputs();
        hidden = stage.hidden();
        stateAt = stage.cell().firstOfState() * hidden;
        cell = new PlainCell(hidden, inputs);
        y = new float[stage.outputs()][rows];
        dy = new float[stage.outputs()][rows];
        dInputs = new float[Math.max(rows, CHUNK)][inputs + hidden];
        dCells = new float[rows][hidden];
        sums = new float[inputs + hidden + 1][SequenceStage.SLOTS * hidden];
    }

    @Override
    protected void makeRoom(int places) {
        taken = new float[places][inputs + hidden];
        gates = new float[places][SequenceStage.SLOTS * hidden];
        boolean keepsCells = stage.cell() == SequenceStage.Cell.LSTM;
        cells = new float[keepsCells ? places : 0][hidden];
        squashed = new float[keepsCells ? places : 0][hidden];
    }

    @Override
    protected void token(int place, float[] numbers) {
        System.arraycopy(numbers, 0, taken[place], 0, inputs);
    }

    @Override
    protected void step(int step) {
        int start = order.start(step);
        int width = gates[0].length;
        for (int place = order.start(step + 1) + order.count(step); place < order.end(step + 1); place++) {
            Arrays.fill(taken[place], inputs, inputs + hidden, 0);
            if (cells.length > 0) {
                Arrays.fill(cells[place], 0);
            }
        }
        for (int i = 0; i < order.count(step); i++) {
            int place = start + i;
            int next = order.start(step + 1) + i;
            if (step == 0) {
                Arrays.fill(taken[place], inputs, inputs + hidden, 0);
            }
            float[] sum = gates[place];
            System.arraycopy(weights.gates[inputs + hidden], 0, sum, 0, width);
            add(sum, weights.gates, taken[place], 0, inputs, 0, stage.cell().gates() * hidden);
            if (i < order.count(step - 1)) {
                add(sum, weights.gates, taken[place], inputs, inputs + hidden, stateAt, width);
            }
            if (cells.length == 0) {
                cell.gru(sum, taken[place], taken[next]);
            } else {
                if (step == 0) {
                    Arrays.fill(cells[place], 0);
                }
                cell.lstm(sum, cells[place], cells[next], squashed[place], taken[next]);
            }
        }
    }

    /** sum += the sum of these rows times these factors, at the columns from {@code from} to {@code to}. */
    private static void add(float[] sum, float[][] rows, float[] factors, int first, int end, int from, int to) {
        int k = first;
        for (; k <= end - 5; k += 5) {
            PlainLoops.add5(
                    sum,
                    rows[k],
                    rows[k + 1],
                    rows[k + 2],
                    rows[k + 3],
                    rows[k + 4],
                    factors[k],
                    factors[k + 1],
                    factors[k + 2],
                    factors[k + 3],
                    factors[k + 4],
                    from,
                    to);
        }
        for (; k < end; k++) {
            PlainLoops.add1(sum, rows[k], factors[k], from, to);
        }
    }

    @Override
    protected void output(int row, int state, float[] input, int at) {
        for (int c = 0; c < stage.columns(); c++) {
            y[c][row] = input[at + c];
        }
        for (int j = 0; j < hidden; j++) {
            y[stage.columns() + j][row] = state < 0 ? 0 : taken[state][inputs + j];
        }
    }

    @Override
    protected void beginBack() {
        for (float[] row : sums) {
            Arrays.fill(row, 0);
        }
        for (int i = 0; i < order.count(order.steps()); i++) {
            for (int j = 0; j < hidden; j++) {
                dInputs[i][inputs + j] = dy[stage.columns() + j][order.row(i)];
            }
            Arrays.fill(dCells[i], 0);
        }
    }

    @Override
    protected void stepBack(int step) {
        for (int i = 0; i < order.count(step); i++) {
            int place = order.start(step) + i;
            if (cells.length == 0) {
                cell.gruBack(gates[place], taken[place], dInputs[i]);
            } else {
                cell.lstmBack(gates[place], cells[place], squashed[place], dInputs[i], dCells[i]);
            }
            if (i < order.count(step - 1)) {
                int width = gates[place].length;
                add(dInputs[i], weights.back, gates[place], stateAt, width, inputs, inputs + hidden);
            }
        }
        for (int place = order.start(step) + order.count(step); place < order.end(step); place++) {
            Arrays.fill(gates[place], 0);
        }
    }

    @Override
    protected void addGradients(int from, int to) {
        int width = gates[0].length;
        int ofTokens = stage.cell().gates() * hidden;
        for (int block = from; block < to; block += 30) {
            int end = Math.min(block + 30, to);
            for (int k = 0; k < inputs + hidden; k++) {
                addPlaces(sums[k], k, block, end, k < inputs ? 0 : stateAt, k < inputs ? ofTokens : width);
            }
            for (int place = block; place < end; place++) {
                PlainLoops.add1(sums[inputs + hidden], gates[place], 1, 0, width);
            }
        }
    }

    private void addPlaces(float[] sum, int k, int from, int to, int first, int end) {
        int p = from;
        for (; p <= to - 5; p += 5) {
            PlainLoops.add5(
                    sum,
                    gates[p],
                    gates[p + 1],
                    gates[p + 2],
                    gates[p + 3],
                    gates[p + 4],
                    taken[p][k],
                    taken[p + 1][k],
                    taken[p + 2][k],
                    taken[p + 3][k],
                    taken[p + 4][k],
                    first,
                    end);
        }
        for (; p < to; p++) {
            PlainLoops.add1(sum, gates[p], taken[p][k], first, end);
        }
    }

    /** Beside the gradients by states, which the walk still needs. */
    @Override
    protected void tokenGradients(int from, int to) {
        for (int place = from; place < to; place++) {
            float[] sum = dInputs[place - from];
            Arrays.fill(sum, 0, inputs, 0);
            add(sum, weights.back, gates[place], 0, stage.cell().gates() * hidden, 0, inputs);
        }
    }

    @Override
    protected float tokenGradient(int offset, int k) {
        return dInputs[offset][k];
    }

    @Override
    protected void copyGradients(float[] to) {
        for (int i = stage.gatesAt(); i < to.length; i++) {
            to[i] = sums[weights.rows[i]][weights.columns[i]];
        }
    }

    @Override
    public float[][] dy() {
        return dy;
    }

    @Override
    public void backThroughActivation(int from, int to) {}

    @Override
    public boolean isFinite(int from, int to) {
        for (float[] values : y) {
            for (int b = from; b < to; b++) {
                if (!Float.isFinite(values[b])) {
                    return false;
                }
            }
        }
        return true;
    }
}
