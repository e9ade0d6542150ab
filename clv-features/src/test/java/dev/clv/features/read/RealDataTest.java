package dev.clv.features.read;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.clv.features.SharedData;
import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.DataQualityReport;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.LogReasons;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import dev.clv.features.event.Review;
import dev.clv.features.event.View;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Row accounts of real files, against the numbers that their READMEs give or that were counted independently. */
class RealDataTest {

    private static final String ONLINE_RETAIL = """
            {"customer": "CustomerID", "time": {"column": "InvoiceDate", "pattern": "yyyy-MM-dd HH:mm:ss", "zone": "Europe/London"},
             "amount": {"product": ["Quantity", "UnitPrice"]}, "currency": "GBP", "order": "InvoiceNo", "product": "StockCode", "attributes": ["Country"],
             "drop": [{"column": "CustomerID", "blank": true}, {"column": "UnitPrice", "atMost": 0},
                      {"all": [{"column": "Quantity", "atMost": 0}, {"not": {"column": "InvoiceNo", "startsWith": "C"}}]}],
             "refundWhen": {"column": "InvoiceNo", "startsWith": "C"}}
            """;

    private static final String CDNOW = """
            {"header": ["master_id", "id", "date", "quantity", "amount"], "delimiter": "whitespace", "customer": "master_id",
             "time": {"column": "date", "pattern": "yyyyMMdd", "zone": "UTC"}, "amount": "amount", "quantity": "quantity", "currency": "USD"}
            """;

    private static Stream<CustomerEvent> events(EventLog log) {
        return log.customers().stream().flatMap(id -> log.history(id).events().stream());
    }

    private static BigDecimal sum(Stream<BigDecimal> amounts) {
        return amounts.reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** What is said of days that are missing, a thin end and many purchases at one instant. */
    private static List<String> shape(EventLog log) {
        Set<String> keys = Set.of(
                "days_missing",
                "end_is_thin",
                "same_instant",
                "amounts_in_another_unit",
                "ids_changed",
                "ids_spelled_anew",
                "part_ended",
                "rows_doubled");
        return log.quality().counts().stream()
                .filter(count -> keys.contains(count.reason().key()))
                .map(count -> count.reason().sentence())
                .toList();
    }

    @Test
    void onlineRetailAccountsForEveryRow() {
        EventLog log = EventReader.csv()
                .mapping(ColumnMapping.json(ONLINE_RETAIL))
                .read(SharedData.file("online_retail/online_retail.csv.gz"));
        DataQualityReport quality = log.quality();
        assertThat(quality.read()).isEqualTo(541_909);
        assertThat(quality.count("rule_1")).isEqualTo(135_080);
        assertThat(quality.skipped()).isZero();
        assertThat(quality.duplicates()).isZero();
        assertThat(quality.accepted()).isEqualTo(541_909 - quality.dropped());
        assertThat(events(log).filter(Purchase.class::isInstance)).hasSize(397_884);
        Set<String> buyers = new HashSet<>();
        log.customers().stream()
                .filter(id -> log.history(id).events().stream().anyMatch(Purchase.class::isInstance))
                .forEach(buyers::add);
        assertThat(buyers).hasSize(4_338);
        assertThat(log.customers()).hasSize(4_371);
        BigDecimal bought =
                sum(events(log).filter(Purchase.class::isInstance).map(event -> ((Purchase) event).amount()));
        BigDecimal refunded = sum(events(log).filter(Refund.class::isInstance).map(event -> ((Refund) event).amount()));
        assertThat(bought.subtract(refunded)).isEqualByComparingTo("8300065.814");
        assertThat(log.currency()).isEqualTo("GBP");
        assertThat(log.zone()).isEqualTo(ZoneId.of("Europe/London"));
        assertThat(log.firstEvent()).contains(Instant.parse("2010-12-01T08:26:00Z"));
        assertThat(log.lastEvent()).contains(Instant.parse("2011-12-09T12:50:00Z"));
        // The shop is closed on Saturdays and for eleven days at Christmas.
        assertThat(shape(log)).isEmpty();
    }

    @Test
    void cdnowAddsUpToTheCent() {
        EventLog log = EventReader.csv()
                .mapping(ColumnMapping.json(CDNOW))
                .strict()
                .read(SharedData.file("cdnow/CDNOW_sample.txt.gz"));
        assertThat(log.quality().read()).isEqualTo(6_919);
        assertThat(log.quality().accepted()).isEqualTo(6_919);
        assertThat(log.quality().count("zero_amount")).isEqualTo(8);
        assertThat(shape(log)).isEmpty();
        assertThat(log.customers()).hasSize(2_357).contains("00004");
        assertThat(sum(events(log).map(event -> ((Purchase) event).amount()))).isEqualByComparingTo("244091.94");
        assertThat(events(log)
                        .mapToDouble(event -> ((Purchase) event).quantity())
                        .sum())
                .isEqualTo(16_479);
        assertThat(log.firstEvent()).contains(Instant.parse("1997-01-01T00:00:00Z"));
        assertThat(log.observedUntil()).isEqualTo(Instant.parse("1998-07-01T00:00:00Z"));
    }

    @Test
    void rees46SkipsOnlyItsCutLastLine() {
        ColumnMapping mapping = ColumnMapping.json("""
                {"customer": "user_id", "time": {"column": "event_time", "pattern": "yyyy-MM-dd HH:mm:ss 'UTC'", "zone": "UTC"},
                 "kind": {"column": "event_type", "values": {"view": "view", "cart": "cart_add", "purchase": "purchase"}},
                 "amount": "price", "currency": "USD", "product": "product_id", "category": "category_code",
                 "session": "user_session", "attributes": ["brand"]}
                """);
        EventLog log =
                EventReader.csv().mapping(mapping).read(SharedData.file("rees46_slice/2019-Oct_first_2h50m.csv.gz"));
        DataQualityReport quality = log.quality();
        assertThat(quality.read()).isEqualTo(17_435);
        assertThat(quality.accepted()).isEqualTo(17_434);
        assertThat(quality.count("column_count")).isEqualTo(1);
        assertThat(quality.toString()).contains("line 17436").contains("8 of 9 columns");
        assertThat(events(log).filter(event -> !(event instanceof AttributeChange)))
                .hasSize(17_434);
        assertThat(events(log).filter(Purchase.class::isInstance)).hasSize(214);
        // Every row of the file has a session.
        assertThat(events(log).filter(View.class::isInstance).map(event -> ((View) event).session()))
                .doesNotContainNull()
                .hasSize(17_055);
    }

    @Test
    void lifetimesExampleCountsPurchasesWithoutAmounts() {
        ColumnMapping mapping = ColumnMapping.builder()
                .customer("id")
                .time("date", "yyyy-MM-dd HH:mm:ss")
                .zone(ZoneId.of("UTC"))
                .amountConstant(BigDecimal.ONE)
                .build();
        EventLog log = EventReader.csv()
                .mapping(mapping)
                .strict()
                .read(SharedData.file("lifetimes_example/example_transactions.csv.gz"));
        assertThat(shape(log)).isEmpty();
        assertThat(log.size()).isEqualTo(15_273);
        assertThat(log.customers()).hasSize(5_000);
    }

    @Test
    void olistDatesOfASpreadsheetAreRead() {
        ColumnMapping orders = ColumnMapping.json("""
                {"customer": "customer_id", "time": {"column": "order_purchase_timestamp", "pattern": "M/d/yyyy H:mm",
                 "zone": "America/Sao_Paulo"}, "amount": {"constant": 1}, "id": "order_id", "order": "order_id"}
                """);
        EventLog log = EventReader.csv()
                .mapping(orders)
                .strict()
                .read(SharedData.file("olist_mini/olist_orders_sample.csv.gz"));
        assertThat(log.size()).isEqualTo(5_000);
        // 2017-10-02 10:56 in São Paulo, three hours behind UTC
        assertThat(log.history("9ef432eb6251297304e76186b10a928d")
                        .events()
                        .get(0)
                        .time())
                .isEqualTo(Instant.parse("2017-10-02T13:56:00Z"));
        // Eleven orders a day until then, and a single one in the three weeks from then on.
        assertThat(shape(log))
                .singleElement(as(STRING))
                .startsWith("days at the end, from 2018-08-30 on, saw 1 visit with")
                .endsWith("set observedUntil to 2018-08-30");
    }

    @Test
    void olistReviewsHaveTheirStars() {
        ColumnMapping reviews = ColumnMapping.json("""
                {"customer": "order_id", "time": {"column": "review_creation_date", "pattern": "M/d/yyyy H:mm",
                 "zone": "America/Sao_Paulo"}, "kind": {"constant": "review"}, "rating": "review_score"}
                """);
        EventLog log = EventReader.csv()
                .mapping(reviews)
                .strict()
                .read(SharedData.file("olist_mini/olist_order_reviews_sample.csv.gz"));
        assertThat(log.size()).isEqualTo(4_988);
        assertThat(events(log).filter(event -> ((Review) event).rating() == 5)).hasSize(2_923);
    }

    @Test
    void marketingCampaignLosesItsByteOrderMarkAndKeepsItsSemicolons() {
        ColumnMapping mapping = ColumnMapping.json("""
                {"delimiter": ";", "customer": "ID", "time": {"column": "Dt_Customer", "zone": "UTC"},
                 "amount": "MntWines", "attributes": ["Education", "Marital_Status", "Income"]}
                """);
        EventLog log = EventReader.csv()
                .mapping(mapping)
                .strict()
                .read(SharedData.file("marketing_campaign/marketing_campaign.csv.gz"));
        assertThat(log.quality().accepted()).isEqualTo(2_240);
        assertThat(log.firstEvent()).contains(Instant.parse("2012-07-30T00:00:00Z"));
        assertThat(log.lastEvent()).contains(Instant.parse("2014-06-29T00:00:00Z"));
        assertThat(events(log)
                        .filter(event -> event instanceof AttributeChange change
                                && change.name().equals("Income")))
                .hasSize(2_240 - 24);
    }

    @ParameterizedTest(name = "{1} of {0}")
    @CsvSource({
        "online_retail/online_retail.csv.gz, InvoiceDate, iso",
        "cdnow/CDNOW_sample.txt.gz, day, yyyyMMdd",
        "rees46_slice/2019-Oct_first_2h50m.csv.gz, event_time, yyyy-MM-dd HH:mm:ss 'UTC'",
        "lifetimes_example/example_transactions.csv.gz, date, iso",
        "olist_mini/olist_orders_sample.csv.gz, order_purchase_timestamp, M/d/yyyy H:mm",
        "olist_mini/olist_orders_sample.csv.gz, order_estimated_delivery_date, M/d/yyyy H:mm",
        "olist_mini/olist_order_items_sample.csv.gz, shipping_limit_date, M/d/yyyy H:mm",
        "olist_mini/olist_order_reviews_sample.csv.gz, review_creation_date, M/d/yyyy H:mm",
        "marketing_campaign/marketing_campaign.csv.gz, Dt_Customer, iso",
        "completejourney_sample/transactions_sample.csv.gz, transaction_timestamp, iso",
        "completejourney_sample/coupon_redemptions.csv.gz, redemption_date, iso",
        "completejourney_sample/campaign_descriptions.csv.gz, start_date, iso",
        "ibm_marketing_clv/WA_Fn-UseC_-Marketing-Customer-Value-Analysis.csv.gz, Effective_To_Date, M/d/yyyy"
    })
    void noEventOfARealLogIsDetachedFromTheOthers(String file, String time, String pattern) {
        boolean cdnow = file.startsWith("cdnow");
        CsvFormat format = file.startsWith("marketing") ? CsvFormat.standard().delimiter(";") : CsvFormat.standard();
        ColumnMapping mapping = ColumnMapping.builder()
                .format(cdnow ? format.delimiter("whitespace").header("a", "customer", "day", "n", "paid") : format)
                .customer(time)
                .time(time, pattern)
                .zone(ZoneOffset.UTC)
                .amountConstant(BigDecimal.ONE)
                .build();
        EventLog log = EventReader.csv().mapping(mapping).maxSkippedShare(0.1).read(SharedData.file(file));
        assertThat(log.quality().count(LogReasons.DETACHED_LATE)).isZero();
        assertThat(log.quality().count(LogReasons.DETACHED_EARLY)).isZero();
    }

    @Test
    void aTableWithoutTheStandardHeaderIsRefusedByItsColumns() {
        var table = SharedData.file("ibm_marketing_clv/WA_Fn-UseC_-Marketing-Customer-Value-Analysis.csv.gz");
        assertThatThrownBy(() -> EventReader.csv().read(table))
                .isInstanceOf(EventReadException.class)
                .hasMessageContaining("'customer_id' is missing")
                .hasMessageContaining("Customer_Lifetime_Value");
        ColumnMapping mapping = ColumnMapping.json("""
                {"customer": "Customer", "time": {"column": "Effective_To_Date", "pattern": "M/d/yyyy", "zone": "UTC"},
                 "amount": "Monthly_Premium_Auto", "attributes": ["State", "Education"]}
                """);
        assertThat(EventReader.csv().mapping(mapping).strict().read(table).size())
                .isEqualTo(9_134);
    }
}
