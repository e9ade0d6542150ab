package dev.clv.decide.uplift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.decide.SharedData;
import dev.clv.features.table.Table;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hillstrom's mailing, by one default configuration; skipped where the data set is absent. */
class UpliftProtocolTest {

    private static boolean isTest(int split, int row) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("MD5").digest((split + ":" + row).getBytes(StandardCharsets.US_ASCII));
            long first =
                    ((hash[0] & 0xffL) << 24) | ((hash[1] & 0xff) << 16) | ((hash[2] & 0xff) << 8) | (hash[3] & 0xff);
            return first % 100 < 30;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static UpliftEvaluation evaluate(Experiment experiment, int split, OfferTerms terms) {
        int[] training = IntStream.range(0, experiment.rows())
                .filter(row -> !isTest(split, row))
                .toArray();
        Experiment test = experiment.select(IntStream.range(0, experiment.rows())
                .filter(row -> isTest(split, row))
                .toArray());
        UpliftModel model = UpliftModel.builder().seed(1).train(experiment.select(training));
        return UpliftEvaluation.of(test, model.effects(test.features()), terms);
    }

    private static Experiment mailing(String outcome, String... others) {
        Path file = SharedData.file("data/hillstrom/hillstrom.csv.gz");
        Table table = Table.csv(file).exclude(others).read();
        return Experiment.of(table, "segment", "No E-Mail", outcome, Assignment.randomised());
    }

    /** Nothing can be learned of the mail for men, and nothing of conversion and spend. */
    @ParameterizedTest
    @CsvSource({"visit,conversion,spend,true", "conversion,visit,spend,false", "spend,visit,conversion,false"})
    void onlyTheVisitsAfterTheMailForWomenHaveAnOrder(String outcome, String one, String other, boolean womens) {
        Experiment mailing = mailing(outcome, one, other);

        UpliftEvaluation evaluation =
                UpliftEvaluation.of(mailing, UpliftModel.builder().seed(1).crossFitted(mailing), OfferTerms.free());

        assertThat(evaluation.treatment("Womens E-Mail").tellsApart()).isEqualTo(womens);
        assertThat(evaluation.treatment("Mens E-Mail").verdict()).startsWith("There is not enough evidence");
    }

    @Test
    void theSplitsThatTheLearnerWasChosenByReachTheirGoals() {
        assertFiveSplits(0, 6.8, 4.7, 0.078);
    }

    @Test
    @Tag("long")
    void theSplitsThatConfirmItReachTheirGoals() {
        assertFiveSplits(5, 7.6, 4.5, 0.073);
    }

    private static void assertFiveSplits(int first, double womens, double any, double uplift30) {
        Experiment mailing = mailing("visit", "conversion", "spend");
        OfferTerms terms =
                OfferTerms.outcomeWorth(1).costing("Mens E-Mail", 0.05).costing("Womens E-Mail", 0.05);
        double[] sums = new double[5];
        for (int split = first; split < first + 5; split++) {
            UpliftEvaluation each = evaluate(mailing, split, terms);
            UpliftEvaluation.Treatment both =
                    evaluate(mailing.pooled("any"), split, OfferTerms.free()).treatment("any");
            sums[0] += 1_000 * each.treatment("Womens E-Mail").qini().value() / 5;
            sums[1] += 1_000 * each.treatment("Mens E-Mail").qini().value() / 5;
            sums[2] += 1_000 * both.qini().value() / 5;
            sums[3] += both.uplift30().value() / 5;
            sums[4] += (each.policy("model").selfNormalised()
                            - each.policy("everybody: Mens E-Mail").selfNormalised())
                    / 5;
        }

        assertThat(sums[0]).isGreaterThanOrEqualTo(womens);
        assertThat(sums[1]).isGreaterThanOrEqualTo(0);
        assertThat(sums[2]).isGreaterThanOrEqualTo(any);
        assertThat(sums[3]).isGreaterThanOrEqualTo(uplift30);
        assertThat(sums[4]).isGreaterThanOrEqualTo(-0.0015);
    }
}
