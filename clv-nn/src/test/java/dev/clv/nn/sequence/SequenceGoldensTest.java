package dev.clv.nn.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.nn.NetworkSpec;
import dev.clv.nn.layer.LayerMemory;
import dev.clv.nn.layer.ParameterShape;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.math.NamedMatrices;
import dev.clv.nn.optimize.Adam;
import dev.clv.nn.train.Epoch;
import dev.clv.nn.train.Trainer;
import dev.clv.nn.train.TrainingData;
import dev.clv.nn.train.TrainingResult;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Origin of all numbers: PyTorch 1.13, float64, by goldens.py beside goldens.txt. */
@DisplayName("Sequence layers beside PyTorch")
class SequenceGoldensTest {

    private static final double TOLERANCE = 1e-9; // relative
    private static final SequenceShape SHAPE = new SequenceShape(2, 6, 3);

    private final Goldens goldens = new Goldens();

    static Stream<Arguments> layers() {
        return Stream.of(
                Arguments.of("gru", new Gru(SHAPE, 5)),
                Arguments.of("gru_of_one", new Gru(SHAPE, 1)),
                Arguments.of("lstm", new Lstm(SHAPE, 5)),
                Arguments.of("lstm_of_one", new Lstm(SHAPE, 1)),
                Arguments.of("convolution", CausalConvolution.of(SHAPE, 4, 3, 2)),
                Arguments.of("attention", AttentionPooling.of(SHAPE, 2, 3)),
                Arguments.of(
                        "attention_by_age", AttentionPooling.of(SHAPE, 2, 3).withAge(1)));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void giveTheSameOutputsAndGradients(String name, SequenceLayer layer) {
        DMatrixRMaj x = goldens.get(name + ".x");
        NamedMatrices parameters = NamedMatrices.none();
        for (ParameterShape shape : layer.parameters()) {
            parameters = parameters.and(shape.name(), goldens.get(name + "." + shape.name()));
        }
        DMatrixRMaj y = new DMatrixRMaj(x.numRows, layer.outputs());
        DMatrixRMaj dx = x.createLike();
        NamedMatrices gradients = parameters.createLike();
        LayerMemory memory = layer.memory(x.numRows);
        memory.begin(false, 0);
        layer.forward(x, parameters, y, memory);
        layer.backward(x, y, goldens.get(name + ".dy"), parameters, dx, gradients, memory);

        assertSame(name + ".y", y);
        assertSame(name + ".dx", dx);
        for (ParameterShape shape : layer.parameters()) {
            assertSame(name + ".d_" + shape.name(), gradients.get(shape.name()));
        }
    }

    private void assertSame(String name, DMatrixRMaj actual) {
        DMatrixRMaj expected = goldens.get(name);
        assertThat(actual.numRows + " x " + actual.numCols)
                .as(name)
                .isEqualTo(expected.numRows + " x " + expected.numCols);
        for (int i = 0; i < expected.getNumElements(); i++) {
            double size = Math.max(1e-3, Math.abs(expected.data[i]));
            assertThat(Math.abs(actual.data[i] - expected.data[i]) / size)
                    .as("%s number %d is %s, PyTorch says %s", name, i, actual.data[i], expected.data[i])
                    .isLessThanOrEqualTo(TOLERANCE);
        }
    }

    @Test
    @DisplayName("train by Adam to the same weights, end to end with dense layers")
    void trainToTheSameWeights() {
        NetworkSpec spec = NetworkSpec.builder(SHAPE).gru(4).dense(5).relu().build(SquaredError.of());
        TrainingData data = TrainingData.of(goldens.get("training.x"), goldens.get("training.labels"));
        TrainingResult result = Trainer.builder(spec)
                .optimizer(Adam.of(0.01))
                .batchSize(data.size())
                .epochs(6)
                .startingFrom(goldens.get("training.start").data)
                .build()
                .train(data);

        DMatrixRMaj end =
                new DMatrixRMaj(1, spec.parameterCount(), true, result.network().parameterArray());
        assertSame("training.end", end);
        double[] losses = result.epochs().stream().mapToDouble(Epoch::trainLoss).toArray();
        assertSame("training.losses", new DMatrixRMaj(1, losses.length, true, losses));
    }
}
