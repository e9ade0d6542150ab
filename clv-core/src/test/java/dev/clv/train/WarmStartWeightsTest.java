package dev.clv.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.features.Feature;
import dev.clv.nn.Network;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.sequence.SequenceShape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights that go from a network to one that reads other columns, other features of events and other words. */
class WarmStartWeightsTest {

    private static final int LENGTH = 9;

    private static final List<String> BEFORE = List.of("recency", "orders");
    private static final List<Feature> TOKENS_BEFORE = List.of(
            words("kind", "purchase", "view"), number("gap"), words("category", "toys", "tea"), number("amount"));

    /** Columns and features have moved, one of each is gone, and some are new, words among them. */
    private static final List<String> NOW = List.of("tenure", "orders", "recency");

    private static final List<Feature> TOKENS_NOW = List.of(
            number("amount"),
            words("kind", "cart", "view", "purchase", "refund", "review", "message"),
            words("name", "open", "click"),
            number("gap"));

    private static Feature number(String name) {
        return Feature.numeric(name, "numbers", "For the test", "sequence");
    }

    private static Feature words(String name, String... words) {
        return Feature.categorical(name, "For the test", "sequence", List.of(words));
    }

    private static NetworkSpec spec(String encoder, int columns, List<Feature> tokens) {
        return SequenceSettings.defaults()
                .encoder(encoder)
                .begin(new SequenceShape(columns, LENGTH, tokens.size()), tokens)
                .dense(5)
                .tanh()
                .build(SquaredError.of());
    }

    /** A row of plain columns and tokens; words are given by their place. */
    private static double[] row(SequenceShape shape, double[] plain, double[]... tokens) {
        double[] row = new double[shape.width()];
        System.arraycopy(plain, 0, row, 0, plain.length);
        row[shape.lengthColumn()] = tokens.length;
        for (int t = 0; t < tokens.length; t++) {
            System.arraycopy(tokens[t], 0, row, shape.column(t, 0), tokens[t].length);
        }
        return row;
    }

    private static double mean(NetworkSpec spec, double[] parameters, double[] row) {
        return Network.of(spec, parameters).predict(new double[][] {row}).means()[0];
    }

    @ParameterizedTest
    @ValueSource(strings = {"gru:6", "lstm:4", "conv:4", "attention:8"})
    void whatIsKnownPredictsTheSameAndWhatIsNewChangesNothing(String encoder) {
        NetworkSpec before = spec(encoder, 2, TOKENS_BEFORE);
        NetworkSpec now = spec(encoder, 3, TOKENS_NOW);
        double[] learned = before.initialParameters(3);
        double[] start = WarmStart.parameters(
                Network.of(before, learned),
                NamedParameters.of(before, BEFORE, TOKENS_BEFORE),
                now,
                NamedParameters.of(now, NOW, TOKENS_NOW),
                0);
        // Without the feature that is gone, whose weights are gone too.
        double[] without = learned.clone();
        for (NamedParameters.Part part : NamedParameters.of(before, BEFORE, TOKENS_BEFORE)) {
            for (int r = 0; r < part.names().size(); r++) {
                if (part.kind() == NamedParameters.Rows.READ
                        && part.names().get(r).contains("category")) {
                    java.util.Arrays.fill(
                            without, part.at() + r * part.columns(), part.at() + (r + 1) * part.columns(), 0);
                }
            }
        }
        double expected = mean(
                before,
                without,
                row(
                        new SequenceShape(2, LENGTH, 4),
                        new double[] {0.3, -0.8},
                        new double[] {1, 0.5, 2, -1},
                        new double[] {0, -0.2, 0, 0.7}));
        assertThat(mean(
                        now,
                        start,
                        row(
                                new SequenceShape(3, LENGTH, 4),
                                new double[] {0.9, -0.8, 0.3},
                                new double[] {-1, 1, 2, 0.5},
                                new double[] {0.7, 2, 1, -0.2})))
                .isCloseTo(expected, within(1e-12));
    }

    @Test
    void networksOfOtherLayersAreRefused() {
        NetworkSpec before = spec("gru:6", 2, TOKENS_BEFORE);
        NetworkSpec now = spec("gru:7", 3, TOKENS_NOW);
        List<NamedParameters.Part> from = NamedParameters.of(before, BEFORE, TOKENS_BEFORE);
        assertThatThrownBy(
                        () -> WarmStart.requireSameLayers(from, before, NamedParameters.of(now, NOW, TOKENS_NOW), now))
                .hasMessageContaining("the parameter 'gru1.input_weights' of 6 x 18")
                .hasMessageContaining("but this training has 8 x 21; leave startingFrom(...) out");
        NetworkSpec other = spec("lstm:6", 2, TOKENS_BEFORE);
        assertThatThrownBy(() -> WarmStart.requireSameLayers(
                        from, before, NamedParameters.of(other, BEFORE, TOKENS_BEFORE), other))
                .hasMessageContaining("lstm1");
    }
}
