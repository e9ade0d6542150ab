package dev.clv.decide.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.clv.features.read.ColumnMapping;
import dev.clv.features.read.EventReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Numbers of public data that a script of some 40 lines of pandas gives, too, which knows nothing of this library: it
 * groups rows by customer and day, counts months of age by {@code dateutil.relativedelta} from the day of the first
 * purchase, and takes the Gini coefficient as the mean difference of all pairs.
 */
class MoneyRealDataTest {

    private static final String ONLINE_RETAIL = """
            {"customer": "CustomerID", "time": {"column": "InvoiceDate", "pattern": "yyyy-MM-dd HH:mm:ss", "zone": "Europe/London"},
             "amount": {"product": ["Quantity", "UnitPrice"]}, "currency": "GBP", "order": "InvoiceNo", "product": "StockCode",
             "drop": [{"column": "CustomerID", "blank": true}, {"column": "UnitPrice", "atMost": 0},
                      {"all": [{"column": "Quantity", "atMost": 0}, {"not": {"column": "InvoiceNo", "startsWith": "C"}}]}],
             "refundWhen": {"column": "InvoiceNo", "startsWith": "C"}}
            """;

    private static final String CDNOW = """
            {"header": ["master_id", "id", "date", "quantity", "amount"], "delimiter": "whitespace", "customer": "master_id",
             "time": {"column": "date", "pattern": "yyyyMMdd", "zone": "UTC"}, "amount": "amount", "quantity": "quantity", "currency": "USD"}
            """;

    private static final Offset<Double> PRINTED = within(5e-7);

    private static MoneyReport review(String mapping, String file, String at) {
        String shared = System.getProperty("clv.shared");
        Assumptions.assumeTrue(shared != null, "the system property clv.shared names no folder of real data");
        Path path = Path.of(shared).resolve(file);
        Assumptions.assumeTrue(Files.exists(path), () -> file + " is not in " + shared);
        return MoneyReport.builder()
                .discount(0.1)
                .review(EventReader.csv().mapping(ColumnMapping.json(mapping)).read(path), Instant.parse(at));
    }

    private static void assertCurve(List<AgeValue> curve, double... values) {
        assertThat(curve).hasSize(values.length);
        for (int i = 0; i < values.length; i++) {
            assertThat(curve.get(i).value()).isCloseTo(values[i], PRINTED);
        }
    }

    private static void assertTop(Concentration concentration, double gini, double... values) {
        assertThat(concentration.gini()).isCloseTo(gini, within(1e-12));
        for (int i = 0; i < values.length; i++) {
            assertThat(concentration.top().get(i).value()).isCloseTo(values[i], within(1e-12));
        }
    }

    @Test
    void onlineRetailWithItsRefunds() {
        MoneyReport report = review(ONLINE_RETAIL, "online_retail/online_retail.csv.gz", "2011-12-10T00:00:00Z");

        assertThat(report.customers()).isEqualTo(4338);
        assertThat(report.purchases() - report.refunds()).isCloseTo(8_300_065.81, within(.005));
        assertThat(report.cohorts().cohorts())
                .extracting(Cohort::customers)
                .containsExactly(885, 417, 380, 452, 300, 284, 242, 188, 169, 299, 358, 323, 41);
        assertCurve(
                report.cohorts().cohorts().get(1).curve(),
                544.169736,
                717.122182,
                839.556451,
                976.871703,
                1154.695132,
                1355.703789,
                1507.283213,
                1710.279257,
                1945.011153,
                2172.139835);
        assertThat(report.cohorts().cohorts().get(11).curve()).isEmpty();
        assertCurve(
                report.cohorts().all().curve(),
                522.113844,
                672.9383,
                819.366448,
                992.272076,
                1141.7519,
                1337.929473,
                1550.571847,
                1802.287382,
                2068.669667,
                2473.382032,
                2962.130902,
                3574.467786);
        assertThat(report.cohorts().all().curve())
                .extracting(AgeValue::customers)
                .containsExactly(4101, 3741, 3370, 3211, 3012, 2811, 2536, 2246, 1847, 1446, 991, 613);
        assertThat(report.cohorts().all().discounted()).isCloseTo(1846.7526819048328, within(1e-9));
        assertThat(report.retention().rows().get(0).active())
                .containsExactly(885, 327, 296, 349, 299, 342, 323, 304, 318, 341, 370);
        assertTop(
                report.concentration(),
                0.7040441322440946,
                0.2973846782749122,
                0.4836101758605774,
                0.5976392084830041,
                0.735376221899153);
        assertThat(report.concentration().negative()).isEqualTo(5);
        assertThat(report.concentration().negativeValue()).isCloseTo(-1440.84, within(1e-9));
        assertThat(report.cautions())
                .extracting(caution -> caution.key())
                .containsExactly("refunds_before_purchase", "first_cohort_large", "negative_value", "no_category");
    }

    @Test
    void cdnow() {
        MoneyReport report = review(CDNOW, "cdnow/CDNOW_sample.txt.gz", "1998-07-01T00:00:00Z");

        assertThat(report.cohorts().cohorts()).extracting(Cohort::customers).containsExactly(781, 857, 719);
        assertCurve(
                report.cohorts().cohorts().get(2).curve(),
                48.56007,
                53.370584,
                58.102197,
                61.912197,
                66.937719,
                70.211154,
                73.565591,
                78.283296,
                82.776606,
                86.297719,
                89.3421,
                94.174242,
                97.480974,
                100.042865,
                102.312517);
        assertThat(report.retention().rows().get(1).active())
                .containsExactly(857, 124, 85, 74, 82, 70, 67, 68, 72, 67, 56, 60, 65, 63, 59, 65);
        assertThat(report.cohorts().all().discounted()).isCloseTo(99.98187790417542, within(1e-9));
        assertTop(
                report.concentration(),
                0.6309171170162412,
                0.14388329905526584,
                0.3604270341740903,
                0.5077724401715189,
                0.6742294153588192);
    }
}
