package dev.clv.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.clv.nn.Network;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.describe.Description;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.loss.ZeroInflatedLognormal;
import dev.clv.nn.math.SplitMix;
import dev.clv.nn.optimize.Adam;
import dev.clv.nn.optimize.Schedule;
import dev.clv.nn.optimize.Sgd;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TrainerTest {

    private static final NetworkSpec SMALL =
            NetworkSpec.builder(3).dense(8).relu().dropout(0.1).dense(5).tanh().build(SquaredError.of());

    private static TrainingData linear(int n, long seed) {
        SplitMix random = new SplitMix(seed);
        double[][] x = new double[n][3];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < 3; j++) {
                x[i][j] = random.nextSymmetric(2);
            }
            y[i] = x[i][0] - 2 * x[i][1] + 0.5 + random.nextSymmetric(0.5);
        }
        return TrainingData.of(x, y);
    }

    @Test
    void fitsASine() {
        int n = 256;
        double[][] x = new double[n][1];
        double[] y = new double[n];
        SplitMix random = new SplitMix(1);
        for (int i = 0; i < n; i++) {
            x[i][0] = random.nextSymmetric(3);
            y[i] = StrictMath.sin(x[i][0]);
        }
        NetworkSpec spec =
                NetworkSpec.builder(1).dense(32).tanh().dense(16).tanh().build(SquaredError.of());

        TrainingResult result = Trainer.builder(spec)
                .optimizer(Adam.of(5e-3))
                .batchSize(32)
                .epochs(200)
                .build()
                .train(TrainingData.of(x, y));

        assertThat(result.stopReason()).isEqualTo(StopReason.FINISHED);
        assertThat(result.bestEpoch()).isEqualTo(200);
        assertThat(result.epochs().get(199).trainLoss()).isLessThan(1e-3);
        assertThat(result.network().predict(new double[][] {{1.0}}).mean(0)).isCloseTo(StrictMath.sin(1), within(0.03));
    }

    @Test
    void learnsExclusiveOr() {
        double[][] x = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
        NetworkSpec spec = NetworkSpec.builder(2).dense(8).tanh().build(SquaredError.of());
        Network network = Trainer.builder(spec)
                .optimizer(Adam.of(0.02))
                .batchSize(4)
                .epochs(1000)
                .build()
                .train(TrainingData.of(x, new double[] {0, 1, 1, 0}))
                .network();
        assertThat(network.predict(x).means()).containsExactly(new double[] {0, 1, 1, 0}, within(0.02));
    }

    @Test
    void learnsRandomLabelsByHeart() {
        SplitMix random = new SplitMix(2);
        double[][] x = new double[20][4];
        double[] y = new double[20];
        for (int i = 0; i < 20; i++) {
            Arrays.setAll(x[i], j -> random.nextSymmetric(1));
            y[i] = random.nextSymmetric(1);
        }
        NetworkSpec spec =
                NetworkSpec.builder(4).dense(64).relu().dense(32).relu().build(SquaredError.of());
        TrainingResult result = Trainer.builder(spec)
                .optimizer(Adam.of(3e-3))
                .epochs(1000)
                .build()
                .train(TrainingData.of(x, y));
        assertThat(result.epochs().get(999).trainLoss()).isLessThan(1e-5);
    }

    @Test
    @DisplayName("ZILN recovers the parameters of simulated spend")
    void zilnRecoversTheParametersOfSimulatedSpend() {
        Random random = new Random(3);
        int n = 8000;
        double[][] x = new double[n][2];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            x[i][0] = random.nextGaussian();
            x[i][1] = random.nextGaussian();
            boolean buys = random.nextDouble() < 1 / (1 + StrictMath.exp(-(-0.5 + x[i][0])));
            y[i] = buys ? StrictMath.exp(3 + 0.5 * x[i][1] + 0.8 * random.nextGaussian()) : 0;
        }
        // Without hidden layers the truth is within the family, so the raw outputs must be the truth itself.
        Network network = Trainer.builder(NetworkSpec.builder(2).build(ZeroInflatedLognormal.of()))
                .optimizer(Adam.of(0.01))
                .clipNorm(5)
                .epochs(60)
                .build()
                .train(TrainingData.of(x, y))
                .network();
        double[] w = network.parameters().get(0).values(); // (2, 3)
        double[] bias = network.parameters().get(1).values();
        assertThat(network.parameters())
                .extracting(Object::toString)
                .containsExactly("output.weights 2 x 3", "output.bias 1 x 3");
        assertThat(bias[0]).isCloseTo(-0.5, within(0.1));
        assertThat(bias[1]).isCloseTo(3, within(0.06));
        assertThat(Math.log1p(Math.exp(bias[2]))).isCloseTo(0.8, within(0.05));
        assertThat(w).containsExactly(new double[] {1, 0, 0, 0, 0.5, 0}, within(0.1));
    }

    @Test
    @DisplayName("a batch without positive labels, and data without any, stay finite under ZILN")
    void allZeroLabelsStayFinite() {
        double[][] x = new double[100][2];
        Arrays.setAll(x, i -> new double[] {i / 100.0, -i / 50.0});
        Network network = Trainer.builder(NetworkSpec.builder(2).dense(8).relu().build(ZeroInflatedLognormal.of()))
                .optimizer(Adam.of(0.01))
                .epochs(50)
                .build()
                .train(TrainingData.of(x, new double[100]))
                .network();
        assertThat(Arrays.stream(network.predict(x).means())).allMatch(mean -> mean >= 0 && mean < 0.1);
        assertThat(network.predict(x).probabilityPositive(3)).isLessThan(0.05);
    }

    @Test
    void sameSeedSameBitsAndAnotherSeedOthers() {
        TrainingData data = linear(300, 1);
        Trainer.Builder builder = Trainer.builder(SMALL).epochs(5).batchSize(64);
        double[] first = builder.seed(1).build().train(data).network().parameterArray();
        assertThat(builder.seed(1).build().train(data).network().parameterArray())
                .isEqualTo(first);
        assertThat(builder.seed(2).build().train(data).network().parameterArray())
                .isNotEqualTo(first);
    }

    @Test
    @DisplayName("1, 2, 3 and 7 threads, own or from an executor, give the same bits, and none stays behind")
    void threadsChangeNoBit() {
        TrainingData data = linear(1500, 1);
        TrainingData validation = linear(333, 2);
        Trainer.Builder builder = Trainer.builder(SMALL)
                .epochs(6)
                .batchSize(400)
                .clipNorm(1)
                .l2(1e-3)
                .earlyStopping(10);
        TrainingResult one = builder.build().train(data, validation);
        for (int threads : new int[] {2, 3, 7}) {
            TrainingResult many = builder.threads(threads).build().train(data, validation);
            assertThat(many.network().parameterArray()).isEqualTo(one.network().parameterArray());
            assertThat(many.epochs()).isEqualTo(one.epochs());
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(t -> t.getName().startsWith("clv-train"));

        ExecutorService executor = Executors.newFixedThreadPool(2);
        try {
            TrainingResult pooled =
                    builder.threads(3).executor(executor).build().train(data, validation);
            assertThat(pooled.network().parameterArray())
                    .isEqualTo(one.network().parameterArray());
        } finally {
            executor.shutdownNow();
        }
        // An executor that never runs anything costs time, not the result.
        TrainingResult alone = builder.threads(3).executor(task -> {}).build().train(data, validation);
        assertThat(alone.network().parameterArray()).isEqualTo(one.network().parameterArray());
    }

    @Test
    void earlyStoppingRestoresTheBestWeights() {
        TrainingData data = linear(30, 3);
        TrainingData validation = linear(200, 4);
        NetworkSpec spec =
                NetworkSpec.builder(3).dense(64).relu().dense(64).relu().build(SquaredError.of());
        TrainingResult result = Trainer.builder(spec)
                .optimizer(Adam.of(0.01))
                .epochs(500)
                .earlyStopping(7)
                .build()
                .train(data, validation);

        List<Epoch> epochs = result.epochs();
        double best = epochs.stream().mapToDouble(Epoch::validationLoss).min().orElseThrow();
        assertThat(result.stopReason()).isEqualTo(StopReason.NO_IMPROVEMENT);
        assertThat(epochs).hasSize(result.bestEpoch() + 7);
        assertThat(epochs.get(result.bestEpoch() - 1).validationLoss()).isEqualTo(best);
        assertThat(epochs.get(result.bestEpoch() - 1).best()).isTrue();
        assertThat(meanSquaredError(result.network(), validation)).isCloseTo(best, within(1e-12));
    }

    private static double meanSquaredError(Network network, TrainingData data) {
        double[][] inputs = new double[data.size()][data.columns()];
        for (int i = 0; i < inputs.length; i++) {
            for (int j = 0; j < inputs[i].length; j++) {
                inputs[i][j] = data.input(i, j);
            }
        }
        double[] means = network.predict(inputs).means();
        double sum = 0;
        for (int i = 0; i < data.size(); i++) {
            double error = means[i] - data.y().get(i, 0);
            sum += error * error;
        }
        return sum / data.size();
    }

    @Test
    @DisplayName("one SGD step on one batch is worked by hand")
    void oneStepByHand() {
        // z = w x + b with w from the seed; b starts at the mean label 2. Loss (w x + b - y)^2, rows x = 1, 2 and y =
        // 1, 3.
        NetworkSpec spec = NetworkSpec.builder(1).build(SquaredError.of());
        double w = spec.initialParameters(9)[0];
        double b = 2;
        double e1 = w + b - 1;
        double e2 = 2 * w + b - 3;
        Network network = Trainer.builder(spec)
                .seed(9)
                .optimizer(Sgd.of(0.1))
                .epochs(1)
                .l2(0.5)
                .build()
                .train(TrainingData.of(new double[][] {{1}, {2}}, new double[] {1, 3}))
                .network();
        double[] after = network.parameterArray();
        assertThat(after[0]).isCloseTo(w - 0.1 * (0.5 * (2 * e1 * 1 + 2 * e2 * 2) + 0.5 * w), within(1e-14));
        assertThat(after[1]).isCloseTo(b - 0.1 * 0.5 * (2 * e1 + 2 * e2), within(1e-14));
    }

    @Test
    @DisplayName("a clipped gradient moves SGD by the clip norm times the rate")
    void clippingShortensTheStep() {
        NetworkSpec spec = NetworkSpec.builder(3).build(SquaredError.of());
        double[] before = spec.initialParameters(0);
        TrainingData data = TrainingData.of(new double[][] {{100, 0, 0}, {0, 100, 0}}, new double[] {1e3, -1e3});
        double[] after = Trainer.builder(spec)
                .optimizer(Sgd.of(0.5))
                .clipNorm(0.01)
                .epochs(1)
                .build()
                .train(data)
                .network()
                .parameterArray();
        double squares = after[3] * after[3]; // the bias starts at the mean label 0
        for (int i = 0; i < 3; i++) {
            squares += (after[i] - before[i]) * (after[i] - before[i]);
        }
        assertThat(Math.sqrt(squares)).isCloseTo(0.5 * 0.01, within(1e-12));
    }

    @Test
    void aScheduleScalesTheLearningRate() {
        TrainingData data = linear(100, 1);
        Trainer.Builder builder = Trainer.builder(SMALL).batchSize(30).epochs(3);
        double[] slow =
                builder.optimizer(Sgd.of(0.01)).build().train(data).network().parameterArray();
        List<Long> asked = new ArrayList<>();
        double[] halved = builder.optimizer(Sgd.of(0.02))
                .schedule(new Schedule() {
                    @Override
                    public double factor(long step, long steps, double[] losses, int epochs) {
                        asked.add(step);
                        assertThat(steps).isEqualTo(12);
                        assertThat(epochs).isEqualTo((int) (step / 4));
                        return 0.5;
                    }

                    @Override
                    public Description describe() {
                        return Description.of("half");
                    }
                })
                .build()
                .train(data)
                .network()
                .parameterArray();
        assertThat(halved).isEqualTo(slow);
        assertThat(asked).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L);
    }

    @Test
    @DisplayName("training allocates nothing per step once it is warm")
    void stepsAllocateNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        TrainingData data = linear(2000, 1);
        NetworkSpec spec = NetworkSpec.builder(3)
                .dense(8)
                .relu()
                .dense(5)
                .tanh()
                .skip(0, 1)
                .build(ZeroInflatedLognormal.of());
        TrainingData positive = TrainingData.of(new DMatrixRMaj(2000, 3), new double[2000]);
        for (NetworkSpec each : List.of(spec, SMALL)) {
            TrainingData rows = each == spec ? positive : data;
            List<Long> allocated = new ArrayList<>();
            Trainer.builder(each)
                    .batchSize(10)
                    .epochs(60)
                    .l2(1e-4)
                    .clipNorm(1)
                    .listener(epoch -> {
                        allocated.add(threads.getThreadAllocatedBytes(
                                Thread.currentThread().getId()));
                        return true;
                    })
                    .build()
                    .train(rows);
            // The last epochs are compiled code; an epoch of 200 steps may allocate its report, not a byte per step.
            for (int e = 50; e < 60; e++) {
                assertThat(allocated.get(e) - allocated.get(e - 1)).isLessThan(200 * 16);
            }
        }
    }

    @Test
    void aRowOfWeightTwoCountsAsTwoRows() {
        NetworkSpec spec = NetworkSpec.builder(1).build(SquaredError.of());
        Trainer trainer = Trainer.builder(spec)
                .optimizer(Sgd.of(0.05))
                .epochs(30)
                .batchSize(10)
                .build();
        TrainingData twice = TrainingData.of(new double[][] {{1}, {2}, {2}}, new double[] {1, 5, 5});
        TrainingData weighted =
                TrainingData.of(new double[][] {{1}, {2}}, new double[] {1, 5}).withWeights(new double[] {1, 2});
        TrainingResult a = trainer.train(twice);
        TrainingResult b = trainer.train(weighted);
        assertThat(b.network().parameterArray()).containsExactly(a.network().parameterArray(), within(1e-12));
        assertThat(b.epochs().get(29).trainLoss()).isCloseTo(a.epochs().get(29).trainLoss(), within(1e-12));
    }

    @Test
    @DisplayName("a prior that skips to ZILN's mu is corrected, not relearned")
    void skipsAndOffsetsCarryAPrior() {
        Random random = new Random(5);
        int n = 2000;
        double[][] x = new double[n][2];
        double[] y = new double[n];
        double[] offsets = new double[n];
        for (int i = 0; i < n; i++) {
            x[i][0] = 5 + random.nextGaussian();
            x[i][1] = random.nextGaussian();
            offsets[i] = 2 * random.nextGaussian();
            y[i] = StrictMath.exp(x[i][0] + offsets[i] - 0.3 * x[i][1] + 0.3 * random.nextGaussian());
        }
        NetworkSpec spec =
                NetworkSpec.builder(2).dense(4).tanh().skip(0, 1).offsetTo(1).build(ZeroInflatedLognormal.of());
        TrainingData data = TrainingData.of(x, y).withOffsets(offsets);
        List<Epoch> epochs = new ArrayList<>();
        Network network = Trainer.builder(spec)
                .optimizer(Adam.of(0.01))
                .epochs(60)
                .listener(epochs::add)
                .build()
                .train(data)
                .network();
        double[][] rows = {{5, 0}, {6, 0}, {5, 0}, {5, 1}};
        double[][] priors = {{0}, {0}, {1}, {0}};
        double base = network.predict(rows, priors).raw(0)[1];
        assertThat(base).isCloseTo(5, within(0.15));
        assertThat(network.predict(rows, priors).raw(1)[1] - base).isCloseTo(1, within(0.15));
        assertThat(network.predict(rows, priors).raw(2)[1] - base).isCloseTo(1, within(1e-12));
        assertThat(network.predict(rows, priors).raw(3)[1] - base).isCloseTo(-0.3, within(0.1));
        assertThatThrownBy(() -> network.predict(rows))
                .hasMessage("the network takes 1 offset(s) per row, none were given; hand in offsets");
        assertThatThrownBy(() -> Trainer.builder(spec).build().train(TrainingData.of(x, y)))
                .hasMessage(
                        "training data must have 1 offset(s) per row, has 0; hand them in by withOffsets, in the order of the network's offsetTo");
    }

    @Test
    void listenerSeesEveryEpochAndMayStop() {
        List<Integer> seen = new ArrayList<>();
        TrainingResult result = Trainer.builder(SMALL)
                .listener(epoch -> {
                    seen.add(epoch.number());
                    assertThat(epoch.validationLoss()).isNaN();
                    return epoch.number() < 3;
                })
                .build()
                .train(linear(50, 1));
        assertThat(seen).containsExactly(1, 2, 3);
        assertThat(result.stopReason()).isEqualTo(StopReason.STOPPED);
        assertThat(result.bestEpoch()).isEqualTo(3);
    }

    @Test
    @DisplayName("an absurd learning rate stops with epoch, batch, layer and remedy, and the weights before it survive")
    void divergenceNamesWhereAndKeepsTheLastGoodWeights() {
        TrainingData data = linear(300, 1);
        for (NetworkSpec spec :
                List.of(SMALL, NetworkSpec.builder(3).dense(4).relu().build(SquaredError.of()))) {
            for (double rate : new double[] {1e6, 1e200}) {
                DivergenceException thrown = catchThrowableOfType(
                        DivergenceException.class,
                        () -> Trainer.builder(spec)
                                .optimizer(Adam.of(rate))
                                .batchSize(50)
                                .build()
                                .train(data));
                assertThat(thrown).as("learning rate " + rate).isNotNull();
                assertThat(thrown.epoch()).isEqualTo(1);
                assertThat(thrown.batch()).isBetween(1, 6);
                assertThat(spec.layerNames()).contains(thrown.layer());
                assertThat(thrown)
                        .hasMessageContaining(
                                "epoch 1, batch " + thrown.batch() + ", at layer '" + thrown.layer() + "'")
                        .hasMessageContaining("lower the learning rate (" + rate + ")");
                assertThat(meanSquaredError(thrown.lastFinite(), data)).isLessThan(100);
            }
        }
    }

    @Test
    @DisplayName("with one batch per epoch, divergence is noticed and the absurd weights are not what survives")
    void divergenceIsNoticedWithOneBatchPerEpoch() {
        TrainingData data = linear(100, 1);
        for (int epochs : new int[] {1, 2, 50}) {
            for (double rate : new double[] {1e6, Double.MAX_VALUE}) {
                DivergenceException thrown = catchThrowableOfType(
                        DivergenceException.class,
                        () -> Trainer.builder(SMALL)
                                .optimizer(Adam.of(rate))
                                .epochs(epochs)
                                .build()
                                .train(data));
                assertThat(thrown)
                        .as("learning rate %s, %d epochs", rate, epochs)
                        .isNotNull();
                assertThat(meanSquaredError(thrown.lastFinite(), data)).isLessThan(100);
            }
        }
    }

    @Test
    void zilnDivergesLoudlyToo() {
        SplitMix random = new SplitMix(1);
        double[][] x = new double[200][3];
        double[] y = new double[200];
        for (int i = 0; i < 200; i++) {
            Arrays.setAll(x[i], j -> random.nextSymmetric(1));
            y[i] = i % 2 == 0 ? 0 : 10 + i;
        }
        NetworkSpec spec = NetworkSpec.builder(3).dense(8).relu().build(ZeroInflatedLognormal.of());
        assertThatThrownBy(() ->
                        Trainer.builder(spec).optimizer(Adam.of(1e6)).build().train(TrainingData.of(x, y)))
                .isInstanceOf(DivergenceException.class)
                .hasMessageContaining("exploded");
    }

    @Test
    void wildInputsAreNamedBeforeAnyStep() {
        TrainingData data = TrainingData.of(new double[][] {{1e300}, {2}}, new double[] {1, 2});
        NetworkSpec spec = NetworkSpec.builder(1).build(SquaredError.of());
        assertThatThrownBy(() -> Trainer.builder(spec).build().train(data))
                .isInstanceOf(DivergenceException.class)
                .hasMessageContaining("before its first step")
                .hasMessageContaining("scale the inputs");
    }

    @Test
    void badRowsAreRefusedByName() {
        double[][] x = {{1, 2, 3}, {4, 5, 6}};
        assertThatThrownBy(() -> TrainingData.of(new double[0][], new double[0]))
                .hasMessage(
                        "training data must have at least one row, has none; check the split or filter it comes from");
        assertThatThrownBy(() -> TrainingData.of(x, new double[3]))
                .hasMessage("labels must have one row per input row, 2, has 3; hand in the labels of the same rows");
        assertThatThrownBy(() -> TrainingData.of(new double[][] {{1}, {2, 3}}, new double[2]))
                .hasMessage("inputs must have 1 columns in every row, row 1 has 2; fill in or cut that row");
        assertThatThrownBy(() -> TrainingData.of(new double[][] {{1}, {Double.NaN}}, new double[2]))
                .hasMessage("inputs must be finite, row 1 column 0 is NaN; impute or drop it first");
        assertThatThrownBy(() -> TrainingData.of(x, new double[] {1, Double.POSITIVE_INFINITY}))
                .hasMessageContaining("labels must be finite, row 1 column 0 is Infinity");
        TrainingData data = TrainingData.of(x, new double[] {1, -2});
        assertThatThrownBy(() -> data.withWeights(new double[] {1, -1}))
                .hasMessage(
                        "weights must be finite and not negative, row 1 has -1.0; give a row that shall not count the weight 0");
        assertThatThrownBy(() -> data.withWeights(new double[2]))
                .hasMessage("weights must not all be zero; without weights every row counts as 1");
        assertThatThrownBy(() -> data.withOffsets(new double[] {1, Double.NaN}))
                .hasMessageContaining("offsets must be finite, row 1");
        NetworkSpec ziln = NetworkSpec.builder(3).build(ZeroInflatedLognormal.of());
        assertThatThrownBy(() -> Trainer.builder(ziln).build().train(data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("label of row 1 of training data is -2.0; labels of loss 'zero_inflated_lognormal' must be "
                        + "finite and not negative (floor net refunds at 0); mend it or drop the row");
        NetworkSpec wide = NetworkSpec.builder(4).build(SquaredError.of());
        assertThatThrownBy(() -> Trainer.builder(wide).build().train(data))
                .hasMessage("training data must have 4 input columns for layer 'output', has 3; build the network with "
                        + "NetworkSpec.builder(3) or mend the rows");
        assertThatThrownBy(() -> Trainer.builder(SMALL)
                        .build()
                        .train(TrainingData.of(new DMatrixRMaj(x), new DMatrixRMaj(2, 2))))
                .hasMessage(
                        "training data must have 1 label(s) per row for loss 'squared_error', has 2; hand in a matrix (n, 1) of labels or build the network with another loss");
    }

    @Test
    void severalLabelsPerRowComeAsRowsOrAsAMatrix() {
        double[][] x = {{1}, {2}};
        TrainingData data = TrainingData.of(x, new double[][] {{1, 2, 3}, {4, 5, 6}});

        assertThat(data.size()).isEqualTo(2);
        assertThat(data.labels()).isEqualTo(3);
        assertThatThrownBy(() -> TrainingData.of(x, new double[][] {{1, 2}, {3}}))
                .hasMessage("labels must have 2 columns in every row, row 1 has 1; fill in or cut that row");
        assertThatThrownBy(() -> TrainingData.of(x, new double[][] {{1, 2}}))
                .hasMessageStartingWith("labels must have one row per input row, 2, has 1");
        assertThatThrownBy(() -> TrainingData.of(x, new double[0][]))
                .hasMessageStartingWith("labels must have one row per input row, 2, has 0");
        assertThatThrownBy(() -> TrainingData.of(new double[0][], new double[][] {{1, 2}}))
                .hasMessageStartingWith("training data must have at least one row");
    }

    @Test
    void badSettingsAreRefusedByName() {
        Trainer.Builder builder = Trainer.builder(SMALL);
        assertThatThrownBy(() -> builder.batchSize(0)).hasMessageStartingWith("batch size must be 1 to");
        assertThatThrownBy(() -> builder.epochs(0)).hasMessage("epochs must be at least 1, was 0");
        assertThatThrownBy(() -> builder.earlyStopping(0)).hasMessage("patience must be at least 1 epoch, was 0");
        assertThatThrownBy(() -> builder.l2(-1)).hasMessage("l2 must be finite and not negative, was -1.0");
        assertThatThrownBy(() -> builder.clipNorm(0)).hasMessage("clip norm must be positive, was 0.0");
        assertThatThrownBy(() -> builder.threads(0)).hasMessage("threads must be at least 1, was 0");
        assertThatThrownBy(() -> builder.earlyStopping(3).build().train(linear(5, 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("needs validation rows");
    }
}
