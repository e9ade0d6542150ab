package dev.clv.nn.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.nn.Network;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.Predictions;
import dev.clv.nn.Vocabulary;
import dev.clv.nn.check.GradientCheck;
import dev.clv.nn.describe.Description;
import dev.clv.nn.layer.Activations;
import dev.clv.nn.layer.Dense;
import dev.clv.nn.layer.Initialization;
import dev.clv.nn.loss.BinaryCrossEntropy;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.loss.ZeroInflatedLognormal;
import dev.clv.nn.math.SplitMix;
import dev.clv.nn.optimize.Adam;
import dev.clv.nn.train.Epoch;
import dev.clv.nn.train.Precision;
import dev.clv.nn.train.Trainer;
import dev.clv.nn.train.TrainingData;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Networks that read sequences")
class SequenceNetworkTest {

    private static final SequenceInput EVENTS =
            new SequenceInput(List.of("recency", "orders"), "events", 4, List.of("kind", "gap", "amount"));

    static Stream<NetworkSpec> networks() {
        return Stream.of(
                NetworkSpec.builder(EVENTS)
                        .tokenEmbedding(0, 3, 2)
                        .gru(4)
                        .dense(5)
                        .tanh()
                        .skip("recency", 0)
                        .build(SquaredError.of()),
                NetworkSpec.builder(EVENTS)
                        .tokenEmbedding(0, 3, 2)
                        .convolution(3, 2, 1)
                        .convolution(4, 2, 2)
                        .lstm(3)
                        .layerNorm()
                        .dense(5)
                        .gelu()
                        .build(ZeroInflatedLognormal.of()),
                NetworkSpec.builder(EVENTS)
                        .tokenEmbedding(0, 3, 2)
                        .sequence(shape -> CausalConvolution.of(shape, 2, 1, Activations.tanh(3)))
                        .pool()
                        .dense(5)
                        .softplus()
                        .offsetTo(0)
                        .build(SquaredError.of()),
                NetworkSpec.builder(EVENTS.shape())
                        .tokenEmbedding(0, 3, 2)
                        .attention(2, 2, 0)
                        .dropout(0.2)
                        .dense(5)
                        .sigmoid()
                        .build(BinaryCrossEntropy.of()));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void haveRightGradientsFromTheLossToTheTokens(NetworkSpec spec) {
        for (long seed = 0; seed < 5; seed++) {
            GradientCheck check = GradientCheck.network(spec, new double[] {0, 1, 1, 0, 1, 1}, seed)
                    .orFail();
            assertThat(check.checked()).isGreaterThan(spec.parameterCount());
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void areRebuiltFromTheirDescriptions(NetworkSpec spec) {
        NetworkSpec rebuilt = Vocabulary.standard().network(spec.describe());

        assertThat(rebuilt.describe()).isEqualTo(spec.describe());
        assertThat(rebuilt.inputNames()).isEqualTo(spec.inputNames());
        assertThat(rebuilt.sequence()).contains(EVENTS.shape());
        assertThat(rebuilt.parameterShapes()).isEqualTo(spec.parameterShapes());
    }

    @Test
    void nameEveryNumberOfARow() {
        NetworkSpec spec = NetworkSpec.builder(
                        new SequenceInput(List.of("recency"), "events", 2, List.of("gap", "amount")))
                .gru(1)
                .build(SquaredError.of());

        assertThat(spec.inputNames())
                .containsExactly(
                        "recency",
                        "events.length",
                        "events[1].gap",
                        "events[1].amount",
                        "events[2].gap",
                        "events[2].amount");
        assertThat(EVENTS.feature("amount")).isEqualTo(2);
        assertThat(EVENTS.shape().column(1, EVENTS.feature("amount")))
                .isEqualTo(EVENTS.names().indexOf("events[2].amount"));
        assertThatThrownBy(() -> EVENTS.feature("price"))
                .hasMessage("sequence 'events' has no feature 'price'; take one of [kind, gap, amount]");
    }

    /** As explanations ask: many rows of few sequences, and of two lengths whose tokens begin alike. */
    @ParameterizedTest
    @MethodSource("networks")
    void readASequenceOnceThatManyRowsHoldAndGiveTheSameBits(NetworkSpec spec) {
        SequenceShape shape = spec.sequence().orElseThrow();
        Network network = Network.of(spec, spec.initialParameters(4));
        SplitMix random = new SplitMix(11);
        double[][] rows = new double[600][];
        double[][] offsets = new double[rows.length][spec.offsetOutputs().size()];
        for (int i = 0; i < rows.length; i++) {
            SplitMix ofSequence = new SplitMix(i % 7 / 2);
            double[] row = new double[shape.width()];
            for (int column = 0; column < shape.columns(); column++) {
                row[column] = random.nextSymmetric(1);
            }
            row[shape.lengthColumn()] = i % 7 % (shape.steps() + 1);
            for (int token = 0; token < shape.steps(); token++) {
                row[shape.column(token, 0)] = ofSequence.nextInt(3);
                row[shape.column(token, 1)] = ofSequence.nextSymmetric(1);
                row[shape.column(token, 2)] = ofSequence.nextSymmetric(1);
            }
            rows[i] = row;
            for (int k = 0; k < offsets[i].length; k++) {
                offsets[i][k] = random.nextSymmetric(1);
            }
        }
        Predictions together = network.predict(rows, offsets);
        for (int i = 0; i < rows.length; i++) {
            Predictions alone = network.predict(new double[][] {rows[i]}, new double[][] {offsets[i]});
            assertThat(alone.raw(0)).as("row %d", i).isEqualTo(together.raw(i));
        }
    }

    @Test
    void predictTheSameWhateverThePaddingHolds() {
        NetworkSpec spec = networks().findFirst().orElseThrow();
        Network network = Network.of(spec, spec.initialParameters(3));
        double[] row = {0.5, 2, 1, /* newest */ 2, 0.1, 0.7, /* padding */ 0, 0, 0, 0, 0, 0, 0, 0, 0};
        double[] other = row.clone();
        for (int i = 6; i < other.length; i++) {
            other[i] = 1e9 + i;
        }

        assertThat(network.predict(new double[][] {other}).means())
                .isEqualTo(network.predict(new double[][] {row}).means());
    }

    @Test
    @DisplayName("train to the same bits on one thread and on three")
    void trainToTheSameBitsOnAnyThreads() {
        NetworkSpec spec = networks().toList().get(1);
        SplitMix random = new SplitMix(4);
        double[][] x = new double[200][];
        double[] y = new double[200];
        for (int i = 0; i < x.length; i++) {
            x[i] = row(random, random.nextInt(5));
            y[i] = Math.max(0, random.nextSymmetric(10));
        }
        double[] one = train(spec, x, y, 1);

        assertThat(train(spec, x, y, 3)).isEqualTo(one);
        assertThat(one).isNotEqualTo(spec.initialParameters(0));
    }

    private static double[] train(NetworkSpec spec, double[][] x, double[] y, int threads) {
        return Trainer.builder(spec)
                .epochs(3)
                .threads(threads)
                .build()
                .train(TrainingData.of(x, y))
                .network()
                .parameterArray();
    }

    private static double[] row(SplitMix random, int length) {
        double[] row = new double[EVENTS.shape().width()];
        row[0] = random.nextSymmetric(1);
        row[1] = random.nextSymmetric(1);
        row[2] = length;
        for (int token = 0; token < length; token++) {
            row[EVENTS.shape().column(token, 0)] = random.nextInt(3);
            row[EVENTS.shape().column(token, 1)] = random.nextSymmetric(1);
            row[EVENTS.shape().column(token, 2)] = random.nextSymmetric(1);
        }
        return row;
    }

    /**
     * A customer has done A and B in some order, among other things; the label is whether A came before B. Counts of
     * events are the same for both labels.
     */
    private static TrainingData whoCameFirst(int rows, long seed) {
        SequenceShape shape = new SequenceShape(0, 8, 3);
        SplitMix random = new SplitMix(seed);
        double[][] x = new double[rows][shape.width()];
        double[] y = new double[rows];
        for (int i = 0; i < rows; i++) {
            int length = 2 + random.nextInt(7);
            int one = random.nextInt(length);
            int two = (one + 1 + random.nextInt(length - 1)) % length;
            x[i][0] = length;
            for (int token = 0; token < length; token++) {
                x[i][shape.column(token, token == one ? 0 : token == two ? 1 : 2)] = 1;
            }
            y[i] = one > two ? 1 : 0; // older, that is before
        }
        return TrainingData.of(x, y);
    }

    private static double validationLoss(NetworkSpec spec, int epochs) {
        return validationLoss(spec, epochs, Precision.DOUBLE);
    }

    private static double validationLoss(NetworkSpec spec, int epochs, Precision precision) {
        return Trainer.builder(spec)
                .precision(precision)
                .optimizer(Adam.of(0.01))
                .batchSize(64)
                .epochs(epochs)
                .build()
                .train(whoCameFirst(1_500, 1), whoCameFirst(500, 2))
                .epochs()
                .stream()
                .mapToDouble(Epoch::validationLoss)
                .min()
                .orElseThrow();
    }

    @Test
    void learnWhatOrderSaysWhichCountsCannot() {
        SequenceShape shape = new SequenceShape(0, 8, 3);
        NetworkSpec recurrent = NetworkSpec.builder(shape).gru(8).build(BinaryCrossEntropy.of());
        NetworkSpec longShort = NetworkSpec.builder(shape).lstm(8).build(BinaryCrossEntropy.of());
        // The mean of the tokens is the counts by the length.
        NetworkSpec counts = NetworkSpec.builder(shape)
                .sequence(open -> new SequencePooling(open, SequencePooling.Kind.MEAN))
                .dense(16)
                .relu()
                .build(BinaryCrossEntropy.of());

        assertThat(validationLoss(recurrent, 25)).isLessThan(0.05);
        assertThat(validationLoss(longShort, 25)).isLessThan(0.05);
        assertThat(validationLoss(counts, 10)).isGreaterThan(0.68); // ln 2 = 0.693 is to know nothing
    }

    @Test
    void trainInFloatIfARecurrentLayerReadsThemAndElseInDouble() {
        List<Precision> precisions = networks()
                .map(spec -> Trainer.precision(Precision.FLOAT, spec, Adam.of(1e-3)))
                .toList();

        assertThat(precisions)
                .as("a GRU, a convolution before an LSTM, one before pooling, attention")
                .containsExactly(Precision.FLOAT, Precision.DOUBLE, Precision.DOUBLE, Precision.DOUBLE);
    }

    @Test
    void predictInDoubleOnly() {
        NetworkSpec spec = networks().findFirst().orElseThrow();

        assertThatThrownBy(() -> Network.of(spec, spec.initialParameters(1)).inFloat())
                .hasMessageStartingWith("layers [token_embedding, gru, dense, tanh, dense] have no float form")
                .hasMessageEndingWith("predict in double, with Network.predict");
    }

    @Test
    void learnInFloatWhatTheyLearnInDouble() {
        SequenceShape shape = new SequenceShape(0, 8, 3);
        for (NetworkSpec spec : List.of(
                NetworkSpec.builder(shape).gru(8).build(BinaryCrossEntropy.of()),
                NetworkSpec.builder(shape).lstm(8).build(BinaryCrossEntropy.of()))) {
            double inDouble = validationLoss(spec, 25, Precision.DOUBLE);
            assertThat(validationLoss(spec, 25, Precision.FLOAT)).isCloseTo(inDouble, within(0.005));
        }
    }

    @Test
    void refuseInFloatTheLengthsAndCategoriesThatDoubleRefuses() {
        NetworkSpec spec = networks().findFirst().orElseThrow();
        SequenceShape shape = EVENTS.shape();
        double[] tooLong = new double[shape.width()];
        tooLong[shape.lengthColumn()] = 5;
        double[] unknown = new double[shape.width()];
        unknown[shape.lengthColumn()] = 2;
        unknown[shape.column(1, 0)] = 3;
        for (Precision precision : Precision.values()) {
            Trainer trainer =
                    Trainer.builder(spec).precision(precision).epochs(1).build();
            assertThatThrownBy(() -> trainer.train(TrainingData.of(new double[][] {tooLong}, new double[1])))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must hold the length of a sequence, a whole number from 0 to 4, was 5.0");
            assertThatThrownBy(() -> trainer.train(TrainingData.of(new double[][] {unknown}, new double[1])))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must hold a category index, a whole number from 0 to 2, was 3.0");
        }
    }

    @Test
    void refuseLayersThatDoNotFitTheSequence() {
        assertThatThrownBy(() -> NetworkSpec.builder(EVENTS).dense(3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "layer 1 (dense) is given a sequence, of 2 columns and 4 tokens of 3 features, that it cannot"
                                + " tell from ordinary columns; end the sequence before, by gru, lstm, attention or pool");
        assertThatThrownBy(
                        () -> NetworkSpec.builder(EVENTS).convolution(3, 2, 1).relu())
                .hasMessageStartingWith("layer 2 (relu) is given a sequence");
        assertThatThrownBy(() -> NetworkSpec.builder(EVENTS).residual(block -> block.dense(15)))
                .hasMessageStartingWith("layer 1 (residual) is given a sequence");
        assertThatThrownBy(() -> NetworkSpec.builder(EVENTS).build(SquaredError.of()))
                .hasMessageStartingWith("layer 'output' is given a sequence");
        assertThatThrownBy(() -> NetworkSpec.builder(EVENTS).gru(3).gru(3))
                .hasMessage("gru needs a sequence, but there is none here; begin with"
                        + " NetworkSpec.builder(SequenceInput), and end the sequence only once");
        assertThatThrownBy(() -> NetworkSpec.builder(15).layer(w -> new Gru(EVENTS.shape(), 3)))
                .hasMessageStartingWith("layer 1 (gru) reads a sequence, but there is none here");
        assertThatThrownBy(() -> NetworkSpec.builder(EVENTS).sequence(shape -> new Gru(new SequenceShape(0, 7, 2), 1)))
                .hasMessage(
                        "layer 1 (gru) reads a sequence of 0 columns and 7 tokens of 2 features but is given one of 2"
                                + " columns and 4 tokens of 3 features; make it for the shape of what comes before");
        assertThatThrownBy(() -> NetworkSpec.builder(EVENTS)
                        .gru(3)
                        .skip("events[1].gap", 0)
                        .build(SquaredError.of()))
                .hasMessage("skip from column 4 'events[1].gap': it belongs to the sequence, which may be shorter than"
                        + " that; skip from a plain column, the first 2");
        assertThatThrownBy(() -> new SequenceInput(List.of(), " ", 4, List.of("gap")))
                .hasMessageStartingWith("the name of a sequence is blank");
        assertThatThrownBy(() -> new SequenceInput(List.of(), "events", 4, List.of()))
                .hasMessage("sequence 'events' needs at least one feature per token");
    }

    @Test
    void refuseRowsOfAnotherWidth() {
        NetworkSpec spec = networks().findFirst().orElseThrow();
        Network network = Network.of(spec, spec.initialParameters(1));

        assertThatThrownBy(() -> network.predict(new double[1][14]))
                .hasMessage(
                        "inputs of layer 'token_embedding1' must have 15 columns, row 0 has 14; hand in the columns that"
                                + " the network was trained on, in their order: 2 columns and 4 tokens of 3 features, and the"
                                + " length");
        assertThatThrownBy(() -> train(spec, new double[1][14], new double[1], 1))
                .hasMessageContaining(
                        "must have 15 input columns (2 columns and 4 tokens of 3 features, and the length)");
        double[] row = new double[15];
        row[2] = 0.5;
        assertThatThrownBy(() -> network.predict(new double[][] {row}))
                .hasMessageStartingWith(
                        "layer 'token_embedding1' refuses its inputs: column 2 must hold the length of a"
                                + " sequence, a whole number from 0 to 4, was 0.5");
    }

    @Test
    void refuseDescriptionsWhoseLayersDoNotFit() {
        NetworkSpec spec = NetworkSpec.builder(new SequenceShape(0, 2, 1))
                .convolution(1, 1, 1)
                .pool()
                .build(SquaredError.of());
        Description broken = spec.describe();
        List<Description> layers = List.of(
                CausalConvolution.of(new SequenceShape(0, 2, 1), 1, 1, 1).describe(),
                new Dense(3, 1, Initialization.HE).describe());
        Description other = broken.with(Stream.concat(
                        Stream.of(Description.of("layers").with(layers)),
                        broken.parts().stream().skip(1))
                .toList());

        assertThatThrownBy(() -> Vocabulary.standard().network(other))
                .hasMessageStartingWith("layer 'output' is given a sequence");
    }
}
