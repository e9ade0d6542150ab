package dev.clv.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.nn.NetworkSpec;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.math.SplitMix;
import dev.clv.nn.sequence.SequenceShape;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Training data that hold sequences")
class SequenceDataTest {

    private static final int ROWS = 70;
    private static final SequenceShape SHAPE = new SequenceShape(1, 5, 2);

    private final double[][] padded = new double[ROWS][SHAPE.width()]; // floats, with zeros behind the length
    private final double[][] y = new double[ROWS][1];

    SequenceDataTest() {
        SplitMix random = new SplitMix(3);
        for (int row = 0; row < ROWS; row++) {
            int length = random.nextInt(6);
            for (int i = 0; i < SHAPE.width(length); i++) {
                padded[row][i] = (float) random.nextSymmetric(1);
            }
            padded[row][SHAPE.lengthColumn()] = length;
            y[row][0] = padded[row][0] + length;
        }
    }

    /** The writer is given the same array again and again, and leaves in the padding what the row before had there. */
    private TrainingData sequences() {
        return TrainingData.sequences(
                ROWS,
                SHAPE,
                (row, inputs) -> System.arraycopy(
                        padded[row], 0, inputs, 0, SHAPE.width((int) padded[row][SHAPE.lengthColumn()])),
                y);
    }

    @Test
    void areTheRowsWithZerosForPadding() {
        TrainingData data = sequences();

        assertThat(data.size()).isEqualTo(ROWS);
        assertThat(data.columns()).isEqualTo(SHAPE.width());
        DMatrixRMaj inputs = new DMatrixRMaj(2, SHAPE.width());
        for (int row = 0; row < ROWS; row++) {
            inputs.fill(Double.NaN);
            data.copyRow(row, 1, inputs, new DMatrixRMaj(2, 1), new DMatrixRMaj(2, 0));
            assertThat(Arrays.copyOfRange(inputs.data, SHAPE.width(), 2 * SHAPE.width()))
                    .isEqualTo(padded[row]);
            for (int column = 0; column < SHAPE.width(); column++) {
                assertThat(data.input(row, column)).isEqualTo(padded[row][column]);
            }
        }
        assertThat(data.fingerprint()).isEqualTo(TrainingData.of(padded, y).fingerprint());
        assertThat(data.inputsInFloat()).isEqualTo(TrainingData.of(padded, y).inputsInFloat());
        for (int row = 0; row < ROWS; row++) {
            int count = SHAPE.width((int) padded[row][SHAPE.lengthColumn()]);
            float[] floats = new float[count];
            for (int column = 0; column < count; column++) {
                floats[column] = (float) padded[row][column];
            }
            assertThat(data.sequence(row)).as("without padding").isEqualTo(floats);
        }
    }

    @Test
    void areSelectedAsOtherRowsAre() {
        int[] rows = {5, 3, 5, 69};

        assertThat(sequences().select(rows).fingerprint())
                .isEqualTo(TrainingData.of(padded, y).select(rows).fingerprint());
    }

    @Test
    void trainToTheBitsOfPaddedRows() {
        NetworkSpec spec = NetworkSpec.builder(SHAPE).gru(3).dense(4).relu().build(SquaredError.of());
        Trainer trainer = Trainer.builder(spec).batchSize(16).epochs(3).build();

        assertThat(trainer.train(sequences()).network().parameterArray())
                .isEqualTo(trainer.train(TrainingData.of(padded, y)).network().parameterArray());
    }

    @Test
    void trainADenseNetworkInFloatAsPaddedRowsDo() {
        NetworkSpec spec = NetworkSpec.builder(SHAPE.width()).dense(4).relu().build(SquaredError.of());
        Trainer trainer = Trainer.builder(spec)
                .batchSize(16)
                .epochs(3)
                .precision(Precision.FLOAT)
                .build();

        assertThat(trainer.train(sequences()).network().parameterArray())
                .isEqualTo(trainer.train(TrainingData.of(padded, y)).network().parameterArray());
    }

    @Test
    void lengthsAndNumbersThatCannotBeAreRefusedWithTheirRow() {
        assertThatThrownBy(
                        () -> TrainingData.sequences(2, SHAPE, (row, inputs) -> inputs[1] = 6 * row, new double[2][1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("row 1: column 1 must hold the length of a sequence, a whole number from 0 to 5, was 6.0;"
                        + " cut longer sequences to their newest 5 tokens");
        assertThatThrownBy(() -> TrainingData.sequences(
                        1,
                        SHAPE,
                        (row, inputs) -> {
                            inputs[1] = 1;
                            inputs[3] = 1e39;
                            inputs[4] = Double.NaN; // padding
                        },
                        new double[1][1]))
                .hasMessage("inputs must be finite, row 0 column 3 is 1.0E39; impute or drop it first");
        assertThatThrownBy(() -> TrainingData.sequences(0, SHAPE, (row, inputs) -> {}, new double[0][1]))
                .hasMessageStartingWith("training data must have at least one row");
    }
}
