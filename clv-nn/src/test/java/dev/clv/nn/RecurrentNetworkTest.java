package dev.clv.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.loss.ZeroInflatedLognormal;
import dev.clv.nn.math.SplitMix;
import dev.clv.nn.sequence.SequenceInput;
import dev.clv.nn.sequence.SequenceShape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A network cut behind its recurrent layer")
class RecurrentNetworkTest {

    private static final SequenceInput EVENTS =
            new SequenceInput(List.of("recency", "orders"), "events", 6, List.of("gap", "kind", "channel"));
    private static final SequenceShape SHAPE = EVENTS.shape();

    static Stream<NetworkSpec> networks() {
        return Stream.of(
                NetworkSpec.builder(EVENTS)
                        .tokenEmbedding(1, 4, 3)
                        .tokenEmbedding(1, 2, 2)
                        .lstm(5)
                        .dense(6)
                        .relu()
                        .skip("orders", 0)
                        .build(ZeroInflatedLognormal.of()),
                NetworkSpec.builder(SHAPE).gru(5).build(SquaredError.of()));
    }

    private static Network network(NetworkSpec spec) {
        return Network.of(spec, spec.initialParameters(7));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void predictsFromAStateToTheBitsOfTheWholeSequence(NetworkSpec spec) {
        Network network = network(spec);
        RecurrentNetwork live = RecurrentNetwork.of(network).orElseThrow();
        RecurrentNetwork.Scratch scratch = live.newScratch();
        SplitMix random = new SplitMix(8);
        double[] columns = {0.3, -0.8};
        double[] state = live.newState();
        double[] row = new double[SHAPE.width()];
        System.arraycopy(columns, 0, row, 0, 2);
        for (int length = 0; length <= SHAPE.steps(); length++) {
            assertThat(live.predict(columns, state).means())
                    .isEqualTo(network.predict(new double[][] {row}).means());
            if (length < SHAPE.steps()) {
                double[] token = {random.nextSymmetric(1), random.nextInt(4), random.nextInt(2)};
                live.step(state, token, scratch);
                // In a row, the newest comes first.
                System.arraycopy(row, SHAPE.column(0, 0), row, SHAPE.column(1, 0), length * 3);
                System.arraycopy(token, 0, row, SHAPE.column(0, 0), 3);
                row[SHAPE.lengthColumn()] = length + 1;
            }
        }
        assertThat(live.shape()).isEqualTo(SHAPE);
    }

    @Test
    void isThereForNetworksOfARecurrentLayerBehindEmbeddingsOnly() {
        Stream<NetworkSpec> others = Stream.of(
                NetworkSpec.builder(SHAPE).convolution(2, 2, 1).gru(3).build(SquaredError.of()),
                NetworkSpec.builder(SHAPE).attention(1, 2).build(SquaredError.of()),
                NetworkSpec.builder(SHAPE).gru(3).offsetTo(0).build(SquaredError.of()),
                NetworkSpec.builder(3).dense(3).relu().build(SquaredError.of()));

        assertThat(others.map(spec -> RecurrentNetwork.of(network(spec)))).allMatch(cut -> cut.isEmpty());
    }

    @Test
    void refusesWhatDoesNotFit() {
        RecurrentNetwork live = RecurrentNetwork.of(
                        network(networks().findFirst().orElseThrow()))
                .orElseThrow();
        RecurrentNetwork.Scratch scratch = live.newScratch();
        double[] state = live.newState();

        assertThatThrownBy(() -> live.step(state, new double[2], scratch))
                .hasMessageStartingWith("a token must have 3 numbers, has 2");
        assertThatThrownBy(() -> live.step(state, new double[] {0, Double.NaN, 0}, scratch))
                .hasMessageStartingWith("a token must be finite, feature 1 is NaN");
        assertThatThrownBy(() -> live.step(state, new double[] {0, 4, 0}, scratch))
                .hasMessageContaining("must hold a category index, a whole number from 0 to 3, was 4.0");
        assertThatThrownBy(() -> live.step(new double[5], new double[3], scratch))
                .hasMessage("the state of this layer must have 10 numbers, has 5");
        assertThatThrownBy(() -> live.predict(new double[1], state))
                .hasMessageStartingWith("there must be 2 plain columns, got 1");
        assertThatThrownBy(() -> live.predict(new double[2], new double[5]))
                .hasMessageStartingWith("a state of this network has 10 numbers, got 5");
        assertThatThrownBy(() -> live.predict(new double[] {Double.NaN, 0}, state))
                .hasMessageContaining("must be finite");
        RecurrentNetwork other = RecurrentNetwork.of(
                        network(networks().findFirst().orElseThrow()))
                .orElseThrow();
        assertThatThrownBy(() -> other.step(state, new double[3], scratch))
                .hasMessage("the scratch was made for another network; use newScratch of this one");
        assertThat(Arrays.stream(state)).containsOnly(0.0);
    }
}
