package dev.clv.features.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.CartAdd;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.EventKind;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Feedback;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import dev.clv.features.event.Review;
import dev.clv.features.event.Signal;
import dev.clv.features.event.View;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnMappingTest {

    private static final Instant T = Instant.parse("2024-01-05T10:00:00Z");

    private static EventLog read(String json, String content) {
        return EventReader.csv()
                .mapping(ColumnMapping.json(json))
                .strict()
                .read(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)), "events.csv");
    }

    private static List<CustomerEvent> eventsOf(EventLog log, String customer) {
        return log.history(customer).events();
    }

    @Test
    void everyKeyReachesItsEvent() {
        EventLog log = read("""
                {"skipLines": 2, "delimiter": "\\t", "header": ["id", "who", "when", "what", "paid", "cur", "basket", "sku",
                  "group", "units", "stars", "words", "signal", "number", "tier"],
                 "customer": "who", "time": {"column": "when", "pattern": "d MMM yyyy HH:mm", "zone": "UTC"},
                 "kind": {"column": "what", "values": {"buy": "purchase", "back": "refund", "look": "view",
                   "put": "cart_add", "rate": "review", "say": "feedback", "measure": "signal"}},
                 "amount": "paid", "currency": {"column": "cur"}, "order": "basket", "product": "sku",
                 "category": "group", "quantity": "units", "rating": "stars", "text": "words", "name": "signal",
                 "value": "number", "id": "id", "attributes": ["tier"]}
                """, """
                made by a spreadsheet
                -----
                1\tbuyer\t 5 JAN 2024 10:00\tbuy\t 12.50\tEUR\tb1\ts1\tg1\t2\t\t\t\t\tgold
                2\tbacker\t5 Jan 2024 10:00\tback\t-3.5\tEUR\tb1\ts1\tg1\t-1\t\t\t\t\t
                3\tlooker\t5 Jan 2024 10:00\tlook\tnone\tEUR\tb1\ts1\tg1\t\t\t\t\t\t
                4\tputter\t5 Jan 2024 10:00\tput\t\t\t\ts1\tg1\t3\t\t\t\t\t
                5\trater\t5 Jan 2024 10:00\trate\t\t\t\ts1\tg1\t\t4.5\tfine\t\t\t
                6\tsayer\t5 Jan 2024 10:00\tsay\t\t\t\t\t\t\t\t"a\ttab"\t\t\t
                7\tmeter\t5 Jan 2024 10:00\tmeasure\t\t\t\t\t\t\t\t\tminutes\t-1.25e1\t
                7\tmeter\t5 Jan 2024 10:00\tmeasure\t\t\t\t\t\t\t\t\tminutes\t-1.25e1\t
                """);
        assertThat(eventsOf(log, "buyer"))
                .containsExactly(
                        new AttributeChange(T, "tier", "gold"),
                        new Purchase(T, new BigDecimal("12.50"), 2, "b1", "s1", "g1"));
        assertThat(eventsOf(log, "backer")).containsExactly(new Refund(T, new BigDecimal("3.5"), 1, "b1", "s1", "g1"));
        assertThat(eventsOf(log, "looker")).containsExactly(new View(T, "s1", "g1"));
        assertThat(eventsOf(log, "putter")).containsExactly(new CartAdd(T, 3, "s1", "g1"));
        assertThat(eventsOf(log, "rater")).containsExactly(new Review(T, 4.5, "fine", "s1", "g1"));
        assertThat(eventsOf(log, "sayer")).containsExactly(new Feedback(T, "a\ttab"));
        assertThat(eventsOf(log, "meter")).containsExactly(new Signal(T, "minutes", -12.5));
        assertThat(log.quality().duplicates()).isEqualTo(1);
        assertThat(log.currency()).isEqualTo("EUR");
    }

    @Test
    void conditionsCombine() {
        EventLog log = read("""
                {"customer": "c", "time": "t", "amount": {"constant": 1},
                 "drop": [{"any": [{"column": "a", "equals": "x"}, {"column": "b", "atLeast": 10.5}]},
                          {"all": [{"column": "a", "blank": false}, {"not": {"column": "b", "atMost": -1}},
                                   {"column": "c", "startsWith": "t"}]}],
                 "refundWhen": {"column": "b", "equals": 7}}
                """, """
                c,t,a,b
                c1,2024-01-05T10:00:00Z,x,0
                c2,2024-01-05T10:00:00Z,,10.50
                c3,2024-01-05T10:00:00Z,,10.49
                t4,2024-01-05T10:00:00Z,y,0
                t5,2024-01-05T10:00:00Z,y,-1
                t6,2024-01-05T10:00:00Z,,not a number
                c7,2024-01-05T10:00:00Z,,7
                """);
        assertThat(log.customers()).containsExactly("c3", "c7", "t5", "t6");
        assertThat(eventsOf(log, "c7")).containsExactly(Refund.of(T, BigDecimal.ONE));
        assertThat(log.quality().count("rule_1")).isEqualTo(2);
        assertThat(log.quality().count("rule_2")).isEqualTo(1);
        assertThat(log.quality().toString()).contains("(a equals a text of 1 character (letters) or b at least 10.5)");
    }

    @Test
    void columnsLinedUpByBlanksKeepBlanksInsideQuotes() {
        EventLog log = read(
                """
                {"delimiter": "whitespace", "customer": "who", "time": "when", "amount": "paid", "product": "sku"}
                """,
                "  who   when                   paid\tsku  \r\n\r\n"
                        + "  c1    2024-01-05T10:00:00Z   10.00  \"a  b\"\r\n"
                        + "c2 2024-01-05T10:00:00Z 5 \"say \"\"x  y\"\"\"");
        assertThat(((Purchase) eventsOf(log, "c1").get(0)).product()).isEqualTo("a  b");
        assertThat(((Purchase) eventsOf(log, "c2").get(0)).product()).isEqualTo("say \"x  y\"");
    }

    @ParameterizedTest(name = "<{0}>")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"custommer\": \"c\"}|unknown key 'custommer', did you mean 'customer'?",
                "{\"Time\": \"t\"}|unknown key 'Time', did you mean 'time'?",
                "{\"zzz\": 1}|unknown key 'zzz', known are amount, attributes,",
                "{\"time\": {\"colum\": \"t\"}}|unknown key 'time.colum', did you mean 'column'?",
                "{\"time\": {\"column\": \"t\", \"patern\": \"y\"}}|unknown key 'time.patern', did you mean 'pattern'?",
                "{\"time\": {\"column\": \"t\", \"pattern\": \"HH\"}}|time pattern 'HH'",
                "{\"time\": {\"column\": \"t\", \"zone\": \"Mars\"}}|'time.zone' must be a zone",
                "{\"time\": {\"zone\": \"UTC\"}}|'time' needs the key 'column'",
                "{\"customer\": 5}|'customer' must be a text",
                "{\"customer\": \"c\"}|which column is 'time'",
                "{\"time\": \"t\"}|which column is 'customer'",
                "{\"amount\": {\"product\": [\"a\"]}}|'amount.product' must name two columns",
                "{\"amount\": {\"product\": [\"a\", \"b\"], \"constant\": 1}}|amount is mapped already",
                "{\"amount\": {\"constant\": -1}}|constant amount must be zero or more",
                "{\"kind\": {\"column\": \"k\", \"values\": {\"x\": \"buy\"}}}|'kind.values.x' must be one of purchase",
                "{\"drop\": {\"column\": \"a\"}}|'drop' must be a list",
                "{\"drop\": [{\"column\": \"a\"}]}|must be one condition",
                "{\"drop\": [{\"column\": \"a\", \"blank\": true, \"equals\": \"x\"}]}|must be one condition",
                "{\"drop\": [{\"blank\": true}]}|needs the key 'column'",
                "{\"drop\": [{\"column\": \"a\", \"startWith\": \"x\"}]}|unknown key 'drop.startWith', did you mean 'startsWith'?",
                "{\"drop\": [{\"all\": []}]}|'all' needs at least one condition",
                "{\"refundWhen\": {\"column\": \"a\", \"atMost\": \"0\"}}|'refundWhen.atMost' must be a number",
                "{\"header\": []}|header must name every column once, was empty",
                "{\"header\": [\"a\", \"a\"]}|header must name every column once",
                "{\"header\": [\"a\"], \"customer\": \"c\", \"time\": \"a\"}|asks for column 'c', which its header does not name",
                "{\"delimiter\": \"ab\"}|delimiter must be a single character or 'whitespace'",
                "{\"encoding\": \"UTF-88\"}|'encoding' must be an encoding such as UTF-8",
                "{\"drop\": [{\"column\": \"a\", \"atMost\": 1e999999999}]}|at most 18 digits on each side",
                "{\"drop\": [{\"column\": \"a\", \"atMost\": 1e9999999999}]}|'drop.atMost' must be a number",
                "{\"skipLines\": 1e9}|'skipLines' must be a whole number",
                "{\"customer\": \"c\"} x|not valid JSON in line 1, column",
                "` `|is not valid JSON: it is empty",
                "{\"delimiter\": \"x\"}|delimiter must not occur in values",
                "{\"skipLines\": -1}|skipLines must be zero or more",
                "{\"skipLines\": 1.5}|'skipLines' must be a whole number",
                "{\"decimal\": \";\"}|decimal mark must be",
                "{\"customer\": \"c\", \"customer\": \"d\"}|not valid JSON",
                "{\"customer\": |not valid JSON",
                "[]|must be a JSON object"
            })
    void mistakesAreRefusedByName(String json, String message) {
        assertThatThrownBy(() -> ColumnMapping.json(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("mapping: ")
                .hasMessageContaining(message);
    }

    @Test
    void whateverIsWrongWithTheJsonIsOneDocumentedException() {
        String digits = "7".repeat(400);
        for (String json : List.of(
                "{\"not\":".repeat(990),
                "[".repeat(100_000),
                "{\"drop\": [{\"column\": \"a\", \"atMost\": " + digits + "}]}",
                "{\"drop\": [{\"column\": \"a\", \"atMost\": " + digits + "e" + digits + "}]}",
                "{\"skipLines\": " + "7".repeat(4000) + "}",
                "{\"customer\": \"" + "x".repeat(100_000),
                "{\"customer\": tru}",
                "\u0000",
                "{'customer': 1}",
                "{\"" + "k".repeat(100_000) + "\": 1}")) {
            assertThatThrownBy(() -> ColumnMapping.json(json))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("mapping: ");
        }
        assertThatThrownBy(() -> ColumnMapping.json("{\"not\":".repeat(990)))
                .hasMessageContaining("it nests deeper than 64 levels");
        assertThatThrownBy(() -> ColumnMapping.json("{\n  \"customer\": oops}"))
                .hasMessageContaining("is not valid JSON in line 2, column ");
    }

    @Test
    void theBuilderSaysTheSameAsJson() throws IOException {
        ColumnMapping json = ColumnMapping.json("""
                {"customer": "c", "time": {"column": "t", "pattern": "d.M.yyyy", "zone": "Europe/Berlin"},
                 "amount": {"constant": 1}, "currency": {"column": "cur"}, "kind": {"constant": "refund"},
                 "drop": [{"any": [{"column": "o", "equals": "test"}, {"column": "n", "atLeast": 3}]}],
                 "header": ["c", "t", "cur", "o", "n"], "delimiter": ";", "decimal": ",", "skipLines": 1,
                 "encoding": "ISO-8859-1"}
                """);
        ColumnMapping built = ColumnMapping.builder()
                .customer("c")
                .time("t", "d.M.yyyy")
                .zone(ZoneId.of("Europe/Berlin"))
                .amountConstant(BigDecimal.ONE)
                .currencyColumn("cur")
                .kindConstant(EventKind.REFUND)
                .drop(RowCondition.any(
                        RowCondition.equalTo("o", "test"), RowCondition.atLeast("n", BigDecimal.valueOf(3))))
                .format(CsvFormat.standard()
                        .header("c", "t", "cur", "o", "n")
                        .delimiter(";")
                        .decimal(',')
                        .skipLines(1)
                        .encoding(StandardCharsets.ISO_8859_1))
                .build();
        String content = "made by a program\nc1;5.1.2024;EUR;;2,5\nc2;5.1.2024;EUR;test;1\nc3;5.1.2024;EUR;;3,0\n";
        for (ColumnMapping mapping : List.of(json, built)) {
            EventLog log = EventReader.csv()
                    .mapping(mapping)
                    .strict()
                    .read(new ByteArrayInputStream(content.getBytes(StandardCharsets.ISO_8859_1)), "events.csv");
            assertThat(log.customers()).containsExactly("c1");
            assertThat(log.currency()).isEqualTo("EUR");
            assertThat(log.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
            assertThat(eventsOf(log, "c1"))
                    .containsExactly(Refund.of(Instant.parse("2024-01-04T23:00:00Z"), BigDecimal.ONE));
            assertThat(log.quality().dropped()).isEqualTo(2);
        }
        assertThat(built.format()).isEqualTo(json.format());
    }

    @Test
    void aFileIsNamedInItsErrors(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("shop.json"), "{\"customr\": \"c\"}");
        assertThatThrownBy(() -> ColumnMapping.json(file))
                .hasMessage("shop.json: unknown key 'customr', did you mean 'customer'?");
    }

    @Test
    void aMisspeltStandardColumnIsRefusedAndAForeignOnePassedOver() {
        String rows = "\nc1,2024-01-05T10:00:00Z,5\n";
        assertThatThrownBy(() -> EventReader.csv()
                        .read(
                                new ByteArrayInputStream(
                                        ("customer_id,time,ammount" + rows).getBytes(StandardCharsets.UTF_8)),
                                "events.csv"))
                .isInstanceOf(EventReadException.class)
                .hasMessageContaining("column 'ammount' is not in the standard header, did you mean 'amount'?");
        EventLog log = EventReader.csv()
                .maxSkippedShare(1)
                .read(
                        new ByteArrayInputStream(
                                ("customer_id,time,warehouse" + rows).getBytes(StandardCharsets.UTF_8)),
                        "events.csv");
        assertThat(log.quality().count("amount_missing")).isEqualTo(1);
    }
}
