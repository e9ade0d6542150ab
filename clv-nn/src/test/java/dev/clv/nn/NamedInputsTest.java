package dev.clv.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.nn.describe.Description;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.loss.ZeroInflatedLognormal;
import dev.clv.nn.math.SplitMix;
import dev.clv.nn.optimize.Adam;
import dev.clv.nn.train.Checkpoint;
import dev.clv.nn.train.Precision;
import dev.clv.nn.train.Trainer;
import dev.clv.nn.train.TrainingData;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NamedInputsTest {

    private static final List<String> NAMES = List.of("recency", "frequency", "prior");

    private static NetworkSpec.Builder named() {
        return NetworkSpec.builder(NAMES).dense(8).tanh();
    }

    private static NetworkSpec.Builder unnamed() {
        return NetworkSpec.builder(3).dense(8).tanh();
    }

    /** A prior that is right but for a correction by recency. */
    private static TrainingData rows() {
        SplitMix random = new SplitMix(4);
        double[][] x = new double[400][3];
        double[] y = new double[400];
        for (int i = 0; i < 400; i++) {
            x[i] = new double[] {random.nextSymmetric(1), random.nextSymmetric(1), random.nextSymmetric(50)};
            y[i] = x[i][2] + 0.5 * x[i][0];
        }
        return TrainingData.of(x, y);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a named column that skips to a raw output is a prior that the network corrects")
    void aPriorIsCorrected(Precision precision) {
        NetworkSpec spec = named().skip("prior", 0).build(SquaredError.of());
        Network network = Trainer.builder(spec)
                .precision(precision)
                .optimizer(Adam.of(0.003))
                .epochs(300)
                .build()
                .train(rows())
                .network();
        double[] means = network.predict(new double[][] {{0, 0, 40}, {0.8, 0, 40}, {-0.8, 0, -40}})
                .means();
        assertThat(means).containsExactly(new double[] {40, 40.4, -40.4}, within(0.15));
        List<Parameter> parameters = network.parameters();
        assertThat(parameters.get(parameters.size() - 1).values()).containsExactly(new double[] {1}, within(0.02));
    }

    @Test
    void namesAreTheColumnsIndices() {
        NetworkSpec byName = named().skip("prior", 1).skip("recency", 2, 0.25).build(ZeroInflatedLognormal.of());
        NetworkSpec byIndex = unnamed().skip(2, 1).skip(0, 2, 0.25).build(ZeroInflatedLognormal.of());
        assertThat(byName.skips()).isEqualTo(byIndex.skips()).containsExactly(new Skip(2, 1, 1), new Skip(0, 2, 0.25));
        assertThat(byName.inputs()).isEqualTo(3);
        assertThat(byName.inputNames()).isEqualTo(NAMES);
        assertThat(byIndex.inputNames()).isEmpty();
        assertThat(byName.initialParameters(1)).isEqualTo(byIndex.initialParameters(1));
    }

    @Test
    void namesAreSavedWithTheNetwork() {
        NetworkSpec spec = named().skip("prior", 0).build(SquaredError.of());
        NetworkSpec rebuilt = Vocabulary.standard().network(spec.describe());
        assertThat(rebuilt.inputNames()).isEqualTo(NAMES);
        assertThat(rebuilt.describe()).isEqualTo(spec.describe());
    }

    @Test
    @DisplayName("a network without names is described as it was before there were any, and loads")
    void networksWithoutNamesLoad() {
        Description description = unnamed().skip(2, 0).build(SquaredError.of()).describe();
        assertThat(description.parts())
                .extracting(Description::word)
                .containsExactly("layers", "loss", "skips", "offsets");
        assertThat(Vocabulary.standard().network(description).inputNames()).isEmpty();
    }

    @Test
    void checkpointsKeepTheNames() throws IOException {
        NetworkSpec spec = named().skip("prior", 0).build(SquaredError.of());
        List<Checkpoint> checkpoints = new ArrayList<>();
        Trainer.builder(spec).epochs(1).checkpoints(checkpoints::add).build().train(rows());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        checkpoints.get(0).write(out);
        Checkpoint read = Checkpoint.read(new ByteArrayInputStream(out.toByteArray()));

        double[] whole =
                Trainer.builder(spec).epochs(2).build().train(rows()).network().parameterArray();
        assertThat(Trainer.builder(spec)
                        .epochs(2)
                        .build()
                        .resume(read, rows())
                        .network()
                        .parameterArray())
                .isEqualTo(whole);
        NetworkSpec renamed = NetworkSpec.builder(List.of("recency", "orders", "prior"))
                .dense(8)
                .tanh()
                .skip("prior", 0)
                .build(SquaredError.of());
        assertThatThrownBy(() -> Trainer.builder(renamed).epochs(2).build().resume(read, rows()))
                .hasMessageStartingWith("the checkpoint was made with 'frequency', not 'orders'; resume with");
    }

    @Test
    void wrongNamesAreRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> named().skip("priro", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "skip from 'priro': there is no such input column; take one of [recency, frequency, prior]");
        assertThatThrownBy(() -> unnamed().skip("prior", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "skip from 'prior': the input columns have no names; begin with NetworkSpec.builder(names), "
                                + "or give the column's index");
        assertThatThrownBy(() -> named().skip("prior", 0, Double.NaN).build(SquaredError.of()))
                .hasMessage(
                        "skip from column 2 'prior': its initial weight must be finite, was NaN; 1 is a usual start");
        assertThatThrownBy(() -> NetworkSpec.builder(List.of()))
                .hasMessage("a network needs at least 1 input column, was 0");
        assertThatThrownBy(() -> NetworkSpec.builder(List.of("a", "b", "a")))
                .hasMessage("two input columns are named 'a'; give every column a name of its own");
        assertThatThrownBy(() -> NetworkSpec.builder(List.of("a", " ")))
                .hasMessage("the name of input column 1 is blank; name every column or none");
    }
}
