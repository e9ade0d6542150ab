package dev.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.caution.Caution;
import dev.clv.evaluate.Difference;
import dev.clv.evaluate.Evaluation;
import dev.clv.evaluate.Metric;
import dev.clv.evaluate.Scores;
import dev.clv.evaluate.Verdict;
import dev.clv.explain.Attribution;
import dev.clv.explain.Contribution;
import dev.clv.features.CustomerState;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.read.ColumnMapping;
import dev.clv.features.read.EventReader;
import dev.clv.general.GeneralPrior;
import dev.clv.simulate.ShopSimulation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model of a shop that it has never seen, without any outcome of it. */
class GeneralModelTest {

    private static final Duration HORIZON = Duration.ofDays(90);

    private static EventLog log;
    private static Instant at;
    private static ClvModel model;

    @BeforeAll
    static void fit() {
        log = ShopSimulation.builder().customers(800).days(600).seed(3).build().log();
        at = log.observedUntil().minus(HORIZON);
        model = ClvModel.general().horizon(HORIZON).fit(log, at);
    }

    private static byte[] bytes(ClvModel model) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        model.write(out);
        return out.toByteArray();
    }

    @Test
    void nothingAfterTheTimeOfTheSummaryIsLookedAt() throws IOException {
        EventLog.Builder past =
                EventLog.builder().zone(log.zone()).currency(log.currency()).observedUntil(at);
        for (String customer : log.customers()) {
            log.history(customer).before(at).events().forEach(event -> past.add(customer, event));
        }
        EventLog known = past.build();

        assertThat(bytes(ClvModel.general().horizon(HORIZON).fit(known, at))).isEqualTo(bytes(model));
    }

    @Test
    void theBytesAreTheSameForAnyNumberOfThreads() throws IOException {
        assertThat(bytes(ClvModel.general().horizon(HORIZON).threads(3).fit(log, at)))
                .isEqualTo(bytes(model));
    }

    @Test
    void aSavedModelPredictsTheSameBits() throws IOException {
        ClvModel loaded = ClvModel.read(new ByteArrayInputStream(bytes(model)));

        assertThat(loaded.summary()).isEqualTo(model.summary());
        assertThat(loaded.summary().hasLabels()).isFalse();
        assertThat(loaded.describe().toString()).contains("customers, no labels");
        assertThat(ModelDescription.fromJson(loaded.describe().toJson()).toJson())
                .isEqualTo(model.describe().toJson());
        for (String customer : log.customers().stream().limit(50).toList()) {
            ClvPrediction one = model.predict(log.history(customer), at);
            ClvPrediction other = loaded.predict(log.history(customer), at);
            assertThat(other.value()).isEqualTo(one.value());
            assertThat(other.distribution().quantile(0.9))
                    .isEqualTo(one.distribution().quantile(0.9));
        }
    }

    @Test
    void theFileHoldsNoCustomersId() throws IOException {
        String content = new String(bytes(model), StandardCharsets.ISO_8859_1);

        assertThat(log.customers()).noneMatch(content::contains);
    }

    @Test
    void eventsOneByOneGiveTheSameBits() {
        for (String customer : log.customers().stream().limit(50).toList()) {
            CustomerHistory known = log.history(customer).before(at);
            CustomerState state = model.begin(customer, log.zone());
            for (CustomerEvent event : known.events()) {
                state.add(event);
            }

            assertThat(model.predict(state, at).value())
                    .isEqualTo(model.predict(known, at).value());
        }
    }

    @Test
    void reasonsAddUpToTheValue() {
        String customer = log.customers().stream()
                .filter(id -> log.history(id).before(at).events(Purchase.class).size() > 3)
                .findFirst()
                .orElseThrow();
        Attribution why = model.explain(log.history(customer), at);
        double sum = why.features().stream().mapToDouble(Contribution::value).sum();

        assertThat(why.baseValue() + sum)
                .isCloseTo(model.predict(log.history(customer), at).value(), within(1e-6 * why.prediction() + 1e-9));
    }

    @Test
    void whoseOrdersComeOftenAndLatelyIsWorthMoreThanWhoHasGone() {
        CustomerHistory loyal = orders("loyal", 7, 7, 20);
        CustomerHistory gone = orders("gone", 400, 7, 20);
        CustomerHistory dear = orders("dear", 7, 7, 80);

        double value = model.predict(loyal, at).value();
        assertThat(value).isGreaterThan(5 * model.predict(gone, at).value());
        assertThat(model.predict(dear, at).value()).isBetween(2 * value, 6 * value);
        assertThat(model.predict(loyal, at).probabilityPositive())
                .isGreaterThan(model.predict(gone, at).probabilityPositive());
    }

    @Test
    void aCustomerOfWhomNothingIsKnownIsAColdStart() {
        CustomerHistory nobody = CustomerHistory.of("nobody", ZoneOffset.UTC, at, List.of());
        ClvPrediction prediction = model.predict(nobody, at);

        assertThat(prediction.flags()).contains(PredictionFlag.COLD_START);
        assertThat(prediction.orders()).isNull();
        assertThat(prediction.value()).isFinite().isNotNegative();
    }

    @Test
    void saysThatItKnowsNoOutcome() {
        assertThat(model.summary().cautions()).extracting(Caution::key).containsExactly("general_model");
        assertThat(model.summary().settings()).containsEntry("general model: shops", "20000");
        assertThat(model.currency()).isEqualTo(log.currency());
        assertThat(model.horizon()).isEqualTo(HORIZON);
    }

    @Test
    void aShopUnlikeAllThatTheNetworksHaveSeenIsTold() {
        Instant early = log.customers().stream()
                .map(customer ->
                        log.history(customer).events(Purchase.class).get(0).time())
                .min(Comparator.naturalOrder())
                .orElseThrow()
                .plus(Duration.ofDays(60));
        ClvModel young = ClvModel.general().horizon(HORIZON).fit(log, early);

        assertThat(young.summary().cautions())
                .extracting(Caution::key)
                .containsExactly("general_model", "outside_general_model");
        assertThat(young.score(log, log.customers(), early, (customer, prediction) -> {})
                        .cautions())
                .extracting(Caution::key)
                .contains("general_model", "outside_general_model")
                .doesNotContain("earlier_than_training");
    }

    @Test
    void anEvaluationAsOfItsSummaryIsHonest() {
        Evaluation evaluation = model.evaluate(log, at);

        assertThat(evaluation.cautions())
                .extracting(Caution::key)
                .doesNotContain("evaluated_on_training", "evaluation_overlaps_training");
        assertThat(evaluation.baselines())
                .containsOnlyKeys("zero", "past_spend", "past_spend_rate", "pareto_nbd", "bg_nbd");
        Scores purchases = evaluation.baselines().get("pareto_nbd");
        assertThat(evaluation.model().get(Metric.NGINI)).isGreaterThan(purchases.get(Metric.NGINI) - 0.005);
    }

    @Test
    void whatItCannotDoIsRefusedInWords() {
        assertThatThrownBy(() -> ClvModel.general().fit(log, at)).hasMessageContaining("set horizon(...) before fit");
        assertThatThrownBy(() -> ClvModel.general().horizon(Duration.ofDays(29)))
                .hasMessageContaining("horizon must be from 30 to 730 days")
                .hasMessageContaining("was 29 days");
        assertThatThrownBy(() -> ClvModel.general().horizon(Duration.ofDays(731)))
                .hasMessageContaining("train a model of the shop");
        assertThatThrownBy(() -> ClvModel.general()
                        .horizon(HORIZON)
                        .fit(log.only(new HashSet<>(log.customers().subList(0, 19))), at))
                .hasMessageContaining("of 19 customers who bought before")
                .hasMessageContaining("19 spent something, and at least 20 are needed");
        assertThatThrownBy(() ->
                        ClvModel.general().horizon(HORIZON).currency("JPY").fit(log, at))
                .hasMessageContaining("contradicts the log");
        assertThatThrownBy(() -> ClvModel.general().threads(0)).hasMessage("threads must be at least 1, was 0");
    }

    @Test
    void thePriorOfTheLibraryIsSmallAndFitsTheFeatures() throws IOException {
        try (InputStream in = GeneralPrior.class.getResourceAsStream("general.clvm")) {
            assertThat(in).isNotNull();
            assertThat(in.readAllBytes()).hasSizeLessThanOrEqualTo(1 << 20);
        }
        assertThat(GeneralPrior.standard().card()).containsKeys("shops", "customers", "seed");
    }

    /** CDNOW and Online Retail, of which the prior has seen nothing; skipped where the data sets are absent. */
    @ParameterizedTest
    @CsvSource({
        "cdnow, 1997-07-01, 90",
        "cdnow, 1997-10-01, 273",
        "cdnow, 1998-01-01, 180",
        "online_retail, 2011-03-10, 90",
        "online_retail, 2011-06-09, 180",
        "online_retail, 2011-09-10, 90"
    })
    void ranksTheCustomersOfRealShopsAtLeastAsWellAsAPurchaseModelFittedToThem(String shop, LocalDate date, int days)
            throws IOException {
        EventLog real = shop.equals("cdnow") ? cdnow() : onlineRetail();
        Instant cutoff = date.atStartOfDay(real.zone()).toInstant();
        Evaluation evaluation = ClvModel.general()
                .horizon(Duration.ofDays(days))
                .fit(real, cutoff)
                .evaluate(real, cutoff);
        Map<Metric, Difference> differences =
                evaluation.comparisons().get("pareto_nbd").differences();

        for (Metric metric : List.of(Metric.NGINI, Metric.SPEARMAN_RTB, Metric.AUC, Metric.RMSE_CAP99)) {
            assertThat(differences.get(metric).verdict()).as(metric.label()).isNotEqualTo(Verdict.WORSE);
        }
        assertThat(differences.get(Metric.AUC).verdict()).isEqualTo(Verdict.BETTER);
    }

    private static EventLog cdnow() throws IOException {
        return read("data/cdnow/CDNOW_sample.txt.gz", """
                {"header": ["master_id", "id", "date", "quantity", "amount"], "delimiter": "whitespace",
                 "customer": "master_id", "time": {"column": "date", "pattern": "yyyyMMdd", "zone": "UTC"},
                 "amount": "amount", "quantity": "quantity", "currency": "USD"}
                """);
    }

    private static EventLog onlineRetail() throws IOException {
        return read("data/online_retail/online_retail.csv.gz", """
                {"customer": "CustomerID", "time": {"column": "InvoiceDate", "pattern": "yyyy-MM-dd HH:mm:ss",
                 "zone": "Europe/London"}, "amount": {"product": ["Quantity", "UnitPrice"]}, "currency": "GBP",
                 "order": "InvoiceNo", "drop": [{"column": "CustomerID", "blank": true}, {"column": "UnitPrice", "atMost": 0},
                  {"all": [{"column": "Quantity", "atMost": 0},
                           {"not": {"column": "InvoiceNo", "startsWith": "C"}}]}],
                 "refundWhen": {"column": "InvoiceNo", "startsWith": "C"}}
                """);
    }

    private static EventLog read(String path, String mapping) throws IOException {
        return EventReader.csv().mapping(ColumnMapping.json(mapping)).read(SharedData.file(path));
    }

    private static CustomerHistory orders(String id, int daysAgo, int gap, int amount) {
        List<Purchase> orders = IntStream.range(0, 12)
                .mapToObj(i -> Purchase.of(at.minus(Duration.ofDays(daysAgo + (long) gap * i)), new BigDecimal(amount)))
                .toList();
        return CustomerHistory.of(id, ZoneOffset.UTC, at, orders);
    }
}
