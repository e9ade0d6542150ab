package dev.clv.features.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.event.CartAdd;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Refund;
import dev.clv.features.event.View;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingProposalTest {

    @TempDir
    Path folder;

    private Path file(String content) throws IOException {
        return file(content, StandardCharsets.UTF_8);
    }

    private Path file(String content, Charset charset) throws IOException {
        return Files.write(folder.resolve("shop.csv"), content.getBytes(charset));
    }

    /** Any form of file, with columns that have usual names, is read back to the events that were written. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                ", ! yyyy-MM-dd HH:mm:ss ! . ! UTF-8 ! \\n ! 0",
                "; ! d.M.yyyy H:mm ! , ! UTF-8 ! \\r\\n ! 0",
                "; ! d/M/yyyy H:mm ! , ! windows-1252 ! \\n ! 3",
                "| ! M/d/yyyy h:mm a ! . ! UTF-16LE ! \\n ! 0",
                "tab ! yyyyMMdd ! . ! UTF-16BE ! \\r ! 1",
                ", ! d MMM yyyy H:mm:ss ! . ! ISO-8859-1 ! \\n ! 2",
                "; ! yyyy/M/d H:mm ! , ! UTF-8 ! \\n ! 0"
            })
    void filesOfAnyFormAreReadBack(
            String delimiter, String pattern, char mark, String encoding, String end, int linesAbove)
            throws IOException {
        String separator = delimiter.equals("tab") ? "\t" : delimiter;
        DateTimeFormatter times = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
        SplittableRandom random = new SplittableRandom(7);
        StringBuilder content = new StringBuilder();
        for (int i = 0; i < linesAbove; i++) {
            content.append("report made by a shop\n");
        }
        content.append(String.join(separator, "Order ID", "Customer", "Order Date", "Total", "Qty", "SKU", "City"))
                .append('\n');
        EventLog.Builder expected = EventLog.builder();
        LocalDateTime time = LocalDateTime.parse("2023-11-20T08:00:00");
        for (int i = 0; i < 300; i++) {
            time = time.plusMinutes(random.nextInt(1000));
            String written = times.format(time);
            LocalDateTime kept = pattern.contains("H") || pattern.contains("h")
                    ? LocalDateTime.parse(written, times)
                    : time.toLocalDate().atStartOfDay();
            BigDecimal amount = BigDecimal.valueOf(random.nextInt(1, 90_000), 2);
            int quantity = random.nextInt(1, 5);
            String customer = "c" + random.nextInt(40);
            content.append(String.join(
                            separator,
                            "o" + i,
                            customer,
                            '"' + written + '"',
                            '"' + amount.toPlainString().replace('.', mark) + '"',
                            "" + quantity,
                            "s" + random.nextInt(9),
                            "Z\u00fcrich"))
                    .append('\n');
            String sku = content.substring(content.lastIndexOf(separator + "s") + 1, content.lastIndexOf(separator));
            expected.add(customer, new Purchase(kept.toInstant(ZoneOffset.UTC), amount, quantity, "o" + i, sku, null));
        }
        String text = content.toString().replace("\n", end.replace("\\n", "\n").replace("\\r", "\r"));
        Path file = file(text, Charset.forName(encoding));

        MappingProposal proposal = MappingProposal.of(file);
        EventLog log = EventReader.csv().mapping(proposal.mapping()).strict().read(file);

        EventLog wanted = expected.build();
        assertThat(log.customers()).isEqualTo(wanted.customers());
        for (String customer : wanted.customers()) {
            assertThat(log.history(customer).events())
                    .as(proposal.json())
                    .isEqualTo(wanted.history(customer).events());
        }
        assertThat(ColumnMapping.json(proposal.json()).format())
                .isEqualTo(proposal.mapping().format());
        assertThat(proposal.notes())
                .anyMatch(note -> note.contains("300 rows: 300 accepted"))
                .anyMatch(note -> note.startsWith("the customer is 'Customer' by its name"))
                .anyMatch(note -> note.startsWith("passed over: City"))
                .noneMatch(note -> note.contains("AMBIGUOUS"));
        assertThat(proposal.notes().stream().anyMatch(note -> note.contains("the file is ")))
                .isEqualTo(!encoding.equals("UTF-8"));
    }

    @Test
    void dayAndMonthAreNeverGuessedInSilence() throws IOException {
        String header = "customer_number,order_date,amount\n";
        MappingProposal ascending =
                MappingProposal.of(file(header + "a,01/02/2024,1\nb,02/02/2024,1\na,03/02/2024,1\nb,01/03/2024,1\n"));
        assertThat(ascending.mapping().timePatterns).containsExactly("d/M/yyyy");
        assertThat(ascending.notes())
                .anyMatch(note -> note.startsWith("AMBIGUOUS: the times of 'order_date' fit both d/M/yyyy and M/d/yyyy")
                        && note.contains("more in order of time"));

        MappingProposal american =
                MappingProposal.of(file(header + "a,02/01/2024,1\nb,02/02/2024,1\na,02/03/2024,1\nb,03/01/2024,1\n"));
        assertThat(american.mapping().timePatterns).containsExactly("M/d/yyyy");

        MappingProposal open = MappingProposal.of(file(header + "a,02/02/2024,1\nb,03/03/2024,1\n"));
        assertThat(open.notes())
                .anyMatch(note -> note.contains("fit both d/M/yyyy and M/d/yyyy") && note.contains("without evidence"));

        MappingProposal clear = MappingProposal.of(file(header + "a,02/01/2024,1\nb,13/03/2024,1\n"));
        assertThat(clear.mapping().timePatterns).containsExactly("d/M/yyyy");
        assertThat(clear.notes()).noneMatch(note -> note.contains("AMBIGUOUS"));
    }

    @Test
    void marksOfNumbersThatCanBeReadInTwoWaysAreSaid() throws IOException {
        String header = "client;date;amount\n";
        assertThat(MappingProposal.of(file(header + "a;2024-01-01;1,234\nb;2024-01-02;5,678\na;2024-01-03;12,000\n"))
                        .notes())
                .anyMatch(note -> note.startsWith("AMBIGUOUS: 'amount' can be read with a decimal comma"));
        assertThat(MappingProposal.of(file(header + "a;2024-01-01;1.234\nb;2024-01-02;5.678\na;2024-01-03;12.000\n"))
                        .notes())
                .anyMatch(note -> note.startsWith("AMBIGUOUS: every point in 'amount' stands before three digits"));
        assertThat(MappingProposal.of(file(header + "a;2024-01-01;1.234,50\nb;2024-01-02;5,6\na;2024-01-03;7\n"))
                        .json())
                .contains("\"decimal\": \",\"");
    }

    private static String orders(int count, String items) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"order_id\": \"o" + i + "\", \"customer\": {\"id\": \"c" + i % 7
                        + "\"}, \"created_at\": \"2024-01-" + (10 + i % 20) + "T10:00:00Z\"" + items + "}")
                .collect(Collectors.joining(",\n"));
    }

    private EventLog proposed(MappingProposal proposal, Path file) {
        return EventReader.jsonLines().mapping(proposal.mapping()).strict().read(file);
    }

    @Test
    void theListWithinAnObjectIsProposedAndReadWhateverElseIsThere() throws IOException {
        String list = orders(40, ", \"total\": 12.50");
        for (String content : List.of(
                "{\"orders\": [" + list + "], \"next\": null}",
                "{\"shops\": [{\"id\": 1}], \"orders\": [" + list + "]}\n")) {
            Path file = file(content);
            MappingProposal proposal = MappingProposal.of(file);
            assertThat(proposal.json()).contains("\"records\": \"orders\"", "\"customer\": \"customer.id\"");
            assertThat(proposed(proposal, file).quality().accepted()).isEqualTo(40);
        }
        Path deeper = file("{\"data\": {\"orders\": ["
                + orders(
                        40,
                        ", \"items\": [{\"sku\": \"a\", \"price\": 2.50, \"quantity\": 2}, {\"sku\": \"b\", \"price\": 4, \"quantity\": 1}]")
                + "]}}");
        MappingProposal proposal = MappingProposal.of(deeper);
        assertThat(proposal.json()).contains("\"records\": \"data.orders\"", "items[].price");
        assertThat(proposed(proposal, deeper).quality().accepted()).isEqualTo(80);
    }

    @Test
    void ofCustomersWithOrdersTheAmountIsTheOrdersOrElseTheItems() throws IOException {
        for (boolean total : new boolean[] {true, false}) {
            String order = "{\"order_id\": \"o%d\", \"created_at\": \"2024-01-%d\"" + (total ? ", \"total\": 9" : "")
                    + ", \"items\": [{\"sku\": \"a\", \"price\": 2.50, \"quantity\": 2}, {\"sku\": \"b\", \"price\": 4, \"quantity\": 1}]}";
            Path file = file(IntStream.range(0, 20)
                    .mapToObj(
                            i -> "{\"customer_id\": \"c" + i + "\", \"orders\": [" + order.formatted(2 * i, 10 + i % 9)
                                    + ", " + order.formatted(2 * i + 1, 19 + i % 9) + "]}\n")
                    .collect(Collectors.joining()));
            MappingProposal proposal = MappingProposal.of(file);
            assertThat(proposal.json())
                    .contains(total ? "\"amount\": \"orders[].total\"" : "orders[].items[].price")
                    .doesNotContain("records");
            assertThat(EventReader.jsonLines()
                            .mapping(proposal.mapping())
                            .zone(ZoneOffset.UTC)
                            .read(file)
                            .quality()
                            .accepted())
                    .isEqualTo(total ? 40 : 80);
        }
    }

    @Test
    void quantityTimesPriceRefundsAndBlanksAreFound() throws IOException {
        Path file = file("InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
                + "1,A,6,2010-12-01 08:26:00,2.55,17850,UK\n"
                + "C2,A,-1,2010-12-02 08:26:00,2.55,17850,UK\n"
                + "3,B,2,2010-12-03 08:26:00,3.00,,UK\n");
        MappingProposal proposal = MappingProposal.of(file);
        EventLog log = EventReader.csv().mapping(proposal.mapping()).strict().read(file);

        assertThat(log.customers()).containsExactly("17850");
        assertThat(log.history("17850").events(Purchase.class))
                .extracting(Purchase::amount)
                .containsExactly(new BigDecimal("15.30"));
        assertThat(log.history("17850").events(Refund.class))
                .extracting(Refund::order)
                .containsExactly("C2");
        assertThat(log.quality().dropped()).isEqualTo(1);
        assertThat(proposal.notes())
                .contains(
                        "the amount is the product of 'Quantity' and 'UnitPrice'",
                        "rows with a negative 'Quantity' are read as refunds: 1 here",
                        "rows without a customer are dropped");
    }

    @Test
    void kindsOfEventAreTranslatedAndUnknownOnesDroppedWithANote() throws IOException {
        Path file = file("event_time,event_type,product_id,price,user_id\n"
                + "2019-10-01 00:00:00 UTC,view,1,35.79,541\n"
                + "2019-10-01 00:00:01 UTC,add-to-cart,1,35.79,541\n"
                + "2019-10-01 00:00:02 UTC,purchase,1,35.79,541\n"
                + "2019-10-01 00:00:03 UTC,remove_from_cart,1,35.79,541\n");
        MappingProposal proposal = MappingProposal.of(file);
        EventLog log = EventReader.csv().mapping(proposal.mapping()).strict().read(file);

        assertThat(log.history("541").events()).hasExactlyElementsOfTypes(View.class, CartAdd.class, Purchase.class);
        assertThat(log.quality().dropped()).isEqualTo(1);
        assertThat(proposal.notes()).anyMatch(note -> note.startsWith("rows of 'remove_from_cart'"));
    }

    @Test
    void aFileWithoutAHeaderIsReadByItsValues() throws IOException {
        Path file = file(" 00004 0001 19970101  2   29.33\n 00004 0001 19970118  2   29.73\n"
                + " 00021 0002 19970101  3   63.34\n");
        MappingProposal proposal = MappingProposal.of(file);
        EventLog log = EventReader.csv().mapping(proposal.mapping()).strict().read(file);

        assertThat(log.customers()).containsExactly("00004", "00021");
        assertThat(log.history("00004").events(Purchase.class))
                .extracting(Purchase::amount)
                .containsExactly(new BigDecimal("29.33"), new BigDecimal("29.73"));
        assertThat(proposal.notes()).anyMatch(note -> note.startsWith("the first line holds no names"));
        assertThat(String.join("\n", proposal.notes())).doesNotContain("00004");
    }

    @Test
    void theStandardHeaderNeedsNoMapping() throws IOException {
        Path file = file("customer_id,time,type,amount,currency,name,value,attr.tier\n"
                + "c1,2024-01-01T00:00:00Z,purchase,5,EUR,,,gold\nc1,2024-01-02T00:00:00Z,signal,,,minutes,3,\n");
        MappingProposal proposal = MappingProposal.of(file);

        assertThat(proposal.notes().get(0)).startsWith("the file has the standard header");
        assertThat(EventReader.csv()
                        .mapping(proposal.mapping())
                        .strict()
                        .read(file)
                        .size())
                .isEqualTo(2);
    }

    @Test
    void aColumnThatNeverRepeatsIsADoubtfulCustomer() throws IOException {
        StringBuilder rows = new StringBuilder("id,date,amount\n");
        for (int i = 0; i < 30; i++) {
            rows.append(i).append(",2024-01-05,1\n");
        }
        assertThat(MappingProposal.of(file(rows.toString())).notes())
                .anyMatch(note -> note.startsWith("AMBIGUOUS: 'id' never repeats"));
    }

    @Test
    void theSampleOfALargeFileEndsWithAWholeRow() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("customer_id;date;amount;note\n".getBytes(StandardCharsets.UTF_8));
            byte[] row = ("c1;2024-01-05;1;" + "x".repeat(1000) + "\n").getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 12_000; i++) {
                gzip.write(row);
            }
        }
        MappingProposal proposal = MappingProposal.of(Files.write(folder.resolve("big.gz"), packed.toByteArray()));

        assertThat(proposal.notes().get(proposal.notes().size() - 1)).contains(" 0 skipped");
    }

    /** Rows of a header, each of the cells in turn with its number in place of #. */
    private MappingProposal proposed(String header, String... rows) throws IOException {
        return MappingProposal.of(file(header + "\n"
                + IntStream.range(0, 60)
                        .mapToObj(i -> rows[i % rows.length].replace("#", String.valueOf(i % 28 + 1)) + "\n")
                        .collect(Collectors.joining())));
    }

    @ParameterizedTest
    @CsvSource({
        "transaction_type, sale, return",
        "art, Rechnung, Gutschrift",
        "Type, Invoice, Credit Memo",
        "tipo, venta, devolución",
        "Belegart, Verkauf, Rückgabe"
    })
    void wordsForSalesAndReturnsAreKinds(String column, String sale, String back) throws IOException {
        MappingProposal proposal = proposed(
                "customer_id,date,total," + column,
                "c#,2024-01-#,5.50," + sale,
                "c#,2024-02-#,7.25," + sale,
                "c#,2024-03-#,2.50," + back);
        EventLog log =
                EventReader.csv().mapping(proposal.mapping()).maxSkippedShare(1).read(folder.resolve("shop.csv"));

        assertThat(proposal.json()).contains("\"" + sale + "\": \"purchase\"", "\"" + back + "\": \"refund\"");
        assertThat(log.history("c28").events().size()).isPositive();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1#.1.2024;9:05 | d.M.yyyy H:mm",
                "1/2#/2024;10:36 AM | M/d/yyyy h:mm a",
                "2#/01/2024;23:59:59 | d/M/yyyy H:mm:ss"
            })
    void aDateAndATimeOfDayAreOneTime(String cells, String pattern) throws IOException {
        StringBuilder rows = new StringBuilder("Kunde;Datum;Uhrzeit;Betrag\n");
        for (int i = 0; i < 60; i++) {
            rows.append("k")
                    .append(i % 9)
                    .append(';')
                    .append(cells.replace("#", "" + i % 9))
                    .append(";1,50\n");
        }
        MappingProposal proposal = MappingProposal.of(file(rows.toString()));

        assertThat(proposal.json())
                .contains("{\"columns\": [\"Datum\", \"Uhrzeit\"], \"pattern\": \"" + pattern + "\"");
        assertThat(proposal.notes().get(proposal.notes().size() - 1)).contains("60 accepted, 0 dropped, 0 skipped");
    }

    @Test
    void countsSinceTheEpochHaveNoRivalAndMonthsInWordsAreRead() throws IOException {
        assertThat(String.join(
                        "\n",
                        proposed("customer_id,time,amount", "c#,16726557830#0,5.50")
                                .notes()))
                .doesNotContain("AMBIGUOUS: the times");
        assertThat(proposed("customer_id,date,amount", "c#,\"Jan 02, 2023, 10:36 AM\",5.50")
                        .json())
                .contains("\"pattern\": \"MMM d, yyyy, h:mm a\"");
    }

    @Test
    void wholeNumbersBesideACurrencyInSmallLettersAreAskedAbout() throws IOException {
        MappingProposal cents = proposed("customer_id,date,amount,currency", "c#,2024-01-01,199#,eur");

        assertThat(cents.json()).contains("\"currency\": {\"column\": \"currency\"}");
        assertThat(cents.notes()).anyMatch(note -> note.startsWith("MINOR UNITS? 'amount'"));
        assertThat(proposed("customer_id,date,amount_cents", "c#,2024-01-01,199#")
                        .notes())
                .anyMatch(note -> note.startsWith("MINOR UNITS? 'amount_cents'"));
        assertThat(proposed("customer_id,date,amount,currency", "c#,2024-01-01,199#,JPY")
                        .notes())
                .noneMatch(note -> note.startsWith("MINOR UNITS?"));
        assertThat(proposed("customer_id,date,amount,currency", "c#,2024-01-01,19.#,eur")
                        .notes())
                .noneMatch(note -> note.startsWith("MINOR UNITS?"));
    }

    @Test
    void anAddressIsACustomerRatherThanAName() throws IOException {
        MappingProposal both = proposed("customer_name,Buyer E-mail,date,total", "n,e#@shop.example,2024-01-01,5.50");
        MappingProposal name = proposed("customer_name,date,total", "n#,2024-01-01,5.50");

        assertThat(both.json()).contains("\"customer\": \"Buyer E-mail\"");
        assertThat(both.notes()).noneMatch(note -> note.startsWith("NAMES:"));
        assertThat(name.notes()).anyMatch(note -> note.startsWith("NAMES: 'customer_name'"));
    }

    @Test
    void listsThatAreLeftOutAreNamed() throws IOException {
        String record = "{\"customer_id\": \"c1\", \"date\": \"2024-01-05\", \"total\": 5.5}";
        String two = "{\"orders\": [" + record + ", " + record + "], \"refunds\": [" + record + "]}";

        assertThat(MappingProposal.of(Files.writeString(folder.resolve("two.json"), two))
                        .notes())
                .anyMatch(note -> note.startsWith("LEFT OUT:") && note.contains("'refunds'"));
        assertThat(MappingProposal.of(Files.writeString(
                                folder.resolve("one.json"), "{\"orders\": [" + record + "], \"next\": null}"))
                        .notes())
                .noneMatch(note -> note.startsWith("LEFT OUT:"));
    }

    @Test
    void linesThatRepeatTheTotalOfTheirOrderAreNoConflicts() throws IOException {
        MappingProposal proposal = proposed(
                "order_id,customer_id,date,sku,order_total", "a#,c#,2024-01-#,s1,5#.50", "a#,c#,2024-01-#,s2,5#.50");
        EventLog log = EventReader.csv().mapping(proposal.mapping()).read(folder.resolve("shop.csv"));

        assertThat(log.quality().accepted()).isEqualTo(28);
        assertThat(log.quality().counts())
                .noneMatch(count -> count.reason().key().equals("event_id_conflict"));
    }

    @Test
    void filesThatAreNoLogAreRefusedInWords() throws IOException {
        assertThatThrownBy(() -> MappingProposal.of(folder.resolve("none.csv")))
                .isInstanceOf(EventReadException.class)
                .hasMessage("none.csv: there is no such file; check the path");
        for (List<String> refused : List.of(
                List.of("", "empty file"),
                List.of(" \n\n", "empty file"),
                List.of("just\none\ncolumn\n", "has no columns separated by"),
                List.of("{\"customer_id\": \"c1\"}\n", "no column holds times in a known form"),
                List.of("customer,age\na,31\n", "no column holds times in a known form"),
                List.of("customer,date\n", "no column holds times in a known form"),
                List.of("seller,date\ns1,2024-01-05\n", "no column looks like a customer, columns are seller, date"))) {
            Path file = file(refused.get(0));
            assertThatThrownBy(() -> MappingProposal.of(file))
                    .as(refused.get(0))
                    .isInstanceOf(EventReadException.class)
                    .hasMessageContaining(refused.get(1));
        }
    }

    @Test
    void columnsOfTheSameNameAreToldAndGetNamesOfTheirOwn() throws IOException {
        StringBuilder rows = new StringBuilder("customer,date,price,price\n");
        for (int i = 0; i < 40; i++) {
            rows.append("c")
                    .append(i % 7)
                    .append(",2024-01-")
                    .append(10 + i % 20)
                    .append(",1.50,3\n");
        }
        Path file = file(rows.toString());

        MappingProposal proposal = MappingProposal.of(file);

        assertThat(proposal.notes())
                .anyMatch(note -> note.startsWith("the header has more than one column 'price'"))
                .noneMatch(note -> note.contains("holds no names"));
        assertThat(proposal.json())
                .contains("\"header\": [\"customer\", \"date\", \"price\", \"price (2)\"]", "\"skipLines\": 1");
        assertThat(EventReader.csv()
                        .mapping(ColumnMapping.json(proposal.json()))
                        .read(file)
                        .size())
                .isEqualTo(40);
    }

    @Test
    void wholeNumbersThatEndAsPricesDoAreAskedAbout() throws IOException {
        assertThat(proposed("customer_id,date,amount,currency", "c#,2024-01-01,1#99,EUR")
                        .notes())
                .anyMatch(note -> note.startsWith("MINOR UNITS? 'amount'") && note.contains("end as prices do"));
        for (String row : List.of(
                "c#,2024-01-01,1#00,EUR",
                "c#,2024-01-01,1#99,JPY",
                "c#,2024-01-01,1#.99,EUR",
                "c#,2024-01-01,1#,EUR")) {
            assertThat(proposed("customer_id,date,amount,currency", row).notes())
                    .as(row)
                    .noneMatch(note -> note.startsWith("MINOR UNITS?"));
        }
    }

    @Test
    void thePriceOfAnItemInReportsOfAmazonIsThatOfTheWholeLine() throws IOException {
        String header = "order-id,purchase-date,order-status,sku,quantity,currency,item-price,buyer-email";
        String[] rows = {
            "302-#,2024-01-02T10:00:00+00:00,Shipped,M-1,2,EUR,4#.00,c#@example.org",
            "302-#,2024-01-02T10:00:00+00:00,Shipped,M-2,1,EUR,3#.50,c#@example.org",
            "302-#,2024-01-02T10:00:00+00:00,Shipped,M-3,3,EUR,2#.10,c#@example.org"
        };

        assertThat(proposed("amazon-" + header, rows).json())
                .contains("\"amount\": \"item-price\"")
                .contains("\"quantity\": \"quantity\"");
        assertThat(proposed(header, rows).json()).contains("\"amount\": {\"product\": [\"quantity\", \"item-price\"]}");
    }

    @Test
    void daysOfExcelAreProposedWithAWordOnOldMacs() throws IOException {
        assertThat(proposed("customer_id,date,amount", "c#,45292.5,5.50").notes())
                .anyMatch(note -> note.contains("write excel-days-1904"));
    }
}
