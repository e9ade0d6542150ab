package dev.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.clv.evaluate.Metric;
import dev.clv.evaluate.Scores;
import dev.clv.features.btyd.GammaGamma;
import dev.clv.features.btyd.ParetoNbd;
import dev.clv.features.btyd.PurchaseSummary;
import dev.clv.features.event.EventLog;
import dev.clv.features.read.ColumnMapping;
import dev.clv.features.read.EventReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The field's tie-aware scorer, written by others in Python, on predictions of a real shop: every metric that both know
 * is the same. Skipped where the data or Python with numpy are absent.
 */
class ScorerAgreementTest {

    private static final Instant CUTOFF = Instant.parse("1997-10-01T00:00:00Z");
    private static final double WEEKS = 39;

    @TempDir
    Path folder;

    @Test
    void everyMetricOfRealPredictionsIsThatOfTheFieldsScorer() throws IOException, InterruptedException {
        Path scorer = SharedData.file("protocols/score.py");
        Path truthFile = SharedData.file("protocols/cdnow_sample/truth.csv");
        Map<String, String> truth = SharedData.column("protocols/cdnow_sample/truth.csv", "value");
        EventLog log = EventReader.csv()
                .mapping(ColumnMapping.json("""
                        {"header": ["master_id", "id", "date", "quantity", "amount"], "delimiter": "whitespace",
                         "customer": "master_id", "time": {"column": "date", "pattern": "yyyyMMdd", "zone": "UTC"},
                         "amount": "amount", "quantity": "quantity", "currency": "USD"}
                        """))
                .read(SharedData.file("data/cdnow/CDNOW_sample.txt.gz"));
        List<String> ids = List.copyOf(truth.keySet());
        List<PurchaseSummary> customers = ids.stream()
                .map(id -> PurchaseSummary.of(log.history(id).before(CUTOFF)).orElseThrow())
                .toList();
        ParetoNbd purchases = ParetoNbd.fit(customers).model();
        GammaGamma amounts = GammaGamma.fit(
                        customers.stream().map(PurchaseSummary::spend).toList())
                .model();
        double[] predicted = customers.stream()
                .mapToDouble(customer ->
                        purchases.expectedPurchases(customer, WEEKS) * amounts.expectedValue(customer.spend()))
                .toArray();
        double[] positive = customers.stream()
                .mapToDouble(customer -> 1 - purchases.probabilityOfNone(customer, WEEKS))
                .toArray();
        double[] actual = ids.stream()
                .mapToDouble(id -> Double.parseDouble(truth.getOrDefault(id, "")))
                .toArray();

        Scores ours = Scores.of(predicted, positive, actual);

        // The anchor pn_gg_all of the protocols, to all digits that it is given with.
        assertThat(ours.get(Metric.NGINI)).isCloseTo(0.692, within(0.0005));
        assertThat(ours.get(Metric.MAE)).isCloseTo(29.21, within(0.005));
        assertThat(ours.get(Metric.RMSE)).isCloseTo(72.86, within(0.005));
        assertThat(ours.get(Metric.AUC)).isCloseTo(0.767, within(0.0005));
        assertThat(ours.get(Metric.BIAS_PCT)).isCloseTo(-15.7, within(0.05));

        JsonNode theirs = scored(scorer, truthFile, predictions(ids, predicted, positive));
        int compared = 0;
        for (Metric metric : Metric.values()) {
            JsonNode value = theirs.get(metric.label());
            if (value != null && ours.has(metric)) {
                double expected = value.doubleValue();
                assertThat(ours.get(metric))
                        .as(metric.label())
                        .isCloseTo(expected, within(1e-9 * Math.max(1, Math.abs(expected))));
                compared++;
            }
        }
        assertThat(compared).isEqualTo(15);
        assertThat(ours.cap99()).isCloseTo(theirs.get("cap99").doubleValue(), within(1e-9));
        assertThat(ours.deciles().get(0).meanTrue())
                .isCloseTo(theirs.get("decile_table").get(0).get("mean_true").doubleValue(), within(1e-9));
    }

    private Path predictions(List<String> ids, double[] predicted, double[] positive) throws IOException {
        StringBuilder csv = new StringBuilder("customer_id,predicted_value,p_positive\n");
        for (int i = 0; i < predicted.length; i++) {
            csv.append(ids.get(i))
                    .append(',')
                    .append(predicted[i])
                    .append(',')
                    .append(positive[i])
                    .append('\n');
        }
        return Files.writeString(folder.resolve("predictions.csv"), csv);
    }

    private static JsonNode scored(Path scorer, Path truth, Path predictions) throws IOException, InterruptedException {
        Process python;
        try {
            python = new ProcessBuilder("python3", scorer.toString(), predictions.toString(), truth.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "there is no python3");
            throw e;
        }
        String text = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assumeTrue(python.waitFor() == 0 || !text.contains("ModuleNotFoundError"), "there is no numpy");
        return JsonMapper.shared().readTree(text);
    }
}
