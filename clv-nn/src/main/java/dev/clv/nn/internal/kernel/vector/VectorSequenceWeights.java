package dev.clv.nn.internal.kernel.vector;

import static dev.clv.nn.internal.kernel.vector.VectorBatch.LANES;
import static dev.clv.nn.internal.kernel.vector.VectorBatch.WIDTH;

import dev.clv.nn.internal.kernel.SequenceStage;
import dev.clv.nn.internal.kernel.SequenceWeights;

/**
 * The matrices of a {@link SequenceStage}'s gates in {@link Panels}: what tokens give (F, S slots), what states give
 * (H, S slots) and the biases one after the other, and the transposes of both.
 */
final class VectorSequenceWeights extends SequenceWeights {

    final SequenceStage stage;

    /**
     * The columns of a slot: a power of two of vectors up to a panel of a batch, whole panels beyond, so that no panel
     * of weights reaches across two panels of a batch.
     */
    final int slot;

    /** The columns of a slot that are not all padding. */
    final int units;

    /** The columns of all slots that tokens give to. */
    final int tokenWidth;

    /** The column of the first slot that states give to, and the columns of all those slots. */
    final int stateColumn;

    final int stateWidth;
    final Panels tokens;
    final Panels states;
    final Panels tokensBack; // (columns, F); empty if no embedding needs it
    final Panels statesBack;
    final int statesAt; // in the numbers
    final int biasAt;
    final int size; // of the numbers
    final Floats numbers; // and their gradients lie alike
    final Floats stateNumbers; // those of them that states are multiplied with
    final Floats back; // the transposes, that of states first
    final Floats tokensBackNumbers; // the second of them
    final Floats zeros;
    final int[] places; // of each parameter in the numbers; nothing in front of those of gates
    private final int[] backPlaces; // of each parameter in back; -1 of biases

    VectorSequenceWeights(Arena arena, SequenceStage stage, int gradientCount) {
        super(stage, gradientCount);
        this.stage = stage;
        int widest = VectorBatch.NARROW ? 2 : 4;
        int inputs = stage.inputs();
        int hidden = stage.hidden();
        units = (hidden + LANES - 1) / LANES * LANES;
        slot = units > WIDTH
                ? (units + WIDTH - 1) / WIDTH * WIDTH
                : LANES * Integer.highestOneBit(2 * (units / LANES) - 1);
        tokenWidth = stage.cell().gates() * slot;
        stateColumn = stage.cell().firstOfState() * slot;
        stateWidth = SequenceStage.SLOTS * slot - stateColumn;
        tokens = new Panels((inputs + 3) / 4 * 4, tokenWidth, LANES, widest);
        states = new Panels((hidden + 3) / 4 * 4, stateWidth, LANES, widest);
        tokensBack = new Panels(tokenWidth, stage.embeddings().isEmpty() ? 0 : inputs, LANES, widest);
        statesBack = new Panels(stateWidth, hidden, LANES, widest);
        statesAt = tokens.size();
        biasAt = statesAt + states.size();
        size = biasAt + SequenceStage.SLOTS * slot;
        numbers = arena.take(size);
        stateNumbers = numbers.from(statesAt);
        back = arena.take(statesBack.size() + tokensBack.size());
        tokensBackNumbers = back.from(statesBack.size());
        zeros = arena.take(Math.max(tokensBack.columns, statesBack.columns));
        places = new int[stage.size()];
        backPlaces = new int[stage.size()];
        stage.forEachPlace((index, row, inSlot, unit) -> {
            int column = inSlot * slot + unit;
            places[index] = place(row, column);
            backPlaces[index] = backPlace(row, column);
        });
    }

    private int place(int row, int column) {
        int inputs = stage.inputs();
        if (row < inputs) {
            return tokens.at(row, column);
        }
        return row < inputs + stage.hidden()
                ? statesAt + states.at(row - inputs, column - stateColumn)
                : biasAt + column;
    }

    private int backPlace(int row, int column) {
        int inputs = stage.inputs();
        if (row < inputs) {
            return tokensBack.size() == 0 ? -1 : statesBack.size() + tokensBack.at(column, row);
        }
        return row < inputs + stage.hidden() ? statesBack.at(column - stateColumn, row - inputs) : -1;
    }

    @Override
    protected void moved(int from, int to) {
        for (int i = Math.max(from, stage.gatesAt()); i < to; i++) {
            numbers.set(places[i], w[i]);
            if (backPlaces[i] >= 0) {
                back.set(backPlaces[i], w[i]);
            }
        }
    }
}
