package dev.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.event.EventLog;
import dev.clv.nn.loss.Tweedie;
import dev.clv.simulate.ShopSimulation;
import dev.clv.train.NetworkRun;
import dev.clv.train.SequenceSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training may start from the weights of an earlier model. */
class WarmStartTest {

    private static final Duration HORIZON = Duration.ofDays(60);

    private static EventLog log;
    private static Instant early;
    private static Instant late;
    private static ClvModel earlier;

    @BeforeAll
    static void train() {
        log = ShopSimulation.builder().customers(600).days(400).seed(9).build().log();
        late = log.observedUntil().minus(HORIZON);
        early = late.minus(HORIZON);
        earlier = builder().earlyStopping(30, 10).train(log, early);
    }

    private static ClvModelBuilder builder() {
        return ClvModel.builder().horizon(HORIZON).network(n -> n.hidden(8).members(2));
    }

    private static double firstLoss(ClvModel model) {
        return model.summary().networks().stream()
                .map(NetworkRun::trainingLosses)
                .mapToDouble(losses -> losses.get(0))
                .sum();
    }

    private static byte[] bytes(ClvModel model) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        model.write(out);
        return out.toByteArray();
    }

    @Test
    void theFirstEpochBeginsWhereTheEarlierModelEndedAndTheModelSaysWhichItWas() {
        ClvModel cold = builder().earlyStopping(3, 3).train(log, late);
        ClvModel warm = builder().earlyStopping(3, 3).startingFrom(earlier).train(log, late);

        assertThat(firstLoss(warm)).isLessThan(firstLoss(cold) - 0.1);
        assertThat(warm.summary().settings())
                .containsEntry("start", "the weights of the model " + earlier.fingerprint());
        assertThat(cold.summary().settings()).doesNotContainKey("start");
    }

    @Test
    void theBitsAreTheSameForAnyNumberOfThreadsAndFromTheSavedModel(@TempDir Path folder) throws IOException {
        earlier.save(folder.resolve("earlier.clvm"));
        ClvModel loaded = ClvModel.load(folder.resolve("earlier.clvm"));

        ClvModel one = builder().earlyStopping(2, 2).startingFrom(earlier).train(log, late);
        ClvModel two =
                builder().earlyStopping(2, 2).startingFrom(loaded).threads(2).train(log, late);

        assertThat(bytes(two)).isEqualTo(bytes(one));
    }

    @Test
    void aFeatureThatTheEarlierModelDidNotHaveStartsWithoutWeight() {
        ClvModel wider = builder()
                .earlyStopping(1, 1)
                .addExtractor(FeatureExtractor.of(
                        Feature.numeric("events", "events", "Everything known of the customer", "activity"),
                        history -> history.events().size()))
                .startingFrom(earlier)
                .train(log, late);
        ClvModel same = builder().earlyStopping(1, 1).startingFrom(earlier).train(log, late);

        assertThat(wider.schema().size()).isEqualTo(earlier.schema().size() + 1);
        assertThat(firstLoss(wider)).isCloseTo(firstLoss(same), org.assertj.core.data.Offset.offset(0.1));
    }

    @Test
    void aModelThatReadsEventsStartsOneOfOtherWordsAndTellsWhatIsNew() {
        ClvModel few = builder()
                .earlyStopping(12, 12)
                .sequence(s -> s.gru(4).length(8).always().tokens(tokens -> tokens.learnedCategories(2)))
                .train(log, early);
        UnaryOperator<SequenceSettings> all = s -> s.gru(4).length(8).always();
        ClvModel cold = builder().earlyStopping(2, 2).sequence(all).train(log, late);
        ClvModel warm =
                builder().earlyStopping(2, 2).sequence(all).startingFrom(few).train(log, late);

        assertThat(firstLoss(warm)).isLessThan(firstLoss(cold) - 0.1);
        assertThat(warm.summary().settings().get("start"))
                .startsWith("the weights of the model " + few.fingerprint() + "; new are ")
                .containsPattern("\\d+ words of events");
    }

    @Test
    void aModelOfOtherLayersAnotherLossOrAnotherHorizonIsRefusedByName() {
        assertThatThrownBy(() -> builder()
                        .network(n -> n.hidden(9))
                        .startingFrom(earlier)
                        .train(log, late))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("startingFrom(...) names a model with the parameter 'dense1.weights' of ")
                .hasMessageContaining("leave startingFrom(...) out");
        assertThatThrownBy(() -> builder()
                        .network(n -> n.hidden(8, 8))
                        .startingFrom(earlier)
                        .train(log, late))
                .hasMessageContaining("names a model with the layers [");
        assertThatThrownBy(() ->
                        builder().loss(Tweedie.of(1.5)).startingFrom(earlier).train(log, late))
                .hasMessageContaining("the loss 'zero_inflated_lognormal', but this training has 'tweedie'");
        assertThatThrownBy(() -> builder()
                        .horizon(Duration.ofDays(30))
                        .startingFrom(earlier)
                        .train(log, late))
                .hasMessageContaining("a model of the 60 days ahead, but this training is of the 30 days ahead");
    }

    @Test
    void aCheckpointOfATrainingFromRandomWeightsIsNotContinuedFromOthers(@TempDir Path folder) {
        builder().earlyStopping(2, 2).checkpoints(folder).train(log, late);

        assertThatThrownBy(() -> builder()
                        .earlyStopping(2, 2)
                        .checkpoints(folder)
                        .startingFrom(earlier)
                        .train(log, late))
                .hasMessageContaining("start of training none, not ");
    }
}
