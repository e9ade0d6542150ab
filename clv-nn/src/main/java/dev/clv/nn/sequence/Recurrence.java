package dev.clv.nn.sequence;

import dev.clv.nn.layer.LayerMemory;
import dev.clv.nn.math.NamedMatrices;
import dev.clv.nn.math.Products;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.jspecify.annotations.Nullable;

/**
 * The walk over the tokens of a batch, there and back, and what it keeps between. What happens at one token is a
 * cell's.
 *
 * <p>B = rows, N = tokens in all, F = features, H = hidden, G = gates, R = rows that have a token of the age at hand.
 * The weights of all gates lie side by side, so that all tokens take one product and a step of all rows one more. The
 * walk goes from the oldest age to the newest; since the longest sequences come first, the rows that have begun are
 * always the first ones, and no work is done for padding. Room is made when it is first needed, by the tokens there are
 * and not by those there could be.
 */
abstract class Recurrence extends LayerMemory {

    final int hidden;

    /** (N, G H): what the tokens give to the gates, and, once the walk has passed, what the cell makes of it. */
    final DMatrixRMaj gates;

    /** (R, G H): what the states give to the gates. */
    final DMatrixRMaj recurrent;

    /** (R, H): the hidden states before, and then behind, the tokens at hand. */
    final DMatrixRMaj state;

    /** (N, H): the hidden state before each token. */
    final DMatrixRMaj previous;

    /** (R, H): the gradients by the hidden states behind, and then before, the tokens at hand. */
    final DMatrixRMaj dState;

    /** (R, G H): the gradients by what the tokens give to the gates. */
    final DMatrixRMaj dGates;

    /** (R, G H): the gradients by what the states give to the gates. */
    final DMatrixRMaj dRecurrent;

    private final SequenceShape shape;
    private final TokenBatch batch;
    private final DMatrixRMaj tokens; // (R, F)
    private final DMatrixRMaj dTokens; // (R, F)
    private final DMatrixRMaj before; // (R, H) of previous
    private final DMatrixRMaj inputsBack; // the input weights, transposed (G H, F)
    private final DMatrixRMaj recurrentBack; // the recurrent weights, transposed (G H, H)

    /**
     * @param oneGradient whether tokens and states give to the gates by one sum, so that both have the same gradient
     */
    Recurrence(RecurrentLayer layer, int rows, int gateCount, boolean oneGradient) {
        shape = layer.shape();
        hidden = layer.hidden();
        batch = new TokenBatch(shape, rows);
        int width = gateCount * hidden;
        gates = new DMatrixRMaj(0, width);
        recurrent = new DMatrixRMaj(rows, width);
        state = new DMatrixRMaj(rows, hidden);
        previous = new DMatrixRMaj(0, hidden);
        dState = new DMatrixRMaj(rows, hidden);
        dGates = new DMatrixRMaj(rows, width);
        dRecurrent = oneGradient ? dGates : new DMatrixRMaj(rows, width);
        tokens = new DMatrixRMaj(rows, shape.features());
        dTokens = new DMatrixRMaj(rows, shape.features());
        before = new DMatrixRMaj(rows, hidden);
        inputsBack = new DMatrixRMaj(width, shape.features());
        recurrentBack = new DMatrixRMaj(width, hidden);
    }

    /** Makes room for what else the cell keeps of each token, and sets what else it carries along to 0. */
    abstract void begin(int rows, int allTokens);

    /**
     * From {@link #gates}, {@link #recurrent} and {@link #state} to the next state.
     *
     * @param at where the tokens begin among all
     * @param rows R
     */
    abstract void step(NamedMatrices parameters, int at, int rows);

    /** Sets the gradients by what else the cell carries along to 0. */
    abstract void beginBack(int rows);

    /**
     * From {@link #dState} to {@link #dGates} and {@link #dRecurrent}; leaves in {@link #dState} the gradient by the
     * state before, as far as it does not come through the gates.
     */
    abstract void stepBack(int at, int rows);

    /** Adds the gradients of parameters that this class does not know, of the tokens at hand. */
    void addGradients(NamedMatrices gradients) {}

    /** The state behind the first row's last token, as {@link RecurrentLayer#stateSize} says. */
    abstract void store(double[] to);

    /** The opposite of {@link #store}. */
    abstract void load(double[] from);

    final void forward(DMatrixRMaj x, NamedMatrices parameters, DMatrixRMaj y) {
        batch.read(x);
        tokensToGates(parameters);
        begin();
        for (int age = batch.longest() - 1; age >= 0; age--) {
            walk(parameters, batch.start(age), batch.rows(age));
        }
        y.zero();
        shape.copyColumns(x, y);
        for (int i = 0; i < batch.rows(0); i++) {
            System.arraycopy(state.data, i * hidden, y.data, batch.row(i) * y.numCols + shape.columns(), hidden);
        }
    }

    /** One token after the state given, which becomes the next. */
    final void advance(NamedMatrices parameters, double[] given, int stateSize, double[] token) {
        if (given.length != stateSize) {
            throw new IllegalArgumentException(
                    "the state of this layer must have " + stateSize + " numbers, has " + given.length);
        }
        if (token.length != shape.features()) {
            throw new IllegalArgumentException("a token must have " + shape.features() + " numbers, has " + token.length
                    + "; hand in the features that the network was trained on, in their order");
        }
        batch.readOne(token);
        tokensToGates(parameters);
        begin();
        load(given);
        walk(parameters, 0, 1);
        store(given);
    }

    private void tokensToGates(NamedMatrices parameters) {
        gates.reshape(batch.tokens().numRows, gates.numCols);
        Products.broadcast(parameters.get("bias"), gates);
        products().multAdd(batch.tokens(), parameters.get("input_weights"), gates);
    }

    private void begin() {
        int rows = batch.rows(0);
        previous.reshape(gates.numRows, hidden);
        state.reshape(rows, hidden);
        state.zero();
        begin(rows, gates.numRows);
    }

    private void walk(NamedMatrices parameters, int at, int rows) {
        state.reshape(rows, hidden);
        recurrent.reshape(rows, recurrent.numCols);
        products().mult(state, parameters.get("recurrent_weights"), recurrent);
        System.arraycopy(state.data, 0, previous.data, at * hidden, rows * hidden);
        step(parameters, at, rows);
    }

    final void backward(
            DMatrixRMaj dy, NamedMatrices parameters, @Nullable DMatrixRMaj dx, @Nullable NamedMatrices gradients) {
        if (dx == null && gradients == null) {
            return;
        }
        CommonOps_DDRM.transpose(parameters.get("recurrent_weights"), recurrentBack);
        CommonOps_DDRM.transpose(parameters.get("input_weights"), inputsBack);
        if (dx != null) {
            dx.zero();
            shape.copyColumns(dy, dx);
        }
        int all = batch.rows(0);
        dState.reshape(all, hidden);
        for (int i = 0; i < all; i++) {
            System.arraycopy(dy.data, batch.row(i) * dy.numCols + shape.columns(), dState.data, i * hidden, hidden);
        }
        beginBack(all);
        for (int age = 0; age < batch.longest(); age++) {
            int at = batch.start(age);
            int rows = batch.rows(age);
            dGates.reshape(rows, dGates.numCols);
            dRecurrent.reshape(rows, dRecurrent.numCols);
            stepBack(at, rows);
            if (gradients != null) {
                addGradients(at, rows, gradients);
            }
            if (dx != null) {
                addInputs(age, rows, dx);
            }
            int older = batch.rows(age + 1);
            dState.reshape(older, hidden);
            dRecurrent.reshape(older, dRecurrent.numCols);
            products().multAdd(dRecurrent, recurrentBack, dState);
        }
    }

    /** By blocks of one age, which fit into the cache, rather than by all tokens at once. */
    private void addGradients(int at, int rows, NamedMatrices gradients) {
        block(batch.tokens(), at, rows, tokens);
        block(previous, at, rows, before);
        products().multAddTransA(tokens, dGates, gradients.get("input_weights"));
        products().multAddTransA(before, dRecurrent, gradients.get("recurrent_weights"));
        Products.addRows(dGates, gradients.get("bias"));
        addGradients(gradients);
    }

    private static void block(DMatrixRMaj all, int at, int rows, DMatrixRMaj to) {
        to.reshape(rows, all.numCols);
        System.arraycopy(all.data, at * all.numCols, to.data, 0, rows * all.numCols);
    }

    private void addInputs(int age, int rows, DMatrixRMaj dx) {
        dTokens.reshape(rows, shape.features());
        products().mult(dGates, inputsBack, dTokens);
        for (int i = 0; i < rows; i++) {
            System.arraycopy(
                    dTokens.data,
                    i * shape.features(),
                    dx.data,
                    batch.row(i) * dx.numCols + shape.column(age, 0),
                    shape.features());
        }
    }
}
