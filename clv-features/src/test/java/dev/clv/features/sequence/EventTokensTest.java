package dev.clv.features.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clv.features.Feature;
import dev.clv.features.FeaturePipeline;
import dev.clv.features.FeaturePlan;
import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.Feedback;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import dev.clv.features.event.Review;
import dev.clv.features.event.Signal;
import dev.clv.features.event.View;
import dev.clv.features.text.lexicon.SentimentLexicon;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a token tells, worked out by hand. */
class EventTokensTest {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final Instant CUTOFF = Instant.parse("2023-07-01T00:00:00Z").minusSeconds(3600);

    private static CustomerHistory history(ZoneId zone, Instant cutoff, CustomerEvent... events) {
        return CustomerHistory.of("c", zone, cutoff, List.of(events));
    }

    private static CustomerHistory history(CustomerEvent... events) {
        return history(LONDON, CUTOFF, events);
    }

    private static Purchase bought(String time, String amount, double quantity, String order, String category) {
        return new Purchase(Instant.parse(time), new BigDecimal(amount), quantity, order, "p", category);
    }

    private static EventTokens.Builder ofOne() {
        return EventTokens.builder().minCustomers(1);
    }

    /** One column of all tokens, the newest first. */
    private static double[] column(FittedEventTokens fitted, CustomerHistory history, String name) {
        double[] tokens = fitted.tokens(history, history.cutoff());
        int width = fitted.tokenFeatures().size();
        int column = names(fitted).indexOf(name);
        double[] values = new double[tokens.length / width];
        Arrays.setAll(values, slot -> tokens[slot * width + column]);
        return values;
    }

    private static List<String> names(FittedEventTokens fitted) {
        return fitted.tokenFeatures().stream().map(Feature::name).toList();
    }

    private static double[] standardised(double... numbers) {
        double mean = Arrays.stream(numbers).average().orElseThrow();
        double variance = Arrays.stream(numbers)
                .map(number -> (number - mean) * (number - mean))
                .average()
                .orElseThrow();
        return Arrays.stream(numbers)
                .map(number -> (number - mean) / Math.sqrt(variance))
                .toArray();
    }

    /** Of a year, so that a day of the year tells a season. */
    private static final CustomerHistory FIVE = history(
            bought("2022-06-01T11:00:00Z", "10.00", 1, "1", "Toys"),
            new Signal(Instant.parse("2023-01-02T12:00:00Z"), "visit", 3),
            bought("2023-06-01T17:00:00Z", "30.00", 3, "2", "Books"),
            bought("2023-06-01T17:00:00Z", "50.00", 4, "2", "Toys"),
            new Refund(Instant.parse("2023-06-03T17:00:00Z"), new BigDecimal("30.00"), 3, "2", "p", "Books"),
            new Review(Instant.parse("2023-06-29T23:00:00Z"), 4, "good", "p", "Toys"));

    @Test
    void aHistoryOfFiveTokensAsWorkedOutByHand() {
        FittedEventTokens fitted = ofOne().build().fit(List.of(FIVE));

        assertThat(names(fitted))
                .containsExactly(
                        "kind",
                        "category",
                        "name",
                        "amount",
                        "quantity",
                        "gap",
                        "first",
                        "age",
                        "weekday_sin",
                        "weekday_cos",
                        "year_day_sin",
                        "year_day_cos",
                        "hour_sin",
                        "hour_cos",
                        "has_rating",
                        "has_text",
                        "same_order");
        assertThat(fitted.tokenFeatures().get(0).categories())
                .containsExactly("purchase", "refund", "review", "signal");
        assertThat(column(fitted, FIVE, "kind")).containsExactly(2, 1, 0, 3, 0);
        assertThat(fitted.tokenFeatures().get(1).categories()).containsExactly("(none)", "Books", "Toys");
        assertThat(column(fitted, FIVE, "category")).containsExactly(2, 1, 2, 0, 2);
        assertThat(column(fitted, FIVE, "name")).containsExactly(0, 0, 0, 1, 0);

        // 10, 80 and -30: the median of 10, 30 and 80 is the unit. A token without an amount is at the mean.
        double[] amounts = standardised(-Math.log(1 + 1), Math.log(1 + 80 / 30.0), Math.log(1 + 10 / 30.0));
        assertThat(column(fitted, FIVE, "amount"))
                .containsExactly(new double[] {0, amounts[0], amounts[1], 0, amounts[2]}, within(1e-6));
        double[] quantities = standardised(Math.log(4), Math.log(8), Math.log(2));
        assertThat(column(fitted, FIVE, "quantity"))
                .containsExactly(new double[] {0, quantities[0], quantities[1], 0, quantities[2]}, within(1e-6));

        // Local times: 12:00 of 1 June, 12:00 of 2 January, 18:00 of 1 June, 18:00 of 3 June, 0:00 of 30 June.
        double[] gaps = standardised(
                Math.log(26.25 + 1 / 24.0),
                Math.log(2 + 1 / 24.0),
                Math.log(150.25 + 1 / 24.0),
                Math.log(215 + 1 / 24.0));
        assertThat(column(fitted, FIVE, "gap"))
                .containsExactly(new double[] {gaps[0], gaps[1], gaps[2], gaps[3], 0}, within(1e-6));
        assertThat(column(fitted, FIVE, "first")).containsExactly(0, 0, 0, 0, 1);
        double[] ages = standardised(
                Math.log(1 + 1 / 24.0),
                Math.log(27.25 + 1 / 24.0),
                Math.log(29.25 + 1 / 24.0),
                Math.log(179.5 + 1 / 24.0),
                Math.log(394.5 + 1 / 24.0));
        assertThat(column(fitted, FIVE, "age")).containsExactly(ages, within(1e-6));

        // Friday, Saturday, Thursday, Monday, Wednesday.
        double[] week = {4, 5, 3, 0, 2};
        double[] year = {180, 153, 151, 1, 151};
        double[] day = {0, .75, .75, .5, .5};
        for (int slot = 0; slot < 5; slot++) {
            double[][] angles = {{week[slot] / 7}, {year[slot] / 365}, {day[slot]}};
            String[] columns = {"weekday", "year_day", "hour"};
            for (int i = 0; i < 3; i++) {
                double angle = 2 * Math.PI * angles[i][0];
                assertThat(column(fitted, FIVE, columns[i] + "_sin")[slot]).isCloseTo(Math.sin(angle), within(1e-12));
                assertThat(column(fitted, FIVE, columns[i] + "_cos")[slot]).isCloseTo(Math.cos(angle), within(1e-12));
            }
        }
        assertThat(column(fitted, FIVE, "has_rating")).containsExactly(1, 0, 0, 0, 0);
        assertThat(column(fitted, FIVE, "has_text")).containsExactly(1, 0, 0, 0, 0);
        assertThat(column(fitted, FIVE, "same_order")).containsExactly(0, 1, 0, 0, 0);
    }

    @Test
    void columnsThatTellNothingAreLeftOutWithTheReason() {
        assertThat(ofOne().build().fit(List.of(FIVE)).columns())
                .extracting(column -> column.column() + ": " + column.detail())
                .containsExactly(
                        "rating of event tokens: it is the same for all training events",
                        "sentiment of event tokens: it is the same for all training events");

        CustomerHistory[] alike = new CustomerHistory[3];
        Arrays.setAll(
                alike,
                i -> CustomerHistory.of(
                        "c" + i,
                        LONDON,
                        CUTOFF,
                        List.of(
                                Purchase.of(Instant.parse("2023-03-06T00:00:00Z"), BigDecimal.TEN),
                                Purchase.of(Instant.parse("2023-04-02T23:00:00Z"), BigDecimal.ONE))));
        FittedEventTokens fitted = EventTokens.builder().minCustomers(3).build().fit(List.of(alike));

        // Both are Mondays, at the beginning of the day, in winter time and in summer time.
        assertThat(names(fitted)).containsExactly("amount", "first", "age");
        assertThat(fitted.columns())
                .extracting(column -> column.column() + ": " + column.detail())
                .contains(
                        "kind of event tokens: it is the same for all training events",
                        "category of event tokens: no training event has it",
                        "hour_sin of event tokens: it is the same for all training events",
                        "year_day_sin of event tokens: training events span 29 days, less than a year");
    }

    @Test
    void withoutAnyTokenThereAreNoFeatures() {
        FittedEventTokens fitted = EventTokens.builder().build().fit(List.of(FIVE));

        assertThat(fitted.features()).isEmpty();
        assertThat(fitted.tokenFeatures()).isEmpty();
        assertThat(fitted.tokens(FIVE, CUTOFF)).isEmpty();
        assertThat(fitted.columns())
                .extracting(column -> column.detail())
                .contains("customers who have it: 1, fewer than 20");
    }

    @Test
    void theRowIsTheOlderEventsThenTheNumberOfTokensThenTheTokensAndZeros() {
        FeaturePipeline four =
                FeaturePlan.of(List.of(ofOne().length(4).build())).fit(List.of(FIVE));
        FeaturePipeline two = FeaturePlan.of(List.of(ofOne().length(2).build())).fit(List.of(FIVE));
        FittedEventTokens ofFour = (FittedEventTokens) four.extractors().get(0);
        FittedEventTokens ofTwo = (FittedEventTokens) two.extractors().get(0);
        CustomerHistory early = FIVE.before(Instant.parse("2023-06-02T00:00:00Z"));

        double[] row = four.row(early, early.cutoff());
        double[] tokens = ofFour.tokens(early, early.cutoff());
        assertThat(tokens).hasSize(3 * ofFour.tokenFeatures().size());
        assertThat(Arrays.copyOf(row, 4)).containsExactly(0, 0, 0, 3);
        assertThat(Arrays.copyOfRange(row, 4, 4 + tokens.length)).containsExactly(tokens);
        assertThat(Arrays.copyOfRange(row, 4 + tokens.length, row.length)).containsOnly(0);
        assertThat(row).hasSize(4 + 4 * ofFour.tokenFeatures().size());

        // Three lines and a signal of 10 + 30 + 50 are older, from one first of June to the next.
        double[] latest = two.row(FIVE, CUTOFF);
        assertThat(Arrays.copyOf(latest, 4)).containsExactly(4, 90, 365, 2);
        assertThat(Arrays.copyOfRange(latest, 4, latest.length)).containsExactly(ofTwo.tokens(FIVE, CUTOFF));
        assertThat(column(ofTwo, FIVE, "same_order"))
                .as("the refund follows an order that is not shown any more")
                .containsExactly(0, 1);
        assertThat(two.schema().names().subList(0, 5))
                .containsExactly("older_events", "older_amount", "older_days", "tokens_1", "tokens_2");
        assertThat(ofTwo.width()).isEqualTo(latest.length - 3);
    }

    @Test
    void anOrderOfFortyLinesIsOneTokenUnlessEachLineIsAskedFor() {
        List<CustomerEvent> events = new ArrayList<>();
        for (int line = 0; line < 40; line++) {
            String time = String.format("2023-05-03T10:%02d:00Z", line / 10);
            events.add(bought(time, (line == 17 ? "9" : "1") + ".50", 2, "7", line == 17 ? "Dear" : "Cheap"));
        }
        events.add(bought("2023-05-03T10:05:00Z", "5.00", 1, "8", "Cheap"));
        events.add(bought("2023-05-04T10:00:00Z", "5.00", 1, "8", "Cheap"));
        events.add(Purchase.of(Instant.parse("2023-05-05T10:00:00Z"), BigDecimal.ONE));
        events.add(Purchase.of(Instant.parse("2023-05-05T10:00:00Z"), BigDecimal.TEN));
        events.add(Purchase.of(Instant.parse("2023-05-05T11:00:00Z"), BigDecimal.TEN));
        CustomerHistory history = CustomerHistory.of("c", LONDON, CUTOFF, events);

        FittedEventTokens merged = ofOne().build().fit(List.of(history));
        assertThat(merged.labels(history, CUTOFF))
                .containsExactly(
                        "purchase of 2023-05-05, 1 item, 10",
                        "purchase of 2023-05-05, 2 lines, 2 items, 11",
                        "purchase of 2023-05-04, 1 item, 5.00, category Cheap",
                        "purchase of 2023-05-03, 1 item, 5.00, category Cheap",
                        "purchase of 2023-05-03, 40 lines, 80 items, 68.00, category Dear");
        assertThat(column(merged, history, "same_order"))
                .as("the same number on another day")
                .containsExactly(0, 0, 1, 0, 0);

        FittedEventTokens apart = ofOne().eachOrderLine().build().fit(List.of(history));
        assertThat(apart.labels(history, CUTOFF)).hasSize(45);
        assertThat(Arrays.stream(column(apart, history, "same_order")).sum()).isEqualTo(39 + 1);
    }

    @Test
    void aTokenIsToldInWords() {
        CustomerHistory history = history(
                new AttributeChange(Instant.MIN, "country", "Peru"),
                new AttributeChange(Instant.parse("2023-05-01T09:00:00Z"), "tier", "gold"),
                bought("2023-05-02T23:30:00Z", "25.00", 1.5, "1", "Toys"),
                new Refund(Instant.parse("2023-05-05T10:00:00Z"), new BigDecimal("5.10"), 1, "1", null, null),
                new View(Instant.parse("2023-05-06T10:00:00Z"), null, "Toys"),
                new Review(Instant.parse("2023-05-07T10:00:00Z"), 4.5, "I love it", null, null),
                new Feedback(Instant.parse("2023-05-08T10:00:00Z"), "太差了"),
                new Signal(Instant.parse("2023-05-09T10:00:00Z"), "search", 2));
        FittedEventTokens fitted = ofOne().build().fit(List.of(history));
        SentimentLexicon lexicon = SentimentLexicon.standard();

        assertThat(fitted.labels(history, CUTOFF))
                .containsExactly(
                        "signal of 2023-05-09, search",
                        String.format(
                                "feedback of 2023-05-08, sentiment %.2f",
                                lexicon.score("太差了").value()),
                        String.format(
                                "review of 2023-05-07, rating 4.5, sentiment %.2f",
                                lexicon.score("I love it").value()),
                        "view of 2023-05-06, category Toys",
                        "refund of 2023-05-05, 1 item, 5.10",
                        "purchase of 2023-05-03, 1.5 items, 25.00, category Toys",
                        "change of attribute of 2023-05-01, tier");
        assertThat(fitted.label(history, CUTOFF, 3)).isEqualTo("view of 2023-05-06, category Toys");
        assertThat(fitted.label(history, Instant.parse("2023-05-06T10:00:00Z"), 0))
                .startsWith("refund");
        assertThatThrownBy(() -> fitted.label(history, CUTOFF, 7))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("slot must be from 0 to 6, was 7");
        assertThat(column(fitted, history, "sentiment"))
                .containsExactly(
                        0,
                        lexicon.score("太差了").value(),
                        lexicon.score("I love it").value(),
                        0,
                        0,
                        0,
                        0);
    }

    @Test
    void onlyTheKindsAskedForAreTakenAndTheGapIsBetweenThese() {
        FittedEventTokens fitted =
                ofOne().events(Purchase.class, Refund.class).build().fit(List.of(FIVE));

        assertThat(column(fitted, FIVE, "kind")).containsExactly(1, 0, 0);
        double[] gaps = standardised(Math.log(2 + 1 / 24.0), Math.log(365.25 + 1 / 24.0));
        assertThat(column(fitted, FIVE, "gap")).containsExactly(new double[] {gaps[0], gaps[1], 0}, within(1e-6));
    }

    @Test
    void aCategoryOrAKindThatWasNotLearnedHasTheLastIndexAndNoneHasTheFirst() {
        FittedEventTokens fitted = ofOne().learnedCategories(1).build().fit(List.of(FIVE));
        CustomerHistory other = history(
                bought("2023-05-01T10:00:00Z", "1", 1, "1", null),
                bought("2023-05-02T10:00:00Z", "1", 1, "2", "Never seen"),
                new View(Instant.parse("2023-05-03T10:00:00Z"), null, " Toys "));

        assertThat(fitted.tokenFeatures().get(1).categories()).containsExactly("(none)", "Toys");
        assertThat(column(fitted, other, "category")).containsExactly(1, 2, 0);
        assertThat(column(fitted, other, "kind"))
                .containsExactly(fitted.tokenFeatures().get(0).unknownCode(), 0, 0);

        FittedEventTokens hashed = ofOne().hashedCategories(7).build().fit(List.of(FIVE));
        assertThat(hashed.tokenFeatures().get(1).categories()).hasSize(8).startsWith("(none)", "bucket 1");
        double[] buckets = column(hashed, other, "category");
        assertThat(buckets[0]).isEqualTo(column(hashed, FIVE, "category")[0]);
        assertThat(buckets[1]).isBetween(1.0, 7.0);
        assertThat(buckets[2]).isZero();
        assertThat(hashed.fittedState().texts().toString())
                .doesNotContain("Toys")
                .doesNotContain("Books");
    }

    @Test
    void numbersFarFromThoseOfTrainingAreLimitedToFiveDeviations() {
        FittedEventTokens fitted = ofOne().build().fit(List.of(FIVE));
        CustomerHistory extreme = history(
                bought("1970-01-01T00:00:00Z", "999999999999999999", 1e300, "1", null),
                new Refund(Instant.parse("1990-01-01T00:00:00Z"), new BigDecimal("1e18"), 1e-300, null, null, null),
                new Review(Instant.parse("2023-05-03T10:00:00Z"), -1e300, null, null, null));

        assertThat(column(fitted, extreme, "amount")).containsExactly(0, -Scale.BOUND, Scale.BOUND);
        assertThat(column(fitted, extreme, "quantity")[2]).isEqualTo(Scale.BOUND);
        for (double number : fitted.tokens(extreme, CUTOFF)) {
            assertThat(number).isBetween(-Scale.BOUND, Scale.BOUND);
        }
    }

    @Test
    void anHourThatTheClockSkipsIsNoTimeOfDayAndNoPartOfAGap() {
        ZoneId saoPaulo = ZoneId.of("America/Sao_Paulo");
        List<CustomerEvent> days = new ArrayList<>();
        // On 2018-11-04 the day began at 1:00.
        for (LocalDate day : List.of(
                LocalDate.of(2018, 11, 3),
                LocalDate.of(2018, 11, 4),
                LocalDate.of(2018, 11, 5),
                LocalDate.of(2018, 11, 9))) {
            days.add(Purchase.of(day.atStartOfDay(saoPaulo).toInstant(), BigDecimal.valueOf(day.getDayOfMonth())));
        }
        CustomerHistory history = CustomerHistory.of("c", saoPaulo, CUTOFF, days);
        FittedEventTokens fitted = ofOne().build().fit(List.of(history));

        assertThat(names(fitted)).doesNotContain("hour_sin", "hour_cos").contains("gap");
    }

    @Test
    void settingsThatContradictEachOtherAreRefusedByName() {
        assertThatThrownBy(() -> EventTokens.builder().length(0)).hasMessage("length must be from 1 to 10000, was 0");
        assertThatThrownBy(() -> EventTokens.builder().hashedCategories(0))
                .hasMessage("hashedCategories must be from 1 to 1000000, was 0");
        assertThatThrownBy(() -> EventTokens.builder()
                        .fields(TokenField.AMOUNT)
                        .hashedCategories(9)
                        .build())
                .hasMessage("hashedCategories is set, but fields leave out CATEGORY; add it or leave out the setting");
        assertThatThrownBy(() -> EventTokens.builder()
                        .fields(TokenField.AGE)
                        .withoutAge()
                        .build())
                .hasMessage("withoutAge is set, and fields name AGE; leave one of them out");
        assertThatThrownBy(() ->
                        EventTokens.builder().events(View.class).eachOrderLine().build())
                .hasMessage(
                        "eachOrderLine is set, but events leave out purchases and refunds; add one or leave it out");
        assertThatThrownBy(() -> EventTokens.builder().events(CustomerEvent.class))
                .hasMessage(
                        "CustomerEvent is no kind of event; name one of the records that are, such as Purchase.class");
        assertThatThrownBy(() -> EventTokens.builder().events())
                .hasMessage("events need at least one kind, such as Purchase.class");
    }

    @Test
    void aBuilderThatGoesOnDoesNotChangeWhatItBuilt() {
        EventTokens.Builder builder = ofOne();
        EventTokens all = builder.build();
        builder.fields(TokenField.KIND).events(View.class).build();

        assertThat(all.fit(List.of(FIVE)).tokenFeatures()).hasSize(17);
    }
}
