package dev.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.hash.Hashing;
import dev.clv.evaluate.Evaluation;
import dev.clv.evaluate.Metric;
import dev.clv.evaluate.Scores;
import dev.clv.features.event.EventLog;
import dev.clv.features.read.ColumnMapping;
import dev.clv.features.read.EventReader;
import dev.clv.features.table.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The accuracy protocols on real shops; skipped where the data sets are absent. One default configuration for all. */
class ProtocolTest {

    private static final String ONLINE_RETAIL = """
            {"customer": "CustomerID", "time": {"column": "InvoiceDate", "pattern": "yyyy-MM-dd HH:mm:ss", "zone": "Europe/London"},
             "amount": {"product": ["Quantity", "UnitPrice"]}, "currency": "GBP", "order": "InvoiceNo",
             "product": "StockCode", "attributes": ["Country"],
             "drop": [{"column": "CustomerID", "blank": true}, {"column": "UnitPrice", "atMost": 0},
                      {"all": [{"column": "Quantity", "atMost": 0},
                               {"not": {"column": "InvoiceNo", "startsWith": "C"}}]}],
             "refundWhen": {"column": "InvoiceNo", "startsWith": "C"}}
            """;

    private static final String CDNOW = """
            {"header": ["master_id", "id", "date", "quantity", "amount"], "delimiter": "whitespace",
             "customer": "master_id", "time": {"column": "date", "pattern": "yyyyMMdd", "zone": "UTC"},
             "amount": "amount", "quantity": "quantity", "currency": "USD"}
            """;

    @Test
    void onlineRetailByTimeBeatsPastSpendTimesAConstant() throws IOException {
        EventLog log = read("data/online_retail/online_retail.csv.gz", ONLINE_RETAIL);
        Instant test = Instant.parse("2011-09-09T23:00:00Z");

        ClvModel model = ClvModel.builder()
                .horizon(Duration.ofDays(90))
                .origins(8, Duration.ofDays(14))
                .train(log, Instant.parse("2011-06-11T23:00:00Z"));

        Map<String, String> truth = SharedData.column("protocols/online_retail/temporal/truth.csv", "value");
        Evaluation evaluation = model.evaluate(log, test);
        assertThat(evaluation.model().count()).isEqualTo(truth.size());
        assertThat(evaluation.model().sumTrue())
                .isCloseTo(
                        truth.values().stream().mapToDouble(Double::parseDouble).sum(), within(0.5));
        Scores spend = evaluation.baselines().get("past_spend_xk");
        assertThat(spend.get(Metric.NGINI)).isCloseTo(0.767, within(0.0005));
        assertThat(spend.get(Metric.RMSE_CAP99)).isCloseTo(999.6, within(0.5));
        assertThat(evaluation.model().get(Metric.NGINI)).isGreaterThan(0.767);
        assertThat(evaluation.model().get(Metric.RMSE_CAP99)).isLessThan(999.6);
    }

    @Test
    void cdnowByCustomerReachesItsGoals() throws IOException {
        EventLog log = read("data/cdnow/CDNOW_sample.txt.gz", CDNOW);
        Map<String, String> truth = SharedData.column("protocols/cdnow_sample/truth.csv", "value");
        Instant cutoff = Instant.parse("1997-10-01T00:00:00Z");
        Set<String> test = truth.keySet().stream().filter(id -> isTest(7, id)).collect(Collectors.toSet());
        Set<String> train =
                truth.keySet().stream().filter(id -> !test.contains(id)).collect(Collectors.toSet());

        ClvModel model = ClvModel.builder().horizon(Duration.ofDays(273)).train(log.only(train), cutoff);

        Evaluation evaluation = model.evaluate(log.only(test), cutoff);
        assertThat(evaluation.model().count()).isEqualTo(test.size());
        assertThat(evaluation.model().get(Metric.NGINI)).isGreaterThanOrEqualTo(0.74);
        assertThat(evaluation.model().get(Metric.AUC)).isGreaterThanOrEqualTo(0.765);
        assertThat(evaluation.model().get(Metric.RMSE)).isLessThanOrEqualTo(85);
    }

    @Test
    void theMarketingTableIsLearnedFromItsColumns() throws IOException {
        Path file = SharedData.file("data/ibm_marketing_clv/WA_Fn-UseC_-Marketing-Customer-Value-Analysis.csv.gz");
        Table table =
                Table.csv(file).id("Customer").label("Customer_Lifetime_Value").read();
        Map<String, String> split = SharedData.column("protocols/ibm/group_split/splits.csv", "s0");
        int[] train = rows(table, split, "0");
        int[] test = rows(table, split, "1");

        TableModel model = TableModel.builder().currency("USD").train(table.select(train));

        Evaluation evaluation = model.evaluate(table.select(test));
        assertThat(evaluation.losses()).isEmpty();
        assertThat(evaluation.model().get(Metric.NGINI)).isGreaterThan(0.93);
    }

    /** The protocol's split by customer: 30 % are test customers. */
    private static boolean isTest(int seed, String id) {
        @SuppressWarnings("deprecation") // the protocol names MD5
        String hash = Hashing.md5()
                .hashString(seed + ":" + id, StandardCharsets.UTF_8)
                .toString();
        return Long.parseLong(hash.substring(0, 8), 16) % 100 < 30;
    }

    private static int[] rows(Table table, Map<String, String> split, String which) {
        return IntStream.range(0, table.rows())
                .filter(row -> which.equals(split.get(table.id(row))))
                .toArray();
    }

    private static EventLog read(String path, String mapping) throws IOException {
        return EventReader.csv().mapping(ColumnMapping.json(mapping)).read(SharedData.file(path));
    }

    @Test
    void theSplitIsTheProtocols() {
        assertThat(List.of("00004", "00018", "00021", "00050", "00060").stream()
                        .filter(id -> isTest(7, id))
                        .toList())
                .containsExactly("00021");
    }
}
