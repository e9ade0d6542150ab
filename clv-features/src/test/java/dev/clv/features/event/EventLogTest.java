package dev.clv.features.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Case numbers (B..) are those of the project's collection of bad inputs. */
class EventLogTest {

    private static final Instant NOON = Instant.parse("2024-01-05T12:00:00Z");

    @Test
    void anEmptyLogWorks() {
        EventLog log = EventLog.builder().build();

        assertThat(log.customers()).isEmpty();
        assertThat(log.size()).isZero();
        assertThat(log.firstEvent()).isEmpty();
        assertThat(log.lastEvent()).isEmpty();
        assertThat(log.currency()).isNull();
        assertThat(log.observedUntil()).isEqualTo(Instant.EPOCH);
        assertThat(log.history("c1").isEmpty()).isTrue();
        assertThat(log.only(Set.of("c1")).customers()).isEmpty();
        assertThat(log.quality().read()).isZero();
    }

    @Test
    void aLogOfOneEventWorks() {
        Purchase purchase = new Purchase(NOON, new BigDecimal("10.50"), 2, "o1", "p1", "k1");
        EventLog log = EventLog.builder().add("c1", purchase).build();

        assertThat(log.customers()).containsExactly("c1");
        assertThat(log.history("c1").events()).containsExactly(purchase);
        assertThat(log.size()).isEqualTo(1);
        assertThat(log.firstEvent()).contains(NOON);
        assertThat(log.lastEvent()).contains(NOON);
        assertThat(log.quality().accepted()).isEqualTo(1);
    }

    @Test
    void aRowSaysWhatAnEventSays() {
        EventLog.Builder builder = EventLog.builder();
        EventRow row = new EventRow();
        builder.append(
                purchase(row, 1050, 2).quantity(2).order("o1").product("p1").category("k1"));
        builder.append(row.clear()
                .customer("c1")
                .time(micros(1))
                .kind(EventKind.VIEW)
                .amount(3, 0)
                .product("p1"));
        builder.append(row.clear()
                .customer("c1")
                .time(micros(2))
                .kind(EventKind.CART_ADD)
                .quantity(3)
                .category("k1"));
        builder.append(row.clear()
                .customer("c1")
                .time(micros(3))
                .kind(EventKind.REFUND)
                .amount(5, 0)
                .order("o1"));
        builder.append(row.clear()
                .customer("c1")
                .time(micros(4))
                .kind(EventKind.REVIEW)
                .rating(4)
                .text("fine"));
        builder.append(row.clear()
                .customer("c1")
                .time(micros(5))
                .kind(EventKind.FEEDBACK)
                .text(""));
        builder.append(row.clear()
                .customer("c1")
                .time(micros(6))
                .kind(EventKind.SIGNAL)
                .name("points")
                .value(-7));
        builder.append(row.clear().customer("c1").attribute("tier", "gold").attribute("land", "NZ"));

        assertThat(builder.build().history("c1").events())
                .containsExactly(
                        new AttributeChange(Instant.MIN, "land", "NZ"),
                        new AttributeChange(Instant.MIN, "tier", "gold"),
                        new Purchase(at(0), new BigDecimal("10.50"), 2, "o1", "p1", "k1"),
                        new View(at(1), "p1", null),
                        new CartAdd(at(2), 3, null, "k1"),
                        new Refund(at(3), new BigDecimal("5"), 1, "o1", null, null),
                        new Review(at(4), 4, "fine", null, null),
                        new Feedback(at(5), ""),
                        new Signal(at(6), "points", -7));
    }

    @Test
    void anUnknownIdIsToldFromACustomerWithoutPurchases() {
        EventLog.Builder builder = EventLog.builder().observedUntil(at(10));
        builder.add("viewer", new View(at(0), "p1", null));
        builder.append(new EventRow().customer("member").attribute("tier", "gold"));
        builder.add("late", new View(at(11), "p1", null));
        EventLog log = builder.build();

        assertThat(log.contains("viewer")).isTrue();
        assertThat(log.contains("member")).isTrue();
        for (String unknown : List.of("late", "nobody", "", "view er")) {
            assertThat(log.contains(unknown)).isFalse();
            assertThat(log.history(unknown).isEmpty()).isTrue();
        }
        EventLog part = log.only(Set.of("member", "nobody"));
        assertThat(part.contains("member")).isTrue();
        assertThat(part.contains("viewer")).isFalse();
        assertThat(part.history("viewer").isEmpty()).isTrue();
    }

    @Test
    void aCurrencyIsThreeCapitalLetters() {
        for (String wrong : List.of("", "eur", "EURO", "E1R", "\u0415UR")) {
            assertThatThrownBy(() -> EventLog.builder().currency(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("currency must be three capital letters");
        }
        assertThatThrownBy(() -> EventLog.builder().currency("Jane Doe, 12 Main Street"))
                .hasMessageEndingWith("was a text of 24 characters (blanks, digits, letters, signs)");
    }

    @Test
    void textsAreCopiedWhenARowIsAppended() {
        StringBuilder buffer = new StringBuilder("c1");
        EventLog.Builder builder = EventLog.builder();
        EventRow row = new EventRow().customer(buffer).time(0).kind(EventKind.VIEW);
        builder.append(row);
        buffer.replace(0, 2, "d2");
        builder.append(row);

        assertThat(builder.build().customers()).containsExactly("c1", "d2");
    }

    @Test
    void rowsThatAreNotCompleteAreRefusedInWords() {
        EventLog.Builder builder = EventLog.builder();
        EventRow row = new EventRow();
        assertRefused(builder, row.kind(EventKind.VIEW).time(0), "customer id must not be blank");
        assertRefused(builder, row.customer(" \t"), "customer id must not be blank");
        assertRefused(builder, row.clear().customer("c1"), "a row needs a kind or at least one attribute, had neither");
        assertRefused(builder, row.kind(EventKind.VIEW), "a view needs a time");
        assertRefused(
                builder,
                row.time(Long.MIN_VALUE),
                "only attributes may be known from the beginning of time, not a view");
        assertRefused(builder, row.time(0).kind(EventKind.PURCHASE), "a purchase needs an amount");
        assertRefused(
                builder, row.amount(1, 0).quantity(Double.NaN), "purchase quantity must be a positive number, was NaN");
        assertRefused(
                builder,
                row.quantity(1).currency(" "),
                "currency must be three capital letters as in ISO 4217, such as EUR, was a text of 1 character (blanks)");
        assertRefused(builder, row.currency(null).eventId(""), "event id must not be blank");
        assertRefused(builder, row.eventId(null).attribute("", "x"), "attribute name must not be blank");
        row.clear().customer("c1").time(0);
        assertRefused(
                builder,
                row.kind(EventKind.CART_ADD).quantity(-1),
                "cart_add quantity must be a positive number, was -1.0");
        assertRefused(builder, row.kind(EventKind.FEEDBACK), "a feedback needs a text");
        assertRefused(builder, row.kind(EventKind.SIGNAL).value(1), "signal name must not be blank");
        assertRefused(builder, row.name("n").value(1 / 0.0), "value of signal 'n' must be finite, was Infinity");
        assertRefused(
                builder,
                row.kind(EventKind.REVIEW).rating(1 / 0.0),
                "rating must be a number, or NaN if absent, was Infinity");
        EventLog log = builder.build();
        assertThat(log.customers()).isEmpty();
        assertThat(log.quality().read()).isZero();
    }

    @Test
    void timesAreCutToMicrosecondsTowardsThePast() {
        EventLog log = EventLog.builder()
                .add("c1", new View(Instant.ofEpochSecond(-1, 999_999_999), null, null))
                .build();

        CustomerHistory history = log.history("c1");
        assertThat(history.events().get(0).time()).isEqualTo(Instant.ofEpochSecond(-1, 999_999_000));
        assertThat(history.before(Instant.ofEpochSecond(-1, 999_999_000)).isEmpty())
                .isTrue();
        assertThat(history.before(Instant.ofEpochSecond(-1, 999_999_001)).isEmpty())
                .isFalse();
    }

    @Test
    void timesOutOfRangeAreRefused() {
        for (Instant time : List.of(Instant.MAX, Instant.MIN.plusSeconds(1))) {
            assertThatThrownBy(() -> EventLog.builder().add("c1", new View(time, null, null)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("time must lie between the years");
        }
        assertThatThrownBy(() -> EventLog.builder().add("c1", new View(Instant.MIN, null, null)))
                .hasMessage("only attributes may be known from the beginning of time, not a view");
    }

    @Test
    void amountsOfEighteenDigitsAreExactAndMoreAreRefused() {
        for (String amount :
                List.of("999999999999999999", "0.999999999999999999", "123456789.123456789", "0.000", "0E-18", "7")) {
            assertThat(amountOf(new BigDecimal(amount))).isEqualTo(new BigDecimal(amount));
        }
        assertThat(amountOf(new BigDecimal("1E+3"))).isEqualTo(new BigDecimal("1000"));
        assertThat(amountOf(new BigDecimal("1.0000000000000000000000"))).isEqualTo(new BigDecimal("1"));
        assertThat(amountOf(new BigDecimal("0E+9"))).isEqualTo(new BigDecimal("0"));
        for (String amount : List.of("1000000000000000001", "1E+18", "1E-19", "1E+400", "1E-400", "1E+2000000000")) {
            assertThatThrownBy(() -> amountOf(new BigDecimal(amount)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("amount must have at most 18 digits");
        }
        assertThatThrownBy(() -> new EventRow().amount(1_000_000_000_000_000_000L, 2))
                .hasMessageContaining("was 10000000000000000.00");
        assertThatThrownBy(() -> new EventRow().amount(-1, 2)).hasMessageContaining("was -0.01");
        assertThatThrownBy(() -> new EventRow().amount(1, 19)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("B28: a refund larger than all purchases so far is accepted and flagged")
    void refundsBeyondPurchasesAreFlagged() {
        EventLog log = EventLog.builder()
                .add("c1", Refund.of(at(1), new BigDecimal("50")))
                .add("c1", Purchase.of(at(0), new BigDecimal("30.00")))
                .add("c2", Purchase.of(at(0), new BigDecimal("50")))
                .add("c2", Refund.of(at(1), new BigDecimal("50.00")))
                .build();

        assertThat(log.quality().accepted()).isEqualTo(4);
        assertThat(log.quality().count(LogReasons.REFUND_EXCEEDS_PURCHASES)).isEqualTo(1);
    }

    @Test
    @DisplayName("B30: purchases of amount zero are accepted and counted")
    void zeroPurchasesAreCounted() {
        EventLog log = EventLog.builder()
                .add("c1", Purchase.of(at(0), new BigDecimal("0.00")))
                .add("c1", Purchase.of(at(1), new BigDecimal("1")))
                .add("c1", Refund.of(at(2), new BigDecimal("0.00")))
                .build();

        assertThat(log.size()).isEqualTo(3);
        assertThat(log.quality().count("zero_amount")).isEqualTo(1);
    }

    @Test
    @DisplayName("B32: quantities and sums beyond an int do not wrap")
    void largeQuantitiesAndSumsAreExact() {
        EventLog.Builder builder = EventLog.builder();
        EventRow row = new EventRow();
        int rows = 1_000_000;
        for (int i = 0; i < rows; i++) {
            builder.append(purchase(row, 300_000_000_000L, 2).quantity(2147483648.0));
        }
        builder.append(row.clear()
                .customer("c1")
                .time(micros(1))
                .kind(EventKind.REFUND)
                .amount(3_000_000_000_000_000L, 0));
        builder.append(row.clear()
                .customer("c1")
                .time(micros(2))
                .kind(EventKind.REFUND)
                .amount(1, 2));
        EventLog log = builder.build();

        BigInteger cents = BigInteger.ZERO;
        for (Purchase purchase : log.history("c1").events(Purchase.class)) {
            assertThat(purchase.quantity()).isEqualTo(2147483648.0);
            cents = cents.add(purchase.amount().unscaledValue());
        }
        assertThat(cents).isEqualTo("300000000000000000");
        assertThat(log.quality().count(LogReasons.REFUND_EXCEEDS_PURCHASES)).isEqualTo(1);
        assertThat(log.quality().count(LogReasons.REPEATED)).isEqualTo(rows - 1);
    }

    @Test
    @DisplayName("B33: several currencies without rates are an error that lists them with counts")
    void severalCurrenciesNeedRates() {
        EventLog.Builder builder = inCurrencies("USD", "EUR", "USD", null);

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("amounts are in several currencies {EUR=1, USD=2};"
                        + " give rates for all of them with rates(ExchangeRates)");
        assertThatThrownBy(inCurrencies("USD").currency("EUR")::build)
                .hasMessage("amounts are in several currencies {USD=1}, and the log's is EUR;"
                        + " give rates for all of them with rates(ExchangeRates)");
    }

    @Test
    void theOnlyCurrencyIsTheLogs() {
        EventLog log = inCurrencies("EUR", null, "EUR").build();

        assertThat(log.currency()).isEqualTo("EUR");
        assertThat(log.quality().count(LogReasons.CURRENCY_OFTEN_MISSING)).isEqualTo(1);
        assertThat(inCurrencies("EUR", null).currency("EUR").build().quality().count(LogReasons.CURRENCY_ASSUMED))
                .isEqualTo(1);
        assertThat(inCurrencies(null, null).build().currency()).isNull();
        assertThat(inCurrencies(null, null).build().quality().counts()).isEmpty();
        assertThat(inCurrencies("EUR").currency("EUR").build().currency()).isEqualTo("EUR");
    }

    @Test
    void amountsAreConvertedAtTheRateOfTheirDay() {
        ExchangeRates rates = ExchangeRates.into("EUR")
                .rate("USD", new BigDecimal("0.5"))
                .rate("USD", LocalDate.parse("2024-01-06"), new BigDecimal("0.25"))
                .build();
        Instant almostMidnight = Instant.parse("2024-01-05T22:59:59.999999Z");
        EventLog.Builder builder =
                EventLog.builder().zone(ZoneId.of("Europe/Berlin")).rates(rates);
        EventRow row = new EventRow();
        long micros = almostMidnight.getEpochSecond() * 1_000_000 + 999_999;
        builder.append(purchase(row, 1001, 2).currency("USD").time(micros));
        builder.append(purchase(row, 1001, 2).currency("USD").time(micros + 1));
        builder.append(purchase(row, 1001, 2).currency("EUR").time(micros + 2));
        EventLog log = builder.build();

        assertThat(log.currency()).isEqualTo("EUR");
        assertThat(log.history("c1").events(Purchase.class))
                .extracting(Purchase::amount)
                .containsExactly(new BigDecimal("5.0050"), new BigDecimal("2.5025"), new BigDecimal("10.01"));
        assertThat(log.quality().count(LogReasons.CURRENCY_CONVERTED)).isEqualTo(2);
    }

    @Test
    void ratesThatDoNotFitAreRefused() {
        ExchangeRates rates =
                ExchangeRates.into("EUR").rate("USD", BigDecimal.ONE).build();

        assertThatThrownBy(inCurrencies("GBP", "USD").rates(rates)::build)
                .hasMessageContaining("{GBP=1, USD=1}, and the log's is EUR");
        assertThatThrownBy(inCurrencies("USD").rates(rates).currency("GBP")::build)
                .hasMessageContaining("the log's currency is GBP but its rates convert into EUR");
    }

    @Test
    @DisplayName("B42: a million shuffled events make the same log")
    void aMillionShuffledEventsMakeTheSameLog() {
        int size = 1_000_000;
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
        EventLog sorted = million(order);
        Random random = new Random(42);
        for (int i = size - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        EventLog shuffled = million(order);

        assertThat(shuffled.size()).isEqualTo(size);
        assertThat(shuffled.customers()).isEqualTo(sorted.customers());
        for (String customer : sorted.customers()) {
            if (!shuffled.history(customer)
                    .events()
                    .equals(sorted.history(customer).events())) {
                throw new AssertionError("the history of " + customer + " depends on the order of insertion");
            }
        }
    }

    @Test
    @DisplayName("B43: the same event id twice is one event, and counted")
    void eventsAreDeduplicatedById() {
        EventLog.Builder builder = EventLog.builder();
        EventRow row = new EventRow();

        assertThat(builder.append(purchase(row, 1000, 2).eventId("e1").line(2))).isTrue();
        assertThat(builder.append(purchase(row, 1000, 2).eventId("e1").line(3))).isFalse();
        assertThat(builder.append(purchase(row, 1000, 2).eventId("e2").line(4))).isTrue();
        EventLog log = builder.build();

        assertThat(log.size()).isEqualTo(2);
        assertThat(log.quality().read()).isEqualTo(3);
        assertThat(log.quality().accepted()).isEqualTo(2);
        assertThat(log.quality().duplicates()).isEqualTo(1);
        assertThat(log.quality().counts())
                .singleElement()
                .satisfies(count ->
                        assertThat(count.samples()).containsExactly(DataQualityReport.Sample.of(3, "event_id", "e1")));
    }

    @Test
    @DisplayName("B43: the same event twice without an id is kept twice, and reported")
    void repeatedEventsWithoutAnIdAreKept() {
        EventLog.Builder builder = EventLog.builder();
        EventRow row = new EventRow();
        builder.append(purchase(row, 1000, 2));
        builder.append(purchase(row, 1000, 2));
        builder.append(purchase(row, 1000, 2).eventId("e1"));
        builder.append(purchase(row, 1000, 3));
        EventLog log = builder.build();

        assertThat(log.size()).isEqualTo(4);
        assertThat(log.quality().duplicates()).isZero();
        assertThat(log.quality().count(LogReasons.REPEATED)).isEqualTo(1);
    }

    @Test
    void whichOfTwoConflictingEventsStaysDoesNotDependOnTheirOrder() {
        List<int[]> orders = List.of(
                new int[] {0, 1, 2},
                new int[] {0, 2, 1},
                new int[] {1, 0, 2},
                new int[] {1, 2, 0},
                new int[] {2, 0, 1},
                new int[] {2, 1, 0});
        for (int[] order : orders) {
            EventLog.Builder builder = EventLog.builder();
            for (int which : order) {
                EventRow row = new EventRow();
                switch (which) {
                    case 0 -> purchase(row, 1000, 2).customer("c2");
                    case 1 -> purchase(row, 1000, 2).attribute("tier", "gold");
                    default -> purchase(row, 900, 2);
                }
                builder.append(row.eventId("e1"));
            }
            EventLog log = builder.build();

            assertThat(log.customers()).containsExactly("c1");
            assertThat(log.history("c1").events())
                    .containsExactly(
                            new AttributeChange(at(0), "tier", "gold"), Purchase.of(at(0), new BigDecimal("9.00")));
            assertThat(log.quality().count(LogReasons.CONFLICTING_EVENT_ID)).isEqualTo(1);
            assertThat(log.quality().duplicates()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("B45: a blank customer is refused")
    void blankCustomersAreRefused() {
        assertThatThrownBy(() -> EventLog.builder().add("  ", Purchase.of(NOON, BigDecimal.ONE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("customer id must not be blank");
    }

    @Test
    void aLogIsObservedUntilTheEndOfItsLastDay() {
        EventLog log = EventLog.builder()
                .zone(ZoneId.of("Europe/Berlin"))
                .add("c1", new View(Instant.parse("2024-03-30T23:30:00Z"), null, null))
                .build();

        assertThat(log.observedUntil()).isEqualTo(Instant.parse("2024-03-31T22:00:00Z"));
        assertThat(log.history("c1").cutoff()).isEqualTo(log.observedUntil());
    }

    @Test
    @DisplayName("B40: events at or after the end of the observed time are left out and counted as dropped")
    void futureEventsAreLeftOut() {
        EventLog.Builder builder = EventLog.builder().observedUntil(at(1));
        EventRow row = new EventRow();
        builder.append(purchase(row, 1, 0).attribute("tier", "gold"));
        builder.append(purchase(row, 1, 0).time(micros(1)).attribute("tier", "silver"));
        builder.append(purchase(row, 1, 0).customer("c2").time(micros(2)));
        builder.append(
                row.clear().customer("c2").time(micros(3)).attribute("a", "1").attribute("b", "2"));
        EventLog log = builder.build();

        assertThat(log.customers()).containsExactly("c1");
        assertThat(log.history("c1").attributes()).containsEntry("tier", "gold");
        assertThat(log.quality().dropped()).isEqualTo(3);
        assertThat(log.quality().accepted()).isEqualTo(1);
        assertThat(log.quality().count(LogReasons.FUTURE)).isEqualTo(3);
        assertThat(log.quality().skippedShare()).isZero();
    }

    @Test
    void onlyChangesOfAttributesAreKept() {
        EventLog log = EventLog.builder()
                .add("c1", new AttributeChange(at(4), "tier", "gold"))
                .add("c1", new AttributeChange(at(1), "tier", "gold"))
                .add("c1", new AttributeChange(at(2), "tier", "gold"))
                .add("c1", new AttributeChange(at(3), "tier", "silver"))
                .add("c1", new AttributeChange(at(5), "tier", "gold"))
                .add("c2", new AttributeChange(at(6), "tier", "gold"))
                .add("c1", new AttributeChange(Instant.MIN, "land", "NZ"))
                .build();

        assertThat(log.history("c1").events())
                .containsExactly(
                        new AttributeChange(Instant.MIN, "land", "NZ"),
                        new AttributeChange(at(1), "tier", "gold"),
                        new AttributeChange(at(3), "tier", "silver"),
                        new AttributeChange(at(4), "tier", "gold"));
        assertThat(log.history("c2").events()).hasSize(1);
        assertThat(log.size()).isZero();
        assertThat(log.quality().accepted()).isEqualTo(7);
        assertThat(log.firstEvent()).contains(at(1));
        assertThat(log.history("c1").before(at(4)).attributes())
                .containsEntry("land", "NZ")
                .containsEntry("tier", "silver");
    }

    @Test
    void outliersAreFlaggedAndKept() {
        EventLog log = withAmounts(null, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 10_000);

        assertThat(log.quality().count(LogReasons.OUTLIER_AMOUNT)).isEqualTo(1);
        assertThat(log.quality().counts().get(0).samples())
                .containsExactly(new DataQualityReport.Sample(0, "amount", "10000"));
        assertThat(log.history("c1").events(Purchase.class).get(11).amount()).isEqualTo("10000");
    }

    @Test
    void equalAmountsAndFewAmountsHaveNoOutliers() {
        assertThat(withAmounts(null, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 10_000)
                        .quality()
                        .counts())
                .isEmpty();
        assertThat(withAmounts(null, 10, 11, 12, 10_000).quality().counts()).isEmpty();
    }

    @Test
    void amountsAreCappedOnlyWhenAsked() {
        EventLog log = withAmounts(0.75, 0, 10, 20, 30, 40);

        assertThat(log.history("c1").events(Purchase.class))
                .extracting(purchase -> purchase.amount().intValueExact())
                .containsExactly(0, 10, 20, 30, 30);
        assertThat(log.quality().count(LogReasons.WINSORIZED_AMOUNT)).isEqualTo(1);
        assertThat(withAmounts(0.5, 7).history("c1").events(Purchase.class))
                .extracting(Purchase::amount)
                .containsExactly(new BigDecimal("7"));
        assertThatThrownBy(() -> EventLog.builder().winsorizeAmountsAt(1))
                .hasMessage("quantile must be between 0 and 1, was 1.0");
    }

    @Test
    void refundsAreCappedLikePurchases() {
        EventLog log = EventLog.builder()
                .winsorizeAmountsAt(0.5)
                .add("c1", Purchase.of(at(0), new BigDecimal("10.50")))
                .add("c1", Purchase.of(at(1), new BigDecimal("99")))
                .add("c1", Refund.of(at(2), new BigDecimal("99")))
                .build();

        assertThat(log.history("c1").events(Refund.class)).containsExactly(Refund.of(at(2), new BigDecimal("10.5")));
    }

    @Test
    void aReadersCountsAreCompletedAndHaveToAddUp() {
        DataQualityReport.Reason broken =
                new DataQualityReport.Reason(DataQualityReport.Effect.SKIPPED, "broken", "is broken");
        DataQualityReport.Builder tally = DataQualityReport.builder();
        EventLog.Builder builder = EventLog.builder().quality(tally);
        tally.read().count(broken);
        tally.read();
        builder.append(purchase(new EventRow(), 1, 0));
        builder.add("c1", Purchase.of(at(3), BigDecimal.ONE));

        DataQualityReport report = builder.build().quality();
        assertThat(report.read()).isEqualTo(3);
        assertThat(report.accepted()).isEqualTo(2);
        assertThat(report.skipped()).isEqualTo(1);
        EventLog.Builder lost =
                EventLog.builder().quality(DataQualityReport.builder().read());
        assertThatThrownBy(lost::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("every row must have one fate, but 1 were read, 0 accepted");
    }

    @Test
    void aBuilderBuildsOnce() {
        EventLog.Builder builder = EventLog.builder();
        builder.build();

        assertThatThrownBy(builder::build).hasMessage("this builder has built its log; start another one");
    }

    @Test
    void noIdStandsInATextForPeople() {
        EventLog.Builder builder = EventLog.builder();
        EventRow row = purchase(new EventRow(), 1, 0).customer("secret").attribute("name", "secret");
        builder.append(row);
        EventLog log = builder.build();

        assertThat(row + "" + log + log.history("secret") + log.quality()).doesNotContain("secret");
    }

    @Test
    void eightThreadsReadTheSame() throws Exception {
        EventLog.Builder builder = EventLog.builder();
        new RandomEvents(1).list(3_000).forEach(owned -> builder.add(owned.customer(), owned.event()));
        EventLog log = builder.build();
        String expected = everything(log);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<String>> readers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                readers.add(() -> everything(log));
            }
            for (Future<String> read : threads.invokeAll(readers)) {
                assertThat(read.get()).isEqualTo(expected);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static String everything(EventLog log) {
        StringBuilder all = new StringBuilder();
        for (String customer : log.customers()) {
            CustomerHistory history = log.history(customer);
            all.append(customer).append(history.events()).append(history.attributes());
            all.append(history.before(RandomEvents.START.plusSeconds(7200)).events(Signal.class));
        }
        return all.toString();
    }

    private static EventLog million(int[] order) {
        EventLog.Builder builder = EventLog.builder();
        EventRow row = new EventRow();
        for (int i : order) {
            builder.append(row.clear()
                    .customer("c" + i % 50_021)
                    .time(micros(i / 50_021 / 2))
                    .kind(i % 3 == 0 ? EventKind.VIEW : EventKind.PURCHASE)
                    .amount(i % 17, 2)
                    .order("o" + i / 4)
                    .product("p" + i % 997));
        }
        return builder.build();
    }

    private static EventLog withAmounts(Double quantile, int... amounts) {
        EventLog.Builder builder = EventLog.builder();
        if (quantile != null) {
            builder.winsorizeAmountsAt(quantile);
        }
        for (int i = 0; i < amounts.length; i++) {
            builder.append(purchase(new EventRow(), amounts[i], 0).time(micros(i)));
        }
        return builder.build();
    }

    private static EventLog.Builder inCurrencies(String... currencies) {
        EventLog.Builder builder = EventLog.builder();
        for (int i = 0; i < currencies.length; i++) {
            builder.append(purchase(new EventRow(), 1, 0).time(micros(i)).currency(currencies[i]));
        }
        return builder;
    }

    private static BigDecimal amountOf(BigDecimal amount) {
        EventLog log = EventLog.builder().add("c1", Purchase.of(NOON, amount)).build();
        return log.history("c1").events(Purchase.class).get(0).amount();
    }

    private static EventRow purchase(EventRow row, long unscaled, int scale) {
        return row.clear()
                .customer("c1")
                .time(micros(0))
                .kind(EventKind.PURCHASE)
                .amount(unscaled, scale);
    }

    private static long micros(int second) {
        return (NOON.getEpochSecond() + second) * 1_000_000;
    }

    private static Instant at(int second) {
        return NOON.plusSeconds(second);
    }

    private static void assertRefused(EventLog.Builder builder, EventRow row, String message) {
        assertThatThrownBy(() -> builder.append(row))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
