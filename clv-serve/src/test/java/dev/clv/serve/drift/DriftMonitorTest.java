package dev.clv.serve.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.clv.ClvModel;
import dev.clv.caution.Caution;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.View;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A shop of about 300 active customers, whose reference ends at day 392; shifts begin 42 days later. */
class DriftMonitorTest {

    private static final int CUTOFF = FalseAlarms.CUTOFF;
    private static final int SHIFT = CUTOFF + 42;

    private static ClvModel model;
    private static DriftMonitor monitor;

    @BeforeAll
    static void train() {
        model = StationaryShop.model(2, CUTOFF);
        monitor = DriftMonitor.of(model);
    }

    /** So many days after a shift began. */
    private static DriftReport report(int daysLater, StationaryShop.Shift shift) {
        EventLog log = new StationaryShop(2, SHIFT + daysLater, 31).log(SHIFT, shift);
        return monitor.compare(log, StationaryShop.day(SHIFT + daysLater));
    }

    private static String sentence(DriftReport report, DriftKind kind, String subject) {
        return report.detected().stream()
                .filter(finding -> finding.kind() == kind && finding.subject().equals(subject))
                .map(DriftFinding::sentence)
                .findFirst()
                .orElseThrow(() -> new AssertionError(report.toString()));
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 70, 126})
    void aShopThatDoesNotChangeIsLeftInPeace(int daysLater) {
        DriftReport report = report(daysLater, (event, random) -> event);
        assertThat(report.detected()).isEmpty();
        assertThat(report.findings()).hasSizeGreaterThan(100);
        assertThat(report.toString()).startsWith("Nothing changed beyond chance at ");
    }

    @Test
    void ofEventsThatAModelReadsOneByOneTheirNumberIsComparedAlone() {
        EventLog log = new StationaryShop(2, SHIFT + 70, 31).log();
        DriftReport report =
                DriftMonitor.of(StationaryShop.readingModel(2, CUTOFF)).compare(log, StationaryShop.day(SHIFT + 70));
        assertThat(report.detected()).isEmpty();
        assertThat(report.findings())
                .filteredOn(finding -> finding.subject().contains("tokens"))
                .extracting(DriftFinding::subject)
                .containsExactlyInAnyOrder("tokens", "feature tokens");
        assertThat(report.findings()).hasSizeLessThan(160);
    }

    @Test
    void pricesThatRiseByAFifthAreSeenWithinSixWeeks() {
        DriftReport report = report(42, Shifts.amounts(draw -> 1.2));
        assertThat(sentence(report, DriftKind.AMOUNT, "amounts of purchases by the same customers"))
                .matches("Amounts of purchases rose by (1[6-9]|2[0-4]) % for the \\d+ customers who bought in both, .*")
                .contains("train again on a cutoff after ");
    }

    @Test
    void viewsOfWhichHalfAreLostAreSeenWithinFourWeeks() {
        String sentence = sentence(report(28, Shifts.lost(View.class, 0.5)), DriftKind.VOLUME, "product views");
        assertThat(sentence)
                .startsWith("Product views fell from ")
                .contains("check the tracking and the export of product views since 2023-03-1");
    }

    @Test
    void amountsInCentsAreSeenWithinTwoWeeks() {
        assertThat(sentence(report(14, Shifts.amounts(draw -> 100)), DriftKind.AMOUNT, "amounts of purchases"))
                .contains(
                        "times as much", "check the unit (cents or whole) and the currency of amounts since 2023-03-1");
    }

    @Test
    void purchasesThatDropByThreeTenthsAreSeenWithinSixWeeks() {
        assertThat(sentence(report(42, Shifts.lost(Purchase.class, 0.3)), DriftKind.VOLUME, "purchases"))
                .matches("Purchases fell from .* a day \\(-[23]\\d %\\) .*");
    }

    @Test
    void aNewChannelOfThreeTenthsOfThoseWhoJoinIsSeenWithinTenWeeks() {
        assertThat(sentence(report(70, Shifts.channel("tiktok", 0.3)), DriftKind.CATEGORY, "'channel' of customers"))
                .contains("'tiktok' from 0 to ", "the model may not know this value");
    }

    @Test
    void anAttributeThatNoLongerArrivesIsSeenWithinFourWeeks() {
        assertThat(sentence(report(28, Shifts.channel(null, 1)), DriftKind.CATEGORY, "'channel' of new customers"))
                .contains("(missing) from 0 to ", "check that the source of this column still arrives");
    }

    @Test
    void productsThatNoLongerArriveAreSeenWithinTwoWeeks() {
        assertThat(sentence(report(14, Shifts.withoutProducts()), DriftKind.MISSING, "product of purchases"))
                .startsWith("The product of purchases is missing in ")
                .contains("from 0 % to 100 %: check the export and the mapping of that field since 2023-03-1");
    }

    @Test
    void aFloodOfBotsAndOneBotAreSeenWithinTwoWeeks() {
        DriftReport flood = report(14, Shifts.bots(10));
        assertThat(sentence(flood, DriftKind.VOLUME, "new customers")).contains("look for bots");
        assertThat(sentence(flood, DriftKind.VOLUME, "product views")).contains("look for bots");
        assertThat(sentence(report(14, Shifts.oneBot()), DriftKind.VOLUME, "product views of the busiest customer"))
                .startsWith("One customer has ");
    }

    @Test
    void aShiftShowsInFeaturesPredictionsAndOutcomesLater() {
        DriftReport report = report(84, Shifts.amounts(draw -> 10));
        for (DriftKind kind : List.of(DriftKind.FEATURE, DriftKind.PREDICTION, DriftKind.OUTCOME)) {
            assertThat(report.detected()).as(kind.toString()).anyMatch(finding -> finding.kind() == kind);
        }
        assertThat(sentence(report, DriftKind.OUTCOME, "predicted total")).startsWith("The model predicted ");
        assertThat(sentence(report, DriftKind.OUTCOME, "80 % intervals")).contains("take its ranges for too narrow");
        assertThat(report.outcomes()).hasSizeGreaterThan(1);
        assertThat(report.detected())
                .isSortedAccordingTo((one, other) -> one.kind().compareTo(other.kind()));
    }

    @Test
    void aShopOfTwoHundredCustomersIsLeftInPeaceAndToldWhatIsTooFew() {
        EventLog log = new StationaryShop(0.25, CUTOFF + 56, 8).log();
        assertThat(log.customerCount()).isBetween(150, 250);
        DriftReport report = monitor.compare(log, StationaryShop.day(CUTOFF + 56));
        assertThat(report.detected()).isEmpty();
        assertThat(report.cautions()).extracting(Caution::key).contains("drift_not_judged");
        assertThat(report.cautions().get(0).sentence())
                .contains("new customers (")
                .contains("need 50 customers");
    }

    @Test
    void aHandfulOfCustomersIsSaidToBeTooFewAndNobodyIsRefused() {
        EventLog.Builder few = EventLog.builder().currency("EUR").observedUntil(StationaryShop.day(CUTOFF + 56));
        for (int day = 0; day < CUTOFF + 56; day += 7) {
            few.add("c" + day % 3, Purchase.of(StationaryShop.day(day), BigDecimal.TEN));
        }
        DriftReport report = monitor.compare(few.build(), StationaryShop.day(CUTOFF + 56));
        assertThat(report.findings()).isEmpty();
        assertThat(report.toString()).startsWith("Nothing could be compared");
        assertThat(report.cautions().get(0).sentence()).contains("purchases (3)", "features and predictions (3)");

        EventLog nobody = EventLog.builder()
                .currency("EUR")
                .add("c", new View(StationaryShop.day(0), "p", null))
                .observedUntil(StationaryShop.day(CUTOFF + 56))
                .build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> monitor.compare(nobody, StationaryShop.day(CUTOFF + 56)))
                .withMessageContaining("nobody bought before");
    }

    @Test
    void aLogInAnotherCurrencyIsRefused() {
        EventLog dollars = EventLog.builder()
                .currency("USD")
                .add("c", Purchase.of(StationaryShop.day(0), BigDecimal.TEN))
                .observedUntil(StationaryShop.day(CUTOFF + 56))
                .build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> monitor.compare(dollars, StationaryShop.day(CUTOFF + 56)))
                .withMessageContaining("USD");
    }

    @Test
    void outcomesThatNobodyCanKnowYetAreSaidWithTheDay() {
        DriftReport report = report(14, (event, random) -> event);
        assertThat(report.outcomes()).isEmpty();
        assertThat(report.cautions())
                .filteredOn(caution -> caution.key().equals("outcomes_not_observed"))
                .singleElement()
                .satisfies(caution -> assertThat(caution.sentence()).contains("2023-01-30", "2023-03-27"));
    }

    @Test
    void whatComesAfterNowChangesNothing() {
        StationaryShop shop = new StationaryShop(1, CUTOFF + 200, 3);
        EventLog whole = shop.log();
        EventLog cut = EventLogs.before(whole, StationaryShop.day(CUTOFF + 84));
        DriftReport one = monitor.compare(whole, StationaryShop.day(CUTOFF + 84));
        assertThat(monitor.compare(cut, StationaryShop.day(CUTOFF + 84))).isEqualTo(one);
    }

    @Test
    void aReportIsReadBackFromJsonAndNamesNoCustomer() {
        DriftReport report = report(84, Shifts.bots(5));
        assertThat(DriftReport.fromJson(report.toJson())).isEqualTo(report);
        EventLog log = new StationaryShop(2, SHIFT, 31).log();
        String said = report.toJson() + report;
        assertThat(log.customers().stream().filter(id -> said.matches("(?s).*\\b" + id + "\\b.*")))
                .isEmpty();
        assertThat(said).doesNotContainPattern("bot\\d");
    }

    @Test
    void sentencesDoNotDependOnTheLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            DriftReport german = report(14, Shifts.withoutProducts());
            Locale.setDefault(Locale.ENGLISH);
            assertThat(report(14, Shifts.withoutProducts()).toString()).isEqualTo(german.toString());
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void anotherReferenceIsTaken() {
        EventLog log = new StationaryShop(1, CUTOFF + 100, 5).log();
        DriftReport report = monitor.reference(StationaryShop.day(308)).compare(log, StationaryShop.day(CUTOFF + 84));
        assertThat(report.reference()).isEqualTo(StationaryShop.day(308).toString());
    }
}
