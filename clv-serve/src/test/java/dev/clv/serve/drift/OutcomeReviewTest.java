package dev.clv.serve.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.ClvPrediction;
import dev.clv.label.Horizon;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutcomeReviewTest {

    /** Of a central interval of 80 %. */
    private static final double LOW = (1 - 0.8) / 2;

    private static final Instant NOW = Instant.parse("2024-06-01T00:00:00Z");
    private static final Instant CUTOFF = Instant.parse("2024-03-01T00:00:00Z");
    private static final Advice ADVICE = new Advice(
            new Windows(ZoneOffset.UTC, Instant.parse("2023-12-02T00:00:00Z"), NOW, 300), Horizon.ofDays(92));

    /** Half of the customers spend nothing; the others 0 to 100, all alike. */
    private static OutcomeReview review(int customers, double width, double level, double probability) {
        Random random = new Random(5);
        List<ClvPrediction> predicted = new ArrayList<>();
        double[] actual = new double[customers];
        for (int i = 0; i < customers; i++) {
            actual[i] = random.nextBoolean() ? 100 * random.nextDouble() : 0;
            predicted.add(ClvPrediction.of(25 * level, probability)
                    .withQuantile(LOW, 0)
                    .withQuantile(1 - LOW, 80 * width));
        }
        OutcomeReview review = new OutcomeReview(1000, ADVICE, "EUR");
        review.add(CUTOFF, predicted, actual);
        return review;
    }

    private static List<String> detected(OutcomeReview review) {
        return review.changes().stream()
                .filter(change -> change.isDetected(Chance.LEVEL))
                .map(Change::statistic)
                .toList();
    }

    @Test
    void predictionsThatComeTrueAreNoChange() {
        OutcomeReview review = review(1000, 1, 1, 0.5);
        assertThat(detected(review)).isEmpty();
        assertThat(review.outcomes()).singleElement().satisfies(outcome -> {
            assertThat(outcome.coverage()).isBetween(0.77, 0.83);
            assertThat(outcome.share()).isBetween(0.45, 0.55);
            assertThat(outcome.predicted()).isEqualTo(25);
        });
    }

    @Test
    void intervalsThatHaveBecomeTooNarrowAreSaidWithWhatToDo() {
        OutcomeReview review = review(1000, 0.6, 1, 0.5);
        assertThat(detected(review)).containsExactly("coverage_gap");
        String sentence = review.changes().get(2).finding(Chance.LEVEL).sentence();
        assertThat(sentence)
                .startsWith("Intervals meant for 80 % of true values hold 6")
                .contains("for 1000 customers at 2024-03-01")
                .contains("train again on a later cutoff; the log allows any up to 2024-03-01");
    }

    @Test
    void aLevelAndProbabilitiesThatAreOffAreSaid() {
        assertThat(detected(review(1000, 1, 1.6, 0.5))).containsExactly("bias");
        assertThat(detected(review(1000, 1, 1, 0.7))).contains("calibration_error");
    }

    @Test
    void fewCustomersAreNotJudged() {
        assertThat(review(99, 0.1, 3, 0.9).changes()).isEmpty();
        assertThat(review(99, 0.1, 3, 0.9).outcomes()).isEmpty();
    }

    @Test
    void oneCustomerWhoSpentMoreThanAllOthersIsNoDrift() {
        List<ClvPrediction> predicted = new ArrayList<>();
        double[] actual = new double[200];
        for (int i = 0; i < actual.length; i++) {
            actual[i] = i == 7 ? 40_000 : i % 2 * 50;
            predicted.add(ClvPrediction.of(25, 0.5).withQuantile(LOW, 0).withQuantile(1 - LOW, 60));
        }
        OutcomeReview review = new OutcomeReview(1000, ADVICE, "EUR");
        review.add(CUTOFF, predicted, actual);
        assertThat(detected(review)).isEmpty();
    }
}
