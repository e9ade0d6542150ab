package dev.clv.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.nn.NetworkSpec;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.optimize.Adam;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Training data")
class TrainingDataTest {

    private static final int ROWS = 90;

    private final double[][] x = new double[ROWS][3];
    private final double[] y = new double[ROWS];
    private final double[] weights = new double[ROWS];
    private final double[] offsets = new double[ROWS];

    TrainingDataTest() {
        Random random = new Random(5);
        for (int row = 0; row < ROWS; row++) {
            Arrays.setAll(x[row], column -> random.nextGaussian());
            y[row] = x[row][0] - 2 * x[row][1] + random.nextGaussian();
            weights[row] = 0.5 + random.nextDouble();
            offsets[row] = random.nextGaussian();
        }
    }

    private TrainingData all() {
        return TrainingData.of(x, y).withWeights(weights).withOffsets(offsets);
    }

    private TrainingData copied(int... rows) {
        return TrainingData.of(Arrays.stream(rows).mapToObj(row -> x[row]).toArray(double[][]::new), of(y, rows))
                .withWeights(of(weights, rows))
                .withOffsets(of(offsets, rows));
    }

    private static double[] of(double[] numbers, int... rows) {
        return Arrays.stream(rows).mapToDouble(row -> numbers[row]).toArray();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("trains to the same bits when rows are selected as when they are copied")
    void aSelectionTrainsAsItsRowsDo(Precision precision) {
        int[] rows = new Random(6).ints(70, 0, ROWS).toArray(); // some twice
        int[] held = new Random(7).ints(20, 0, ROWS).toArray();
        NetworkSpec spec = NetworkSpec.builder(3)
                .dense(8)
                .relu()
                .skip(2, 0, 0.5)
                .offsetTo(0)
                .build(SquaredError.of());
        Trainer trainer = Trainer.builder(spec)
                .batchSize(16)
                .epochs(5)
                .earlyStopping(3)
                .precision(precision)
                .seed(8)
                .build();

        TrainingResult selected = trainer.train(all().select(rows), all().select(held));
        TrainingResult copied = trainer.train(copied(rows), copied(held));

        assertThat(selected.epochs()).isEqualTo(copied.epochs());
        assertThat(selected.network().parameterArray())
                .isEqualTo(copied.network().parameterArray());
    }

    @Test
    void aSelectionOfASelectionCountsFromItsOwnRows() {
        TrainingData twice = all().select(9, 4, 7, 4).select(3, 0);

        assertThat(twice.size()).isEqualTo(2);
        assertThat(twice.columns()).isEqualTo(3);
        assertThat(twice.fingerprint()).isEqualTo(copied(4, 9).fingerprint());
    }

    @Test
    void aSelectionOfNothingOrOfOtherRowsIsRefused() {
        assertThatThrownBy(() -> all().select())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("training data must have at least one row, none was selected; check the split");
        assertThatThrownBy(() -> all().select(0, ROWS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no row 90, only 0 to 89; check the split");
        assertThatThrownBy(() -> all().select(-1)).hasMessageStartingWith("there is no row -1");
    }

    @Test
    void inputsKeptInFloatTrainInFloatToTheBitsOfInputsInDouble() {
        NetworkSpec spec = NetworkSpec.builder(3).dense(8).relu().build(SquaredError.of());
        Trainer trainer = Trainer.builder(spec)
                .batchSize(16)
                .epochs(5)
                .precision(Precision.FLOAT)
                .seed(8)
                .build();
        double[][] labels = Arrays.stream(y).mapToObj(one -> new double[] {one}).toArray(double[][]::new);
        TrainingData floats = TrainingData.inFloat(ROWS, 3, this::write, labels);

        assertThat(trainer.train(floats).network().parameterArray())
                .isEqualTo(trainer.train(TrainingData.of(x, labels)).network().parameterArray());
        assertThat(floats.input(7, 2)).isEqualTo((float) x[7][2]);
    }

    @Test
    void inputsKeptInFloatTrainInDoubleAsTheFloatsThatTheyAre() {
        Trainer trainer = Trainer.builder(NetworkSpec.builder(3).dense(8).relu().build(SquaredError.of()))
                .epochs(2)
                .seed(8)
                .build();
        double[][] labels = Arrays.stream(y).mapToObj(one -> new double[] {one}).toArray(double[][]::new);
        double[][] rounded = Arrays.stream(x)
                .map(row -> Arrays.stream(row).map(input -> (float) input).toArray())
                .toArray(double[][]::new);

        assertThat(trainer.train(TrainingData.inFloat(ROWS, 3, this::write, labels))
                        .network()
                        .parameterArray())
                .isEqualTo(trainer.train(TrainingData.of(rounded, labels))
                        .network()
                        .parameterArray());
    }

    @Test
    void inputsBeyondFloatAreRefusedWithTheirPlace() {
        double[][] labels = {{1}, {2}};

        assertThatThrownBy(() -> TrainingData.inFloat(2, 3, (row, inputs) -> inputs[2] = row == 1 ? 1e39 : 0, labels))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("inputs must be finite, row 1 column 2 is 1.0E39; impute or drop it first");
        assertThatThrownBy(() -> TrainingData.inFloat(3, 3, this::write, labels))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("labels of each row, was 3 x 3 with labels of 2 rows");
    }

    @Test
    void precisionTellsWhatANetworkTrainsIn() {
        NetworkSpec spec = NetworkSpec.builder(3).dense(8).relu().build(SquaredError.of());

        assertThat(Trainer.precision(Precision.FLOAT, spec, Adam.of(1e-3))).isEqualTo(Precision.FLOAT);
        assertThat(Trainer.precision(Precision.DOUBLE, spec, Adam.of(1e-3))).isEqualTo(Precision.DOUBLE);
    }

    private void write(int row, double[] inputs) {
        System.arraycopy(x[row], 0, inputs, 0, inputs.length);
    }
}
