package dev.clv.features.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.features.SharedData;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.Review;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The mapping proposed for an export reads the right sums by itself. */
class ProposedExportsTest {

    @TempDir
    Path folder;

    static Stream<Arguments> exports() {
        return Stream.of(
                export("shopify", PresetTest.SHOPIFY, "ann@example.org", "2: 105 - 30"),
                export("woocommerce", PresetTest.WOOCOMMERCE, "ann@example.org", "2: 95 - 20"),
                export("advanced", PresetTest.ADVANCED, "ann@example.org", "2: 95 - 20"),
                export("magento", PresetTest.MAGENTO, "ann@example.org", "2: 95 - 20"),
                export("stripe", PresetTest.STRIPE, "cus_1", "2: 95 - 80"),
                export("amazon", PresetTest.AMAZON.replace(',', '\t'), "x1@marketplace.example", "2: 80.63 - 0"),
                export("olist", PresetTest.OLIST, "u1", "2: 77.42 - 0"),
                export("german", """
                        Kundennr;Bestelldatum;Bestellnummer;Artikelnr;Menge;Betrag
                        K1;05.01.2024;B1;A7;2;1.234,50
                        K2;06.01.2024;B2;A8;1;7,00
                        K1;17.02.2024;B3;A7;1;12,25
                        """, "K1", "2: 1246.75 - 0"),
                export("excel-days", """
                        client,order date,qty,price
                        c1,45296.5,2,10.00
                        c2,45300.25,1,3.50
                        c1,45310,3,1.25
                        """, "c1", "2: 23.75 - 0"),
                export("pandas", """
                        ,user_id,ordered_at,grand_total
                        0,u1,2024-01-05 10:00:00,12.50
                        1,u2,2024-01-06 10:00:00,7.00
                        2,u1,2024-01-07 10:00:00,1.00
                        """, "u1", "2: 13.5 - 0"),
                export("chinese", """
                        \u8ba2\u5355\u53f7,\u5ba2\u6237\u7f16\u53f7,\u4e0b\u5355\u65f6\u95f4,\u5546\u54c1,\u6570\u91cf,\u91d1\u989d
                        D1,\u738b1,2024-01-05 10:00:00,\u676f,2,30.50
                        D2,\u674e2,2024-01-06 10:00:00,\u676f,1,15.25
                        D3,\u738b1,2024-01-09 10:00:00,\u58f6,1,99.00
                        """, "\u738b1", "2: 129.5 - 0"),
                export("portuguese", """
                        id_cliente;data_pedido;produto;quantidade;valor_total
                        7;05/01/2024 10:30;caneca;2;1.030,50
                        8;25/01/2024 11:30;copo;1;15,25
                        7;09/02/2024 12:30;bule;1;99,00
                        """, "7", "2: 1129.5 - 0"),
                export("epoch seconds by value", """
                        member,when_it_was,spend
                        m1,1704448800,12.50
                        m2,1704535200,7.00
                        m1,1704621600,1.00
                        """, "m1", "2: 13.5 - 0"),
                export("epoch millis by value", """
                        member,x,spend
                        m1,1704448800000,12.50
                        m2,1704535200000,7.00
                        m1,1704621600000,1.00
                        """, "m1", "2: 13.5 - 0"),
                export("net and a refund column", """
                        account,date,Net,amount returned as refund
                        a1,2024-01-05,40.00,0
                        a2,2024-01-06,10.00,
                        a1,2024-01-07,5.00,5.00
                        """, "a1", "2: 45 - 5"),
                export("order totals on every line", """
                        order_no,buyer,date,order_total,item
                        o1,b1,2024-01-05,50.00,mug
                        o1,b1,2024-01-05,50.00,cup
                        o2,b1,2024-01-06,20.00,cup
                        o2,b1,2024-01-06,20.00,pot
                        o3,b2,2024-01-07,9.00,pot
                        """, "b1", "2: 70 - 0"),
                export("order total on every line beside price and quantity", """
                        order_no,buyer,date,order_total,price,qty
                        o1,b1,2024-01-05,50.00,10.00,2
                        o1,b1,2024-01-05,50.00,15.00,2
                        o2,b1,2024-01-06,20.00,20.00,1
                        o3,b2,2024-01-07,9.00,4.00,1
                        o3,b2,2024-01-07,9.00,5.00,1
                        """, "b1", "3: 70 - 0"),
                export("total on the first line only", """
                        order_no,customer,date,Subtotal,Shipping,Grand Total
                        o1,c1,2024-01-05,45.00,5.00,50.00
                        o1,c1,2024-01-05,,,
                        o2,c1,2024-01-06,20.00,0.00,20.00
                        """, "c1", "2: 70 - 0"),
                export("signed refunds", """
                        shopper;when;total
                        s1;2024-01-05;20,00
                        s2;2024-01-05;8,00
                        s1;2024-01-08;-5,50
                        """, "s1", "1: 20 - 5.5"),
                export("json lines", """
                        {"id": 1, "customer": {"id": "c1", "email": "x"}, "created_at": "2024-01-05T10:00:00Z", "totals": {"net": 8.5, "gross": 10.25}}
                        {"id": 2, "customer": {"id": "c2", "email": "y"}, "created_at": "2024-01-06T10:00:00Z", "totals": {"net": 1, "gross": 2}}
                        {"id": 3, "customer": {"id": "c1", "email": "x"}, "created_at": "2024-01-07T10:00:00Z", "totals": {"net": 3, "gross": 4.5}}
                        """, "c1", "2: 14.75 - 0"),
                export("json list with items", """
                        [
                          {"order_id": "o1", "items": [{"sku": "a", "price": 10.5, "qty": 2}, {"sku": "b", "price": "3.00", "qty": 1}],
                           "customer": {"id": 7}, "placed_at": 1704448800, "total": 24},
                          {"order_id": "o2", "items": [{"sku": "a", "price": 10.5, "qty": 1}],
                           "customer": {"id": 8}, "placed_at": 1704535200, "total": 10.5},
                          {"order_id": "o3", "items": [{"sku": "c", "price": 1.25, "qty": 4}],
                           "customer": {"id": 7}, "placed_at": 1704621600, "total": 5}
                        ]
                        """, "7", "3: 29 - 0"));
    }

    private static Arguments export(String name, String content, String customer, String spent) {
        return Arguments.of(name, content, customer, spent);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("exports")
    void theProposalReadsTheRightSums(String name, String content, String customer, String spent) throws IOException {
        for (Charset charset : new Charset[] {StandardCharsets.UTF_8, StandardCharsets.UTF_16}) {
            Path file = Files.write(folder.resolve("export"), content.getBytes(charset));
            MappingProposal proposal = MappingProposal.of(file);
            EventLog log = read(proposal, file);
            assertThat(PresetTest.spent(log, customer))
                    .as("%s in %s by %s %s", name, charset, proposal.json(), proposal.notes())
                    .isEqualTo(spent);
            assertThat(log.quality().skipped()).isZero();
        }
    }

    private static EventLog read(MappingProposal proposal, Path file) {
        FileEventReader<?> reader = FileSample.of(file).isJson() ? EventReader.jsonLines() : EventReader.csv();
        reader.mapping(proposal.mapping());
        return reader.read(file);
    }

    @Test
    void whatIsDoubtfulIsSaid() throws IOException {
        assertThat(notes("user,date\nu1,2024-01-05\nu1,2024-01-06\n"))
                .anyMatch(note -> note.startsWith("NO AMOUNT: ") && note.contains("no money"));
        assertThat(notes("user,date,total,discount,shipping,status\n"
                        + "u1,2024-01-05,5,1,2,paid\nu1,2024-01-06,6,1,2,cancelled\n"))
                .anyMatch(note -> note.startsWith("the amount is taken as it stands, without discount, shipping;"))
                .anyMatch(note -> note.startsWith("orders count whatever status says"));
    }

    @Test
    void aFileOfRatingsIsOneOfReviews() throws IOException {
        Path file = file("user,date,stars,comment\nu1,2024-01-05,5,good\nu2,2024-01-06,1,\nu1,2024-02-06,3,so so\n");
        MappingProposal proposal = MappingProposal.of(file);
        EventLog log = read(proposal, file);
        assertThat(log.history("u1").events()).hasOnlyElementsOfType(Review.class);
        assertThat(proposal.json()).contains("\"rating\": \"stars\"", "\"text\": \"comment\"");
    }

    @Test
    void numbersThatCouldBeIdsAreNoTimes() throws IOException {
        String rows = "customer,phone_number,amount\nc1,1704448800,5\nc2,1704535200,6\n";
        assertThat(notes(rows)).anyMatch(note -> note.startsWith("the time is 'phone_number' by its values only"));
        assertThat(notes("customer,order_id,date,amount\nc1,1704448800,2024-01-05,5\nc2,1704535200,2024-01-06,6\n"))
                .noneMatch(note -> note.contains("by its values only"));
    }

    private Iterable<String> notes(String content) throws IOException {
        return MappingProposal.of(file(content)).notes();
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("shop.csv"), content);
    }

    /** Customers, purchases and what they cost as another program counts them in the files. */
    @ParameterizedTest
    @CsvSource({
        "cdnow/CDNOW_sample.txt.gz, 2357, 6919, 244091.94",
        "lifetimes_example/example_transactions.csv.gz, 5000, 15273, 15273",
        // 416 of the 75,000 rows, all those of four households among them, have the quantity 0 and cost nothing.
        "completejourney_sample/transactions_sample.csv.gz, 2373, 74584, 233935.24",
        // The last line is cut off.
        "rees46_slice/2019-Oct_first_2h50m.csv.gz, 4504, 214, 59442.63",
        "online_retail/online_retail.csv.gz, 4372, 397924, 8911407.904"
    })
    void realFilesAreReadByTheirProposals(String name, int customers, int purchases, BigDecimal paid) {
        Path file = SharedData.file(name);
        EventLog log = read(MappingProposal.of(file), file);
        List<Purchase> bought = log.customers().stream()
                .flatMap(id -> log.history(id).events(Purchase.class).stream())
                .toList();
        assertThat(log.customers()).hasSize(customers);
        assertThat(bought).hasSize(purchases);
        assertThat(bought.stream().map(Purchase::amount).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(paid);
    }
}
