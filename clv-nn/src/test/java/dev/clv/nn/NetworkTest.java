package dev.clv.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.nn.check.GradientCheck;
import dev.clv.nn.describe.Description;
import dev.clv.nn.layer.Activations;
import dev.clv.nn.layer.MonotoneDense;
import dev.clv.nn.layer.ParameterShape;
import dev.clv.nn.loss.BinaryCrossEntropy;
import dev.clv.nn.loss.Heads;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.loss.ZeroInflatedLognormal;
import dev.clv.nn.math.SplitMix;
import dev.clv.nn.optimize.Adam;
import dev.clv.nn.train.Trainer;
import dev.clv.nn.train.TrainingData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class NetworkTest {

    private static final NetworkSpec SPEC = NetworkSpec.builder(6)
            .dense(16)
            .relu()
            .dropout(0.2)
            .dense(8)
            .layer(width -> Activations.leakyRelu(width, 0.2))
            .skip(0, 1)
            .skip(3, 0, 0.5)
            .offsetTo(1)
            .build(ZeroInflatedLognormal.of().withLogCap(20));

    private static final Network NETWORK = Network.of(SPEC, SPEC.initialParameters(3));

    private static double[][] rows(int n, int columns, long seed) {
        SplitMix random = new SplitMix(seed);
        double[][] rows = new double[n][columns];
        for (double[] row : rows) {
            Arrays.setAll(row, j -> random.nextSymmetric(2));
        }
        return rows;
    }

    @Test
    @DisplayName("the gradient of a whole network with skips and offsets agrees with differences")
    void wholeNetworkPassesTheGradientCheck() {
        double[] labels = {0, 1, 3.5, 0, 0.2};
        int parameters = 6 * 16 + 16 + 16 * 8 + 8 + 8 * 3 + 3 + 2;
        assertThat(SPEC.parameterCount()).isEqualTo(parameters);
        for (long seed = 0; seed < 5; seed++) {
            GradientCheck check = GradientCheck.network(SPEC, labels, seed).orFail();
            assertThat(check.checked()).isEqualTo(parameters + 5 * 6);
        }
    }

    @Test
    @DisplayName("a network of every tabular layer passes the gradient check and is rebuilt from plain data")
    void tabularLayersWorkTogether() {
        NetworkSpec spec = NetworkSpec.builder(4)
                .embedding(1, 3, 2)
                .cross()
                .dense(6)
                .layerNorm()
                .gelu()
                .residual(block -> block.dense(9).relu().dense(6))
                .monotoneDense(3)
                .tanh()
                .build(SquaredError.of(), width -> MonotoneDense.of(width, 1));
        GradientCheck check =
                GradientCheck.network(spec, new double[] {1, 2, 3, 4, 5}, 2).orFail();
        assertThat(check.checked()).isEqualTo(spec.parameterCount() + 5 * 3);
        assertThat(spec.layerNames())
                .containsExactly(
                        "embedding1",
                        "cross1",
                        "dense1",
                        "layer_norm1",
                        "gelu1",
                        "residual1",
                        "monotone_dense1",
                        "tanh1",
                        "output");
        NetworkSpec rebuilt = Vocabulary.standard().network(spec.describe());
        assertThat(rebuilt.describe()).isEqualTo(spec.describe());
        assertThat(rebuilt.parameterShapes()).isEqualTo(spec.parameterShapes());
        assertThat(spec.parameterShapes())
                .extracting(ParameterShape::name)
                .contains("residual1.dense1.weights", "output.bias");
        assertThatThrownBy(() -> NetworkSpec.builder(2).residual(block -> block.skip(0, 0)))
                .hasMessage("a residual block cannot have skips or offsets; add them to the network");
    }

    @Test
    void rebuiltFromPlainDataPredictsTheSameBits() {
        Description description = SPEC.describe();
        List<Parameter> parameters = new ArrayList<>(NETWORK.parameters());
        assertThat(parameters)
                .extracting(Parameter::name)
                .containsExactly(
                        "dense1.weights",
                        "dense1.bias",
                        "dense2.weights",
                        "dense2.bias",
                        "output.weights",
                        "output.bias",
                        "skip.weights");
        Collections.reverse(parameters);

        Network rebuilt = Network.of(Vocabulary.standard().network(description), parameters);

        assertThat(rebuilt.spec().describe()).isEqualTo(description);
        assertThat(rebuilt.parameterArray()).isEqualTo(NETWORK.parameterArray());
        double[][] x = rows(10, 6, 1);
        double[][] offsets = rows(10, 1, 2);
        assertThat(rebuilt.predict(x, offsets).means())
                .isEqualTo(NETWORK.predict(x, offsets).means());
    }

    @Test
    void descriptionsHoldWordsAndNumbersOnly() {
        assertThat(words(SPEC.describe(), new ArrayList<>()))
                .containsOnly(
                        "network",
                        "layers",
                        "dense",
                        "he",
                        "glorot",
                        "near_zero",
                        "relu",
                        "dropout",
                        "leaky_relu",
                        "loss",
                        "zero_inflated_lognormal",
                        "skips",
                        "skip",
                        "offsets",
                        "offset");
    }

    private static List<String> words(Description description, List<String> words) {
        words.add(description.word());
        description.parts().forEach(part -> words(part, words));
        return words;
    }

    @Test
    @DisplayName("a row gives the same bits alone, in any batch, as array or matrix")
    void batchAndSingleRowAgree() {
        for (int n : new int[] {1, 2, 3, 4, 5, 255, 256, 257, 600}) {
            double[][] x = rows(n, 6, n);
            double[][] offsets = rows(n, 1, n + 1);
            Predictions all = NETWORK.predict(x, offsets);
            Predictions matrix = NETWORK.predict(new DMatrixRMaj(x), new DMatrixRMaj(offsets));
            Pass pass = NETWORK.newPass(1);
            for (int i = 0; i < n; i++) {
                pass.offsets().set(0, 0, offsets[i][0]);
                assertThat(NETWORK.mean(x[i], pass)).isEqualTo(all.mean(i));
                assertThat(matrix.raw(i)).isEqualTo(all.raw(i));
            }
        }
        assertThat(NETWORK.predict(new double[0][], new double[0][]).size()).isZero();
    }

    @Test
    void eightThreadsPredictWhatOneDoes() throws Exception {
        double[][] x = rows(400, 6, 9);
        double[][] offsets = rows(400, 1, 10);
        double[] expected = NETWORK.predict(x, offsets).means();
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Future<double[]>> results = new ArrayList<>();
            for (int t = 0; t < 64; t++) {
                results.add(pool.submit(() -> NETWORK.predict(x, offsets).means()));
            }
            for (Future<double[]> result : results) {
                assertThat(result.get()).isEqualTo(expected);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void inputGradientOfTheMeanAgreesWithDifferences() {
        int n = 7;
        Pass pass = NETWORK.newPass(n);
        double[][] x = rows(n, 6, 4);
        DMatrixRMaj point = new DMatrixRMaj(x);
        pass.x().setTo(point);
        DMatrixRMaj gradients = NETWORK.meanGradient(pass).copy();
        Pass other = NETWORK.newPass(n);
        GradientCheck check = GradientCheck.of(
                        "mean by x",
                        () -> {
                            other.x().setTo(point);
                            DMatrixRMaj z = NETWORK.forward(other);
                            double sum = 0;
                            for (int i = 0; i < n; i++) {
                                sum += SPEC.loss().mean(z, i);
                            }
                            return sum;
                        },
                        point,
                        gradients)
                .orFail();
        assertThat(check.checked()).isEqualTo(42);
    }

    @Test
    void predictionsReadTheLoss() {
        Network constant = Network.of(
                NetworkSpec.builder(1).build(ZeroInflatedLognormal.of()), new double[] {0, 0, 0, .4, .5, .6});
        Predictions p = constant.predict(new double[][] {{1}, {2}});
        // Golden values of the logits (.4, .5, .6).
        assertThat(p.mean(1)).isCloseTo(1.6907553323, within(5.1e-11));
        assertThat(p.means()).containsExactly(p.mean(0), p.mean(1));
        assertThat(p.quantile(0, .95)).isCloseTo(6.91438908, within(5.1e-9));
        assertThat(p.probabilityPositive(0)).isCloseTo(1 / (1 + Math.exp(-.4)), within(1e-15));
        assertThat(p.raw(1)).containsExactly(.4, .5, .6);
        assertThatThrownBy(() -> p.mean(2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    @DisplayName("several heads train together and predict each for itself")
    void headsPredictEachForItself() {
        Heads loss = Heads.of(SquaredError.of()).and(1, BinaryCrossEntropy.of());
        NetworkSpec spec = NetworkSpec.builder(1).build(loss);
        double[][] x = rows(200, 1, 6);
        DMatrixRMaj y = new DMatrixRMaj(200, 2);
        for (int i = 0; i < 200; i++) {
            y.set(i, 0, 2 * x[i][0] + 1);
            y.set(i, 1, x[i][0] > 0 ? 1 : 0);
        }
        Network network = Trainer.builder(spec)
                .optimizer(Adam.of(0.05))
                .batchSize(50)
                .build()
                .train(TrainingData.of(new DMatrixRMaj(x), y))
                .network();
        Predictions p = Network.of(Vocabulary.standard().network(spec.describe()), network.parameters())
                .predict(new double[][] {{-1}, {1}});
        assertThat(p.means()).containsExactly(new double[] {-1, 3}, within(0.01));
        assertThat(p.head(0).means()).isEqualTo(p.means());
        assertThat(p.head(1).mean(0)).isLessThan(0.05);
        assertThat(p.head(1).probabilityPositive(1)).isGreaterThan(0.95);
        assertThat(p.head(1).raw(1)).hasSize(1);
        assertThatThrownBy(() -> p.head(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> p.head(0).head(0)).hasMessage("loss 'squared_error' has no heads");
    }

    @Test
    void badRowsAreRefusedByName() {
        double[][] offset = {{0}};
        assertThatThrownBy(() -> NETWORK.predict(new double[][] {{1, 2}}, offset))
                .hasMessage(
                        "inputs of layer 'dense1' must have 6 columns, row 0 has 2; hand in the columns that the network was trained on, in their order");
        assertThatThrownBy(() -> NETWORK.predict(new double[][] {{1, 2, 3, Double.NaN, 5, 6}}, offset))
                .hasMessage("inputs of layer 'dense1' must be finite, row 0 column 3 is NaN; impute or drop it first");
        assertThatThrownBy(() -> NETWORK.predict(new DMatrixRMaj(2, 5)))
                .hasMessage(
                        "inputs of layer 'dense1' must have 6 columns, was 2 x 5; hand in the columns that the network was trained on, in their order");
        assertThatThrownBy(() -> NETWORK.predict(new double[2][6], offset))
                .hasMessage("offsets must have one row per input row, 2, has 1; hand in the offsets of the same rows");
        assertThatThrownBy(() -> NETWORK.mean(new double[5], NETWORK.newPass(1)))
                .hasMessage(
                        "inputs of layer 'dense1' must have 6 columns, row 0 has 5; hand in the columns that the network was trained on, in their order");
        Pass other = Pass.of(NetworkSpec.builder(6).build(SquaredError.of()), 1);
        assertThatThrownBy(() -> NETWORK.forward(other)).hasMessageContaining("made for another network");
        assertThatThrownBy(() -> NETWORK.newPass(1).begin(2))
                .hasMessage("this pass has room for 1 rows, got 2; make a larger one");
    }

    @Test
    void badPartsAreRefusedByName() {
        assertThatThrownBy(() -> NetworkSpec.builder(0)).hasMessage("a network needs at least 1 input column, was 0");
        assertThatThrownBy(() -> NetworkSpec.builder(2).layer(width -> Activations.relu(3)))
                .hasMessage("layer 1 (relu) takes 3 inputs but is given 2; make it for the width of what comes before");
        assertThatThrownBy(() -> NetworkSpec.builder(2).skip(2, 0).build(SquaredError.of()))
                .hasMessage("skip from column 2: columns are 0 to 1; count them from 0");
        assertThatThrownBy(() -> NetworkSpec.builder(2).skip(0, 1).build(SquaredError.of()))
                .hasMessage("skip to raw output 1: raw outputs are 0 to 0");
        assertThatThrownBy(() -> NetworkSpec.builder(2).offsetTo(0).offsetTo(0).build(SquaredError.of()))
                .hasMessage("each raw output takes one offset, got offsets to [0, 0]");
        assertThatThrownBy(() -> Vocabulary.standard().layer(Description.of("swish")))
                .hasMessageStartingWith(
                        "unknown layer 'swish'; known are [attention_pooling, causal_convolution, cross, dense, dropout, elu,");
        assertThatThrownBy(() -> Vocabulary.standard().layer(Description.of("relu")))
                .hasMessage("'relu' has no number 'width', only []");
    }

    @Test
    void badParametersAreRefusedByName() {
        NetworkSpec spec = NetworkSpec.builder(2).build(SquaredError.of());
        String sameSpec = "; hand in the parameters of a network of the same spec";
        Parameter weights = Parameter.of("output.weights", 2, 1, new double[2]);
        Parameter bias = Parameter.of("output.bias", 1, 1, new double[1]);
        assertThatThrownBy(() -> Network.of(spec, List.of(weights)))
                .hasMessage("parameter 'output.bias' is missing" + sameSpec);
        assertThatThrownBy(() -> Network.of(spec, List.of(weights, weights)))
                .hasMessage("parameter 'output.weights' is given twice; give it once");
        assertThatThrownBy(() -> Network.of(spec, List.of(Parameter.of("output.weights", 1, 2, new double[2]), bias)))
                .hasMessage("parameter 'output.weights' must be 2 x 1, was 1 x 2" + sameSpec);
        assertThatThrownBy(() -> Network.of(spec, List.of(weights, bias, Parameter.of("x", 1, 1, new double[1]))))
                .hasMessage("the network has no parameter [x]" + sameSpec);
        assertThatThrownBy(() -> Network.of(spec, new double[] {1, Double.NaN, 0}))
                .hasMessage(
                        "parameter 'output.weights' must be finite, has NaN at 1; load an undamaged copy of the network, or train it anew");
        assertThatThrownBy(() -> Parameter.of("w", 2, 2, new double[3]))
                .hasMessage("parameter 'w' is 2 x 2 and needs 4 values, got 3");
    }
}
