package dev.clv.nn.internal.kernel.vector;

import static dev.clv.nn.internal.kernel.vector.VectorBatch.LANES;
import static dev.clv.nn.internal.kernel.vector.VectorBatch.S;
import static dev.clv.nn.internal.kernel.vector.VectorBatch.WIDTH;

import dev.clv.nn.internal.kernel.SequenceRows;
import dev.clv.nn.internal.kernel.SequenceStage;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** A walk over tokens on the Vector API: each step is two products of {@link VectorPanelProduct} and a cell. */
final class VectorSequenceRows extends SequenceRows implements VectorSource {

    private final VectorSequenceWeights weights;
    private final VectorBatch y; // (B, C + H)
    private final VectorBatch dy; // as y
    private final VectorBatch dStates; // (B, slots): by h, and by the cell of an LSTM
    private final VectorBatch dTokens; // (chunk, F)
    private final Floats[] sums; // the gradient by the weights of gates, and that of one chunk
    private final int slot;
    private final int kept; // slots of a state: h; or h, the cell, and tanh of the cell behind the token
    private VectorBatch tokens; // (places, F)
    private VectorBatch gates; // (places, 4 slots), and then the gradients by what gates take
    private VectorBatch states; // (places, kept slots), those before the tokens

    VectorSequenceRows(Arena arena, VectorSequenceWeights weights, int rows, int wholeRows) {
        super(weights, rows);
        this.weights = weights;
        slot = weights.slot;
        boolean gru = stage.cell() == SequenceStage.Cell.GRU;
        kept = gru ? 1 : 3;
        y = new VectorBatch(arena::take, wholeRows, stage.outputs());
        dy = new VectorBatch(arena::take, wholeRows, stage.outputs());
        dStates = new VectorBatch(arena::take, wholeRows, gru ? slot : 2 * slot);
        dTokens = new VectorBatch(arena::take, CHUNK, Math.max(1, weights.tokensBack.columns));
        sums = new Floats[] {arena.take(weights.size), arena.take(weights.size)};
        tokens = new VectorBatch(Floats::alone, 0, stage.inputs());
        gates = tokens;
        states = tokens;
    }

    @Override
    protected void makeRoom(int places) {
        Arena arena = new Arena();
        tokens = new VectorBatch(arena::take, places, stage.inputs());
        gates = new VectorBatch(arena::take, places, SequenceStage.SLOTS * slot);
        states = new VectorBatch(arena::take, places, kept * slot);
    }

    @Override
    protected void token(int place, float[] numbers) {
        tokens.setRow(place, numbers, 0, numbers.length);
    }

    @Override
    protected void step(int step) {
        int start = order.start(step);
        int end = order.end(step);
        int next = order.start(step + 1);
        Floats w = weights.numbers;
        if (step == 0) {
            zero(states, start, end, kept * slot);
        }
        zero(states, next + order.count(step), order.end(step + 1), kept * slot);
        VectorPanelProduct.of(tokens, 0, 0, stage.inputs(), weights.tokens, w, w, weights.biasAt, start, end, gates, 0);
        for (int column = weights.tokenWidth; column < SequenceStage.SLOTS * slot; column += LANES) {
            fill(w, weights.biasAt + column, gates, start, end, column);
        }
        VectorPanelProduct.of(
                states,
                0,
                0,
                stage.hidden(),
                weights.states,
                weights.stateNumbers,
                null,
                0,
                start,
                start + order.count(step - 1),
                gates,
                weights.stateColumn);
        int rows = order.count(step);
        if (kept == 1) {
            VectorCell.sigmoid(gates, slot, 2 * slot, start, rows);
            for (int unit = 0; unit < weights.units; unit += WIDTH) {
                int width = Math.min(WIDTH, weights.units - unit);
                VectorCell.candidate(
                        gates.numbers, at(0, start, unit), at(1, start, unit), at(3, start, unit), rows, width);
                VectorCell.gru(
                        gates.numbers,
                        at(0, start, unit),
                        at(2, start, unit),
                        states.numbers,
                        states.at(start, unit),
                        states.at(next, unit),
                        rows,
                        width);
            }
            return;
        }
        VectorCell.sigmoid(gates, 0, 3 * slot, start, rows);
        for (int unit = 0; unit < weights.units; unit += WIDTH) {
            int width = Math.min(WIDTH, weights.units - unit);
            VectorCell.cell(
                    gates.numbers,
                    at(0, start, unit),
                    at(1, start, unit),
                    at(3, start, unit),
                    states.numbers,
                    states.at(start, slot + unit),
                    states.at(next, slot + unit),
                    rows,
                    width);
            VectorCell.show(
                    gates.numbers,
                    at(2, start, unit),
                    states.numbers,
                    states.at(next, slot + unit),
                    states.at(start, 2 * slot + unit),
                    states.at(next, unit),
                    rows,
                    width);
        }
    }

    private int at(int gate, int place, int unit) {
        return gates.at(place, gate * slot + unit);
    }

    private static void fill(Floats from, int at, VectorBatch to, int start, int end, int column) {
        FloatVector v = FloatVector.fromArray(S, from.numbers(), from.at(at));
        int first = to.at(start, column);
        for (int i = first; i < first + (end - start) * WIDTH; i += WIDTH) {
            v.intoArray(to.numbers, i);
        }
    }

    private static void zero(VectorBatch batch, int from, int to, int columns) {
        for (int column = 0; column < columns; column += WIDTH) {
            int width = Math.min(WIDTH, columns - column);
            for (int place = from; place < to; place++) {
                int at = batch.at(place, column);
                Arrays.fill(batch.numbers, at, at + width, 0);
            }
        }
    }

    @Override
    protected void output(int row, int state, float[] input, int at) {
        for (int c = 0; c < stage.columns(); c++) {
            y.numbers[y.at(row, c)] = input[at + c];
        }
        for (int j = 0; j < stage.hidden(); j++) {
            y.numbers[y.at(row, stage.columns() + j)] = state < 0 ? 0 : states.numbers[states.at(state, j)];
        }
    }

    @Override
    protected void beginBack() {
        Arrays.fill(sums[0].numbers(), sums[0].start(), sums[0].at(weights.size), 0);
        int rows = order.count(order.steps());
        zero(dStates, 0, rows, dStates.columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < stage.hidden(); j++) {
                dStates.numbers[dStates.at(i, j)] = dy.numbers[dy.at(order.row(i), stage.columns() + j)];
            }
        }
    }

    @Override
    protected void stepBack(int step) {
        int start = order.start(step);
        int rows = order.count(step);
        for (int unit = 0; unit < weights.units; unit += WIDTH) {
            int width = Math.min(WIDTH, weights.units - unit);
            if (kept == 1) {
                VectorCell.gruBack(
                        gates.numbers,
                        at(0, start, unit),
                        at(1, start, unit),
                        at(2, start, unit),
                        at(3, start, unit),
                        states.numbers,
                        states.at(start, unit),
                        dStates.numbers,
                        dStates.at(0, unit),
                        rows,
                        width);
            } else {
                VectorCell.lstmBack(
                        gates.numbers,
                        at(0, start, unit),
                        at(1, start, unit),
                        at(2, start, unit),
                        at(3, start, unit),
                        states.numbers,
                        states.at(start, slot + unit),
                        states.at(start, 2 * slot + unit),
                        dStates.numbers,
                        dStates.at(0, unit),
                        dStates.at(0, slot + unit),
                        rows,
                        width);
            }
        }
        zero(gates, start + rows, order.end(step), SequenceStage.SLOTS * slot);
        back(start, order.count(step - 1));
    }

    /** Adds what comes through the gates to the gradients by the first states. */
    private void back(int start, int rows) {
        VectorPanelProduct.of(
                gates,
                start,
                weights.stateColumn,
                weights.stateWidth,
                weights.statesBack,
                weights.back,
                null,
                0,
                0,
                rows,
                dStates,
                0);
    }

    @Override
    protected void addGradients(int from, int to) {
        Floats chunk = sums[1];
        int rows = to - from;
        VectorPanelGradient.of(tokens, gates, 0, from, rows, weights.tokens, chunk, 0);
        VectorPanelGradient.of(states, gates, weights.stateColumn, from, rows, weights.states, chunk, weights.statesAt);
        VectorPanelGradient.sum(gates, 0, SequenceStage.SLOTS * slot, from, rows, chunk, weights.biasAt);
        VectorUpdate.total(sums, 2, 0, weights.size);
    }

    @Override
    protected void tokenGradients(int from, int to) {
        VectorPanelProduct.of(
                gates,
                from,
                0,
                weights.tokenWidth,
                weights.tokensBack,
                weights.tokensBackNumbers,
                weights.zeros,
                0,
                0,
                to - from,
                dTokens,
                0);
    }

    @Override
    protected float tokenGradient(int offset, int k) {
        return dTokens.numbers[dTokens.at(offset, k)];
    }

    @Override
    protected void copyGradients(float[] to) {
        for (int i = stage.gatesAt(); i < to.length; i++) {
            to[i] = sums[0].get(weights.places[i]);
        }
    }

    @Override
    public VectorBatch y() {
        return y;
    }

    @Override
    public VectorBatch dy() {
        return dy;
    }

    @Override
    public boolean gates() {
        return false;
    }

    @Override
    public void backThroughActivation(int from, int to) {}

    @Override
    public boolean isFinite(int from, int to) {
        for (int b = from; b < to; b++) {
            for (int o = 0; o < stage.outputs(); o++) {
                if (!Float.isFinite(y.numbers[y.at(b, o)])) {
                    return false;
                }
            }
        }
        return true;
    }
}
