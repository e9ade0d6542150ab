package dev.clv.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.nn.layer.Activations;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.loss.ZeroInflatedLognormal;
import dev.clv.nn.math.SplitMix;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SplitNetworkTest {

    /** The network starts near zero at its output, so its parameters are drawn here. */
    private static Network network(NetworkSpec spec, long seed) {
        SplitMix random = new SplitMix(seed);
        double[] parameters = new double[spec.parameterCount()];
        Arrays.setAll(parameters, i -> random.nextSymmetric(0.7));
        return Network.of(spec, parameters);
    }

    private static NetworkSpec spec(int inputs, int... hidden) {
        NetworkSpec.Builder builder = NetworkSpec.builder(inputs);
        for (int width : hidden) {
            builder.dense(width).relu().dropout(0.3);
        }
        return builder.build(ZeroInflatedLognormal.of());
    }

    private static double[][] rows(int n, int columns, long seed) {
        SplitMix random = new SplitMix(seed);
        double[][] rows = new double[n][columns];
        for (double[] row : rows) {
            Arrays.setAll(row, j -> random.nextSymmetric(2));
        }
        return rows;
    }

    @Test
    void meansOfSumsAreTheMeansOfTheInputs() {
        int[][] shapes = {{}, {1}, {7}, {16, 8}, {64, 32}, {5, 3, 4}};
        for (int s = 0; s < shapes.length; s++) {
            int inputs = 1 + 3 * s;
            Network network = network(spec(inputs, shapes[s]), s);
            SplitNetwork split = SplitNetwork.of(network).orElseThrow();
            double[][] rows = rows(300, inputs, s);
            int at = 2;
            double[][] sums = new double[rows.length][at + split.size() + 1];
            for (int i = 0; i < rows.length; i++) {
                split.start(sums[i], at);
                for (int j = 0; j < inputs; j++) {
                    split.add(j, rows[i][j], sums[i], at);
                }
            }
            double[] means = new double[rows.length];
            split.means(rows.length, sums, at, means, split.newScratch(rows.length));
            double[] expected = network.predict(rows).means();
            for (int i = 0; i < means.length; i++) {
                assertThat(means[i]).isCloseTo(expected[i], within(1e-12 * Math.abs(expected[i])));
            }
            double[] alone = new double[1];
            split.means(1, new double[][] {sums[rows.length - 1]}, at, alone, split.newScratch(1));
            assertThat(alone[0]).isEqualTo(means[rows.length - 1]);
        }
    }

    @Test
    void activationsMayFollowAnyLayer() {
        NetworkSpec spec = NetworkSpec.builder(4)
                .dense(9)
                .tanh()
                .relu()
                .dense(7)
                .dropout(0.2)
                .relu()
                .dense(5)
                .leakyRelu()
                .relu()
                .relu()
                .build(SquaredError.of());
        Network network = network(spec, 3);
        SplitNetwork split = SplitNetwork.of(network).orElseThrow();
        double[][] rows = rows(50, 4, 3);
        double[][] sums = new double[rows.length][split.size()];
        for (int i = 0; i < rows.length; i++) {
            split.start(sums[i], 0);
            for (int j = 0; j < 4; j++) {
                split.add(j, rows[i][j], sums[i], 0);
            }
        }
        double[] means = new double[rows.length];
        split.means(rows.length, sums, 0, means, split.newScratch(rows.length));
        assertThat(means).containsExactly(network.predict(rows).means(), within(1e-12));
    }

    @Test
    void anInputWithoutWeightsIsNotConnected() {
        NetworkSpec spec = spec(3, 4);
        double[] parameters = network(spec, 1).parameterArray();
        Arrays.fill(parameters, 4, 8, 0);
        SplitNetwork split = SplitNetwork.of(Network.of(spec, parameters)).orElseThrow();
        assertThat(split.isConnected(0)).isTrue();
        assertThat(split.isConnected(1)).isFalse();
        assertThat(split.isConnected(2)).isTrue();
    }

    @Test
    void aNetworkWithAWayPastItsFirstLayerIsNotCut() {
        NetworkSpec.Builder skip = NetworkSpec.builder(3).dense(4).relu().skip(0, 0);
        NetworkSpec.Builder offset = NetworkSpec.builder(3).dense(4).relu().offsetTo(0);
        NetworkSpec.Builder other =
                NetworkSpec.builder(3).layer(Activations::tanh).dense(4);
        for (NetworkSpec.Builder builder : new NetworkSpec.Builder[] {skip, offset, other}) {
            assertThat(SplitNetwork.of(network(builder.build(SquaredError.of()), 1)))
                    .isEmpty();
        }
    }

    @Test
    void scratchOfAnotherNetworkIsRefused() {
        SplitNetwork one = SplitNetwork.of(network(spec(3, 4), 1)).orElseThrow();
        SplitNetwork other = SplitNetwork.of(network(spec(3, 4), 2)).orElseThrow();
        assertThatThrownBy(() -> one.means(1, new double[4][1], 0, new double[1], other.newScratch(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("newScratch");
    }

    @Test
    void theRawOutputIsLinearBetweenKinksAndOnlyThere() {
        for (long seed = 0; seed < 30; seed++) {
            NetworkSpec spec = NetworkSpec.builder(5)
                    .dense(9)
                    .relu()
                    .dropout(0.1)
                    .dense(6)
                    .leakyRelu()
                    .build(SquaredError.of());
            Network network = network(spec, seed);
            double[][] ends = rows(2, 5, seed);
            double[] kinks = network.kinks(ends[0], ends[1]);
            assertThat(kinks).isSorted();
            double[] positions = new double[kinks.length + 2];
            System.arraycopy(kinks, 0, positions, 1, kinks.length);
            positions[kinks.length + 1] = 1;
            for (int i = 0; i + 1 < positions.length; i++) {
                double width = positions[i + 1] - positions[i];
                double[][] at = new double[3][5];
                for (int k = 0; k < 3; k++) {
                    double share = positions[i] + width * k / 2;
                    for (int j = 0; j < 5; j++) {
                        at[k][j] = ends[0][j] + share * (ends[1][j] - ends[0][j]);
                    }
                }
                double[] y = network.predict(at).means();
                assertThat(y[1]).isCloseTo((y[0] + y[2]) / 2, within(1e-12));
            }
            assertThat(kinks.length).isLessThanOrEqualTo(9 + 6 * 10);
        }
    }

    @Test
    void rescaledMultipliersReachFromReferenceToRow() {
        for (long seed = 0; seed < 30; seed++) {
            NetworkSpec spec = NetworkSpec.builder(5)
                    .dense(9)
                    .relu()
                    .dense(6)
                    .tanh()
                    .skip(2, 0, 0.4)
                    .build(SquaredError.of());
            Network network = network(spec, seed);
            double[][] references = rows(70, 5, seed);
            double[] row = rows(1, 5, seed + 1000)[0];
            double[][] multipliers = network.rescaledMultipliers(row, references);
            double[] means = network.predict(references).means();
            double mean = network.predict(new double[][] {row}).mean(0);
            for (int b = 0; b < references.length; b++) {
                double sum = 0;
                for (int j = 0; j < 5; j++) {
                    sum += multipliers[b][j] * (row[j] - references[b][j]);
                }
                assertThat(sum).isCloseTo(mean - means[b], within(1e-9));
            }
            assertThat(network.rescaledMultipliers(row, new double[][] {row})[0])
                    .containsExactly(network.meanGradient(filled(network, row)).data, within(1e-12));
        }
    }

    @Test
    void gradientsOfManyRowsAreThoseOfEach() {
        NetworkSpec.Builder split =
                NetworkSpec.builder(5).dense(9).relu().dropout(0.2).dense(6).tanh();
        NetworkSpec.Builder skip = NetworkSpec.builder(5).dense(9).leakyRelu().skip(1, 0);
        for (NetworkSpec.Builder builder : new NetworkSpec.Builder[] {split, skip}) {
            Network network = network(builder.build(ZeroInflatedLognormal.of()), 4);
            for (int n : new int[] {0, 1, 64, 150}) {
                double[][] rows = rows(n, 5, n);
                double[][] gradients = network.meanGradients(rows);
                for (int i = 0; i < n; i++) {
                    double[] expected = network.meanGradient(filled(network, rows[i])).data;
                    double size = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
                    assertThat(gradients[i]).containsExactly(expected, within(1e-12 * size));
                }
            }
        }
    }

    private static Pass filled(Network network, double[] row) {
        Pass pass = network.newPass(1);
        System.arraycopy(row, 0, pass.x().data, 0, row.length);
        return pass;
    }

    @Test
    void theRescaleRuleRefusesSeveralRawOutputs() {
        Network network = network(spec(3, 4), 1);
        assertThatThrownBy(() -> network.rescaledMultipliers(new double[3], new double[1][3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("zero_inflated_lognormal")
                .hasMessageContaining("path integrals");
    }
}
