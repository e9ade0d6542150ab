package dev.clv.nn.internal.kernel;

import java.util.Arrays;

/**
 * Rows at a {@link SequenceStage}: the walk over their tokens there and back; the arithmetic is the
 * {@link KernelProvider}'s. What the gates give is kept in the place of what they take, and the gradient by that takes
 * its place on the way back. Weight gradients are products over many tokens at once, as soon as those have been passed.
 *
 * <p>All rows of a pass are computed in one range, since they share the walk. Room is made when it is first needed, by
 * the tokens there are and not by those there could be; apart from that, nothing allocates.
 */
public abstract class SequenceRows implements FloatLayerRows {

    /** Tokens of one product of weight gradients: enough to be worth it, few enough for the cache. */
    protected static final int CHUNK = 40 * FloatPass.ROWS;

    /** What is computed. */
    protected final SequenceStage stage;

    /** Where the tokens lie. */
    protected final TokenOrder order;

    private final SequenceWeights weights;
    private final float[][] values; // of each row
    private final int[] ats; // where its inputs begin in them
    private final int[] others; // the features that no embedding replaces
    private final float[] token; // (F)
    private final float[] zeros; // (F)
    private final float[] sum; // the gradient by all parameters
    private int[] categories = {}; // (places, embeddings), where the vectors begin in the parameters
    private int room;

    /** Room for up to this many rows. */
    protected SequenceRows(SequenceWeights weights, int rows) {
        this.weights = weights;
        stage = weights.stage;
        order = new TokenOrder(stage, rows);
        values = new float[rows][];
        ats = new int[rows];
        others = new int[stage.others()];
        token = new float[stage.inputs()];
        zeros = new float[stage.inputs()];
        sum = new float[stage.size()];
        int next = 0;
        for (int feature = 0; feature < stage.features(); feature++) {
            int f = feature;
            if (stage.embeddings().stream().noneMatch(embedding -> embedding.feature() == f)) {
                others[next++] = feature;
            }
        }
    }

    /** Makes room for the tokens of so many places. */
    protected abstract void makeRoom(int places);

    /** Takes the numbers (F) of a token. */
    protected abstract void token(int place, float[] numbers);

    /** One step of the walk: from the states and tokens of its places to the states of the next ones. */
    protected abstract void step(int step);

    /** Writes a row's outputs, with the state at this place, or 0 if it is negative. */
    protected abstract void output(int row, int state, float[] input, int at);

    /** Takes the gradients by the states that came out from those by the outputs, and begins a gradient by weights. */
    protected abstract void beginBack();

    /** The way back through one step. */
    protected abstract void stepBack(int step);

    /** Adds the gradients by the weights of gates over the tokens of these places, at most {@link #CHUNK}. */
    protected abstract void addGradients(int from, int to);

    /** Computes the gradients by the tokens of these places, at most {@link #CHUNK}. */
    protected abstract void tokenGradients(int from, int to);

    /** Number k of the token at this place after {@code from} in {@link #tokenGradients}. */
    protected abstract float tokenGradient(int offset, int k);

    /** Copies the gradients by the weights of gates out, in the order of the parameters. */
    protected abstract void copyGradients(float[] to);

    /** Sets row b to the inputs that start at {@code at}; they are read in {@link #forward}. */
    public final void input(int b, float[] inputs, int at) {
        values[b] = inputs;
        ats[b] = at;
    }

    @Override
    public final void forward(int from, int to, int first, boolean training, long noise) {
        if (from != 0) {
            throw new IllegalStateException("the rows of a pass that reads sequences are one range, began at " + from);
        }
        order.sort(values, ats, to);
        if (order.size() > room) {
            room = Math.max(order.size(), Math.min(2 * room, values.length * (stage.steps() + 1)));
            categories = new int[room * stage.embeddings().size()];
            makeRoom(room);
        }
        for (int step = 0; step < order.steps(); step++) {
            int start = order.start(step);
            for (int i = 0; i < order.count(step); i++) {
                int row = order.row(i);
                int at = ats[row] + stage.columns() + 1 + order.age(step) * stage.features();
                readToken(values[row], at, start + i);
                token(start + i, token);
            }
            for (int place = start + order.count(step); place < order.end(step); place++) {
                token(place, zeros);
            }
            step(step);
        }
        int end = order.steps() == 0 ? 0 : order.count(order.steps());
        for (int i = 0; i < to; i++) {
            int row = order.row(i);
            output(row, i < end ? order.start(order.steps()) + i : -1, values[row], ats[row]);
        }
    }

    private void readToken(float[] from, int at, int place) {
        int k = 0;
        while (k < others.length) {
            token[k] = from[at + others[k]];
            k++;
        }
        int count = stage.embeddings().size();
        for (int e = 0; e < count; e++) {
            SequenceStage.Embedding embedding = stage.embeddings().get(e);
            int vector = embedding.weightsAt() + (int) from[at + embedding.feature()] * embedding.size();
            categories[place * count + e] = vector;
            System.arraycopy(weights.w, vector, token, k, embedding.size());
            k += embedding.size();
        }
    }

    @Override
    public final void backward(int from, int to) {
        Arrays.fill(sum, 0);
        beginBack();
        int passed = order.start(order.steps()); // before it all gradients have been added
        for (int step = order.steps() - 1; step >= 0; step--) {
            stepBack(step);
            for (; passed - CHUNK >= order.start(step); passed -= CHUNK) {
                chunk(passed - CHUNK, passed);
            }
        }
        if (passed > 0) {
            chunk(0, passed);
        }
        copyGradients(sum);
    }

    private void chunk(int from, int to) {
        addGradients(from, to);
        int count = stage.embeddings().size();
        if (count == 0) {
            return;
        }
        tokenGradients(from, to);
        for (int step = 0; step < order.steps(); step++) {
            int end = Math.min(order.start(step) + order.count(step), to);
            for (int place = Math.max(order.start(step), from); place < end; place++) {
                int k = others.length;
                for (int e = 0; e < count; e++) {
                    int vector = categories[place * count + e];
                    for (int j = 0; j < stage.embeddings().get(e).size(); j++) {
                        sum[vector + j] += tokenGradient(place - from, k++);
                    }
                }
            }
        }
    }

    @Override
    public final void gradient(int part, int rows, int slot) {
        weights.gradient(part, sum, slot);
    }

    @Override
    public final void outputs(int from, int to, int first, double[] z) {
        throw new UnsupportedOperationException("a sequence is read by the first stage of a network, not by the last");
    }

    @Override
    public final void outputGradients(int from, int to, int first, double[] dz) {
        throw new UnsupportedOperationException("a sequence is read by the first stage of a network, not by the last");
    }
}
