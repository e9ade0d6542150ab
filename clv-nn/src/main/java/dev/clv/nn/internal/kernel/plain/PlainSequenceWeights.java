package dev.clv.nn.internal.kernel.plain;

import dev.clv.nn.internal.kernel.SequenceStage;
import dev.clv.nn.internal.kernel.SequenceWeights;

/** The matrix of a {@link SequenceStage}'s gates in plain Java: (F + H + 1, 4H), the biases last, and its transpose. */
final class PlainSequenceWeights extends SequenceWeights {

    final SequenceStage stage;
    final float[][] gates; // (F + H + 1, 4H)
    final float[][] back; // (4H, F + H)
    final int[] rows; // of each parameter; nothing in front of those of gates
    final int[] columns;

    PlainSequenceWeights(SequenceStage stage, int gradientCount) {
        super(stage, gradientCount);
        this.stage = stage;
        int height = stage.inputs() + stage.hidden();
        int width = SequenceStage.SLOTS * stage.hidden();
        gates = new float[height + 1][width];
        back = new float[width][height];
        rows = new int[stage.size()];
        columns = new int[stage.size()];
        stage.forEachPlace((index, row, slot, unit) -> {
            rows[index] = row;
            columns[index] = slot * stage.hidden() + unit;
        });
    }

    @Override
    protected void moved(int from, int to) {
        int height = back[0].length;
        for (int i = Math.max(from, stage.gatesAt()); i < to; i++) {
            gates[rows[i]][columns[i]] = w[i];
            if (rows[i] < height) {
                back[columns[i]][rows[i]] = w[i];
            }
        }
    }
}
