package dev.clv.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PresetCommandsTest {

    @TempDir
    Path folder;

    @Test
    void anExportOfAShopSystemIsReadWithoutAMapping() throws IOException {
        Path export = folder.resolve("orders.csv");
        Files.writeString(export, """
                Name,Email,Financial Status,Currency,Total,Refunded Amount,Created at
                #1,ann@example.org,paid,EUR,75.00,10.00,2023-02-01 10:00:00 +0100
                #2,bob@example.org,voided,EUR,75.00,0.00,2023-02-01 10:00:00 +0100
                """);
        Session read = Session.run("features", export + "", "--preset", "shopify", "--at", "2023-12-31");
        assertThat(read.code()).isZero();
        assertThat(read.err()).contains("read 2 rows: 1 accepted, 1 dropped");
        assertThat(read.out()).contains("ann@example.org").doesNotContain("bob@example.org");

        Session both = Session.run(
                "features", export + "", "--preset", "shopify", "--mapping", "m.json", "--at", "2023-12-31");
        assertThat(both.code()).isEqualTo(2);
        assertThat(both.err()).contains("--mapping and --preset exclude each other");
    }

    @Test
    void aPresetIsPrintedAsAMappingThatCanBeUsed() throws IOException {
        Session printed = Session.run("mapping", "--preset", "shopify");
        assertThat(printed.code()).isZero();
        assertThat(printed.out()).startsWith("{\"customer\": \"Email\"");
        assertThat(printed.err()).contains("Shopify");

        for (String[] wrong : new String[][] {{"mapping"}, {"mapping", "x.csv", "--preset", "shopify"}}) {
            assertThat(Session.run(wrong).err()).contains("name a FILE to propose a mapping for, or a --preset");
        }
        Session unknown = Session.run("mapping", "--preset", "etsy");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("there are shopify, woocommerce");
    }

    @Test
    void whatIsRemarkableIsToldInTheNote() throws IOException {
        Path repeated = folder.resolve("repeated.csv");
        Files.writeString(repeated, """
                customer_id,time,amount,currency,order_id,product_id
                a,2023-02-01T10:00:00Z,10,EUR,o1,p
                a,2023-02-01T10:00:00Z,10,EUR,o1,p
                b,2023-02-01T10:00:00Z,75,EUR,o2,p
                b,2023-02-01T10:00:00Z,75,EUR,o2,q
                """);
        assertThat(Session.run("features", repeated + "", "--at", "2023-12-31").err())
                .contains("repeated")
                .contains("order_total_repeated");
    }
}
