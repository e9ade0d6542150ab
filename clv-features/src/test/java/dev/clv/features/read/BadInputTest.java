package dev.clv.features.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.DataQualityReport;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.ExchangeRates;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import dev.clv.features.event.Review;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The catalogue of bad inputs: what each must lead to, never a silently wrong number. */
class BadInputTest {

    private static final String HEADER = "customer_id,time,type,amount,currency,order_id,text\n";
    private static final String GOOD = "c1,2024-01-05T10:00:00Z,purchase,10.00,EUR,o1,good\n";

    private static InputStream bytes(String content) {
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    }

    private static EventLog csv(String content) {
        return lenient().read(bytes(content), "events.csv");
    }

    /** Skips whatever has to be skipped. */
    private static CsvEventReader lenient() {
        return EventReader.csv().maxSkippedShare(1);
    }

    private static EventReadException failure(CsvEventReader reader, String content) {
        return catchThrowableOfType(EventReadException.class, () -> reader.read(bytes(content), "events.csv"));
    }

    private static EventReadException failure(String content) {
        return failure(lenient(), content);
    }

    private static String amountRow(String amount) {
        return HEADER + "c1,2024-01-05T10:00:00Z,purchase,\"" + amount + "\",EUR,o1,good\n";
    }

    private static String timeRow(String time) {
        return HEADER + "c1," + time + ",purchase,10.00,EUR,o1,good\n";
    }

    private static void assertOnlyRowSkipped(EventLog log, String reason) {
        DataQualityReport quality = log.quality();
        assertThat(quality.read()).isEqualTo(1);
        assertThat(quality.skipped()).isEqualTo(1);
        assertThat(quality.count(reason)).as(quality.toString()).isEqualTo(1);
        assertThat(log.size()).isZero();
    }

    private static CustomerEvent onlyEvent(EventLog log) {
        assertThat(log.size()).isEqualTo(1);
        return log.history(log.customers().get(0)).events().get(0);
    }

    @Test
    @DisplayName("B01: an empty file is an error that says which header was expected")
    void emptyFile() {
        assertThat(failure(""))
                .hasMessageStartingWith("events.csv: empty file, expected header with customer_id, time");
        assertThat(failure("\n\n")).hasMessageContaining("expected header with customer_id, time");
    }

    @Test
    @DisplayName("B02: a header without rows is a log without events")
    void headerOnly() {
        EventLog log = EventReader.csv().read(bytes(HEADER), "events.csv");
        assertThat(log.size()).isZero();
        assertThat(log.customers()).isEmpty();
        assertThat(log.quality().read()).isZero();
    }

    @Test
    @DisplayName("B03: a header without customer_id is an error that lists expected and found columns")
    void missingCustomerColumn() {
        assertThat(failure("when,what,amount\n1,2,3\n"))
                .hasMessageContaining("column 'customer_id' is missing")
                .hasMessageContaining("expected amount, customer_id, time")
                .hasMessageContaining("found when, what, amount");
    }

    @Test
    @DisplayName("B03: without a header line, the first customer's data are not told")
    void missingHeaderLine() {
        assertThat(failure("c17,2024-01-05,12.50\n"))
                .hasMessageContaining("column 'customer_id' is missing")
                .hasMessageContaining("found a first line that looks like data")
                .hasMessageNotContaining("c17");
    }

    @Test
    @DisplayName("B05: a leading byte order mark is not part of the first column's name")
    void byteOrderMark() {
        EventLog log = EventReader.csv().strict().read(bytes("\uFEFF" + HEADER + GOOD), "events.csv");
        assertThat(log.customers()).containsExactly("c1");
        String joined = "\uFEFF\uFEFF" + HEADER + GOOD;
        assertThat(EventReader.csv().strict().read(bytes(joined), "events.csv").customers())
                .as("several, as where files were joined")
                .containsExactly("c1");
    }

    @Test
    @DisplayName("B07: a row with malformed UTF-8 is skipped with its line and byte offset, and no U+FFFD appears")
    void malformedUtf8() {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(
                (HEADER + GOOD + GOOD + "c9,2024-01-05T10:00:00Z,review,,,,").getBytes(StandardCharsets.UTF_8));
        int offset = content.size();
        content.writeBytes(new byte[] {(byte) 0xC3, 0x28, '\n'});
        content.writeBytes("c2,2024-01-05T10:00:00Z,review,,,,\uFFFD 👍 ok\n".getBytes(StandardCharsets.UTF_8));
        EventLog log = lenient().read(new ByteArrayInputStream(content.toByteArray()), "events.csv");
        assertThat(log.quality().count("malformed_text")).isEqualTo(1);
        assertThat(log.quality().toString()).contains("line 4,").contains("byte offset " + offset);
        assertThat(log.customers()).containsExactly("c1", "c2");
        assertThat(((Review) log.history("c2").events().get(0)).text())
                .as("a replacement character that was really there stays")
                .isEqualTo("\uFFFD 👍 ok");
    }

    @Test
    @DisplayName("B08: a quote never closed is an error naming the line where it opened")
    void unclosedQuote() {
        String open = HEADER + "c1,2024-01-05T10:00:00Z,purchase,10.00,EUR,o1,\"open";
        EventReadException atEnd = failure(open + "\nmore".repeat(10));
        assertThat(atEnd).hasMessageContaining("a quote opened in line 2 is never closed");
        assertThat(atEnd.line()).hasValue(2);
        EventReadException overCap =
                failure(lenient().maxFieldLength(100_000), open + ("\n" + GOOD.strip()).repeat(1_000_000 / 10));
        assertThat(overCap.line()).hasValue(2);
        assertThat(overCap).hasMessageContaining("a field that begins in line 2 is longer than 100,000 characters");
        EventReadException afterLines =
                failure(HEADER + "\"c\n1\",\"2024-01-05T10:00:00Z\",purchase,1,EUR,o1,\"open\n\n\n");
        assertThat(afterLines.line())
                .as("the record begins in line 2, its open quote in line 3")
                .hasValue(3);
        EventReadException closedByAccident = failure(open + "\n" + "c1,x,purchase,1,EUR,o1,\"good\"\n");
        assertThat(closedByAccident).hasMessageContaining("a quote opened in line 2 is followed by");
    }

    @Test
    @DisplayName("B09, B10: rows with too few or too many columns are skipped, and the report says how many they have")
    void columnCounts() {
        EventLog log = csv(HEADER + "c1,2024-01-05T10:00:00Z,purchase\n" + GOOD.strip() + ",extra\n" + GOOD);
        assertThat(log.quality().count("column_count")).isEqualTo(2);
        assertThat(log.quality().accepted()).isEqualTo(1);
        assertThat(log.quality().toString())
                .contains("line 2,  '3 of 7 columns'")
                .contains("line 3,  '8 of 7 columns'");
    }

    @Test
    @DisplayName("B12: after a quoted line break, errors give the physical line and the record's number")
    void physicalLineAndRecord() {
        String content = HEADER
                + "c1,2024-01-05T10:00:00Z,purchase,10.00,EUR,o1,\"two\nlines\"\n"
                + "c2,BAD,purchase,10.00,EUR,o1,good\n";
        EventLog log = csv(content);
        assertThat(log.customers()).containsExactly("c1");
        assertThat(log.quality().toString()).contains("line 4, time '(3 characters: letters)'");
        EventReadException strict = failure(EventReader.csv().strict(), content);
        assertThat(strict)
                .hasMessageStartingWith(
                        "events.csv, line 4 (record 2), column 'time', value '(3 characters: letters)': is not a time");
        assertThat(strict.line()).hasValue(4);
        assertThat(strict.recordNumber()).hasValue(2);
        assertThat(strict.column()).contains("time");
        assertThat(strict.value()).contains("(3 characters: letters)");
        assertThat(strict.remedy()).contains("pattern");
    }

    @Test
    @DisplayName("B15: a field beyond the cap is an error, and is never held whole")
    void hugeField() {
        InputStream endless = new InputStream() {
            private final byte[] head =
                    (HEADER + "c1,2024-01-05T10:00:00Z,purchase,10.00,EUR,o1,").getBytes(StandardCharsets.UTF_8);
            private long at;

            @Override
            public int read() {
                if (at > 20_000_000) {
                    throw new AssertionError("read on beyond the cap");
                }
                return at < head.length ? head[(int) at++] : 'x' + (int) (at++ & 0);
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                for (int i = 0; i < length; i++) {
                    target[offset + i] = (byte) read();
                }
                return length;
            }
        };
        assertThatThrownBy(() -> lenient().read(endless, "events.csv"))
                .isInstanceOf(EventReadException.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("longer than 1,048,576 characters");
        assertThat(failure(lenient().maxFieldLength(50), HEADER + GOOD + GOOD.replace("good", "g".repeat(51))))
                .hasMessageContaining("line 3")
                .hasMessageContaining("longer than 50 characters");
        assertThat(lenient()
                        .maxFieldLength(50)
                        .read(bytes(HEADER + GOOD.replace("good", "g".repeat(50))), "events.csv")
                        .size())
                .isEqualTo(1);
    }

    private static EventLog jsonLines(String content) {
        return EventReader.jsonLines().maxSkippedShare(1).read(bytes(content), "events.jsonl");
    }

    private static final String GOOD_JSON =
            "{\"customer_id\":\"c1\",\"time\":\"2024-01-05T10:00:00Z\",\"amount\":10.00,\"currency\":\"EUR\"}\n";

    @Test
    @DisplayName("B17: a line of JSON that is cut off is skipped, with its line and column")
    void cutJson() {
        EventLog log = jsonLines(GOOD_JSON + "{\"customer_id\":\"c1\",\n" + GOOD_JSON);
        assertThat(log.quality().accepted()).isEqualTo(2);
        assertThat(log.quality().count("invalid_json")).isEqualTo(1);
        assertThat(log.quality().toString()).containsPattern("line 2,  'column 2[01]'");
    }

    @Test
    @DisplayName("B18: 100,000 open brackets are skipped without a stack overflow")
    void deepJson() {
        assertThatThrownBy(() -> jsonLines("[".repeat(100_000) + "\n"))
                .isInstanceOf(EventReadException.class)
                .hasMessageContaining("cut off");
        assertOnlyRowSkipped(jsonLines("{\"x\":" + "[".repeat(100_000) + "\n"), "json_limit");
        assertOnlyRowSkipped(jsonLines("{\"amount\":" + "[".repeat(100_000) + "\n"), "nested_value");
    }

    @Test
    @DisplayName("B20: a number with a monstrous exponent is skipped without being expanded")
    void monstrousExponent() {
        // Expanding it takes minutes; the test's time would show it.
        for (String exponent : List.of("25000000", "2147483648", "99999999999999999999")) {
            assertOnlyRowSkipped(jsonLines(GOOD_JSON.replace("10.00", "1e" + exponent)), "amount_too_large");
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"Infinity", "-Infinity", "1d", "1f", "0x1p3", "12 pieces", "--1", "1e", "..", "10 %"})
    @DisplayName("B22, B23: what is no number is skipped")
    void notANumber(String amount) {
        assertOnlyRowSkipped(csv(amountRow(amount)), "amount_invalid");
    }

    @Test
    @DisplayName("B23: blanks around a number are not part of it, unless blanks are kept")
    void paddedNumber() {
        assertThat(((Purchase) onlyEvent(csv(amountRow(" 12 ")))).amount()).isEqualByComparingTo("12");
        assertOnlyRowSkipped(lenient().keepBlanks().read(bytes(amountRow(" 12 ")), "events.csv"), "amount_invalid");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {"1,234.50|1234.50", "1.234,50|1234.50", "1,5|1.5", "1.234.567|1234567", "EUR 12|12"})
    @DisplayName("B25: a number of any locale is read where it has one reading only")
    void otherLocales(String amount, BigDecimal read) {
        assertThat(((Purchase) onlyEvent(csv(amountRow(amount)))).amount()).isEqualByComparingTo(read);
    }

    @Test
    @DisplayName("B25: a comma before three digits is never read as a decimal mark, nor as anything else, by itself")
    void aCommaOfTwoReadings() {
        assertThatThrownBy(() -> csv(amountRow("1,234")))
                .isInstanceOf(EventReadException.class)
                .hasMessageContaining("column 'amount', value '1,234'")
                .hasMessageContaining("two readings, 1234 and 1.234")
                .hasMessageContaining("say \"decimal\" in the mapping");
    }

    @Test
    @DisplayName("B25: with a decimal mark in the mapping, numbers of that locale are exact")
    void localeOption() {
        ColumnMapping mapping =
                ColumnMapping.builder().customer("c").time("t").amount("a").build();
        CsvFormat format = CsvFormat.standard().delimiter(";");
        String content = "c;t;a\nc1;2024-01-05T10:00:00Z;1.234,50\n";
        assertThat(((Purchase) onlyEvent(lenient()
                                .mapping(mapping)
                                .format(format.decimal(','))
                                .read(bytes(content), "events.csv")))
                        .amount())
                .isEqualByComparingTo("1234.50");
        assertOnlyRowSkipped(
                lenient().mapping(mapping).format(format.decimal('.')).read(bytes(content), "events.csv"),
                "amount_against_decimal");
    }

    @Test
    @DisplayName("B26: an amount too large is skipped; one too small becomes zero and is counted")
    void overflowAndUnderflow() {
        assertOnlyRowSkipped(csv(amountRow("1e400")), "amount_too_large");
        EventLog tiny = csv(amountRow("1e-400"));
        assertThat(((Purchase) onlyEvent(tiny)).amount()).isEqualByComparingTo("0");
        assertThat(tiny.quality().count("number_rounded")).isEqualTo(1);
        assertThat(tiny.quality().count("zero_amount")).isEqualTo(1);
    }

    @Test
    @DisplayName("B27: a purchase with a negative amount is skipped, or a refund when asked; counted either way")
    void negativePurchase() {
        assertOnlyRowSkipped(csv(amountRow("-5.00")), "amount_negative");
        EventLog asked = lenient().negativeAmountsAsRefunds().read(bytes(amountRow("-5.00")), "events.csv");
        assertThat(((Refund) onlyEvent(asked)).amount()).isEqualByComparingTo("5.00");
        assertThat(asked.quality().count("negative_as_refund")).isEqualTo(1);
    }

    @Test
    @DisplayName("B28: a refund larger than all purchases is accepted and flagged; either sign is read")
    void refundBeyondPurchases() {
        EventLog log = csv(HEADER
                + "c1,2024-01-05T10:00:00Z,purchase,30.00,EUR,o1,\n"
                + "c1,2024-01-06T10:00:00Z,refund,-50.00,EUR,o1,\n"
                + "c1,2024-01-07T10:00:00Z,refund,50.00,EUR,o1,\n");
        assertThat(log.quality().accepted()).isEqualTo(3);
        assertThat(log.quality().count("refund_exceeds_purchases")).isEqualTo(2);
        assertThat(log.history("c1").events().subList(1, 3))
                .allSatisfy(event -> assertThat(((Refund) event).amount()).isEqualByComparingTo("50"));
    }

    @Test
    @DisplayName("B30: purchases of nothing are accepted and counted")
    void zeroAmount() {
        EventLog log = csv(amountRow("0.00"));
        assertThat(log.quality().accepted()).isEqualTo(1);
        assertThat(log.quality().count("zero_amount")).isEqualTo(1);
    }

    @Test
    @DisplayName("B32: a quantity beyond int and products beyond double's 53 bits stay exact")
    void largeNumbersStayExact() {
        ColumnMapping mapping = ColumnMapping.builder()
                .customer("c")
                .time("t")
                .amountProduct("q", "p")
                .quantity("q")
                .build();
        EventLog log = lenient()
                .mapping(mapping)
                .read(bytes("c,t,q,p\nc1,2024-01-05T10:00:00Z,2147483648,4194304.01\n"), "events.csv");
        Purchase purchase = (Purchase) onlyEvent(log);
        assertThat(purchase.quantity()).isEqualTo(2_147_483_648.0);
        assertThat(purchase.amount())
                .isEqualByComparingTo(new BigDecimal("2147483648").multiply(new BigDecimal("4194304.01")));
    }

    @Test
    @DisplayName("B33: several currencies without rates are an error that lists them with their counts")
    void severalCurrencies() {
        String content = HEADER + GOOD + GOOD + GOOD.replace("EUR", "USD");
        assertThat(failure(content))
                .hasMessageStartingWith("events.csv")
                .hasMessageContaining("EUR")
                .hasMessageContaining("USD")
                .hasMessageContaining("2")
                .hasMessageContaining("1");
        EventLog converted = EventReader.csv()
                .rates(ExchangeRates.into("EUR")
                        .rate("USD", new BigDecimal("0.5"))
                        .build())
                .read(bytes(content), "events.csv");
        assertThat(converted.currency()).isEqualTo("EUR");
        assertThat(converted.history("c1").events())
                .extracting(event -> ((Purchase) event).amount().doubleValue())
                .containsExactlyInAnyOrder(10.0, 10.0, 5.0);
    }

    @Test
    @DisplayName("a currency that is no code is skipped")
    void currencyNoCode() {
        assertOnlyRowSkipped(csv(HEADER + GOOD.replace("EUR", "euro")), "currency_invalid");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "2024-02-30T10:00:00Z",
                "2023-02-29T10:00:00Z",
                "2024-13-01T10:00:00Z",
                "2024-01-01T24:00:01Z",
                "2024-01-01T25:00:00Z",
                "2023-02-29T24:00:00Z",
                "2024-01-01T23:59:60Z",
                "2024-01-01T10:00:00+25:00",
                "yesterday",
                "20240101"
            })
    @DisplayName("B35: days and times that do not exist are skipped, not rolled over")
    void impossibleTimes(String time) {
        assertOnlyRowSkipped(csv(timeRow(time)), "time_invalid");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"03/04/2024", "3/4/2024 10:00", "3.4.24", "13-04-2024"})
    @DisplayName("B36: day and month that could be either are an error that asks for a pattern")
    void ambiguousDate(String time) {
        assertThat(failure(timeRow(time)))
                .hasMessageContaining("line 2 (record 1), column 'time', value '" + time + "'")
                .hasMessageContaining("ambiguous, give a pattern");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"2024-01-01T00:00:00", "2024-01-01 00:00", "2024-01-01"})
    @DisplayName("B37: a time without an offset is an error unless a zone is configured")
    void noZone(String time) {
        assertThat(failure(timeRow(time))).hasMessageContaining("time has no offset; give a zone");
        EventLog log = lenient().zone(ZoneId.of("Europe/Berlin")).read(bytes(timeRow(time)), "events.csv");
        assertThat(onlyEvent(log).time()).isEqualTo(Instant.parse("2023-12-31T23:00:00Z"));
    }

    @Test
    @DisplayName("B38: a local time in a gap is moved later by the gap and counted")
    void timeInGap() {
        EventLog log =
                lenient().zone(ZoneId.of("Europe/Berlin")).read(bytes(timeRow("2024-03-31T02:30")), "events.csv");
        assertThat(onlyEvent(log).time()).isEqualTo(Instant.parse("2024-03-31T01:30:00Z"));
        assertThat(log.quality().count("time_in_gap")).isEqualTo(1);
    }

    @Test
    @DisplayName("B40: events after the observed time are left out and counted; the rest is the same without them")
    void futureEvents() {
        String future = GOOD.replace("2024-01-05", "2199-01-05");
        Instant end = Instant.parse("2024-02-01T00:00:00Z");
        EventLog with = EventReader.csv().observedUntil(end).read(bytes(HEADER + GOOD + future), "events.csv");
        EventLog without = EventReader.csv().observedUntil(end).read(bytes(HEADER + GOOD), "events.csv");
        assertThat(with.quality().count("future")).isEqualTo(1);
        assertThat(with.quality().dropped()).isEqualTo(1);
        assertThat(with.history("c1").events()).isEqualTo(without.history("c1").events());
    }

    @Test
    @DisplayName("B42: rows in any order make the same log")
    void anyOrder() {
        Random random = new Random(42);
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            rows.add("c" + random.nextInt(50) + ",2024-01-" + (10 + random.nextInt(5)) + "T10:00:00Z,"
                    + (random.nextBoolean() ? "purchase," : "refund,") + random.nextInt(5) + ",EUR,o"
                    + random.nextInt(9) + ",");
        }
        EventLog sorted = csv(HEADER + String.join("\n", rows));
        Collections.shuffle(rows, random);
        EventLog shuffled = csv(HEADER + String.join("\n", rows));
        assertThat(shuffled.customers()).isEqualTo(sorted.customers());
        for (String customer : sorted.customers()) {
            assertThat(shuffled.history(customer).events())
                    .isEqualTo(sorted.history(customer).events());
        }
    }

    @Test
    @DisplayName("B43: an event id that comes twice is a duplicate; a row repeated without an id is kept and reported")
    void duplicates() {
        String header = "customer_id,time,amount,event_id\n";
        EventLog known = csv(header + "c1,2024-01-05T10:00:00Z,10,e1\n".repeat(3));
        assertThat(known.size()).isEqualTo(1);
        assertThat(known.quality().duplicates()).isEqualTo(2);
        EventLog unknown = csv(header + "c1,2024-01-05T10:00:00Z,10,\n".repeat(3));
        assertThat(unknown.size()).isEqualTo(3);
        assertThat(unknown.quality().duplicates()).isZero();
        assertThat(unknown.quality().count("repeated")).isEqualTo(2);
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"", "   ", "\t", "\u00a0", "\u3000"})
    @DisplayName("B45: rows without a customer are skipped, blanks kept or not")
    void noCustomer(String customer) {
        String content = HEADER + GOOD.replace("c1", customer);
        assertOnlyRowSkipped(csv(content), "customer_missing");
        assertOnlyRowSkipped(lenient().keepBlanks().read(bytes(content), "events.csv"), "customer_missing");
    }
}
