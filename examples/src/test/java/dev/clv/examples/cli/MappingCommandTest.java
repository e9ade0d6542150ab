package dev.clv.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingCommandTest {

    @TempDir
    Path folder;

    @Test
    void whatIsProposedIsAMappingThatOtherCommandsRead() throws IOException {
        Path events = Files.writeString(
                folder.resolve("orders.csv"),
                "order_no;client;order_date;total;currency\n1;anna;5.1.2024 9:05;12,50;EUR\n2;ben;17.1.2024 9:05;7,00;EUR\n");

        Session proposed = Session.run("mapping", events.toString());
        assertThat(proposed.code()).isZero();
        assertThat(proposed.out()).startsWith("{").endsWith("}\n");
        assertThat(proposed.err())
                .contains("the customer is 'client' by its name", "UTC is assumed", "2 accepted")
                .doesNotContain("anna");

        Path mapping = Files.writeString(folder.resolve("shop.json"), proposed.out());
        Session read =
                Session.run("features", events.toString(), "--mapping", mapping.toString(), "--at", "2024-02-01");
        assertThat(read.code()).as(read.err()).isZero();
        assertThat(read.out()).contains("\nanna,", "\nben,");
    }

    @Test
    void ordersAsAShopsInterfaceWritesThemAreReadByTheirProposal() throws IOException {
        Path events = Files.writeString(folder.resolve("orders.json"), """
                [{"order_id": "o1", "customer": {"id": "anna"}, "created_at": "2024-01-05T10:00:00Z", "total": 24,
                  "line_items": [{"sku": "a", "price": "10.50", "quantity": 2}, {"sku": "b", "price": "3.00", "quantity": 1}]},
                 {"order_id": "o2", "customer": {"id": "ben"}, "created_at": "2024-01-06T10:00:00Z", "total": 3,
                  "line_items": [{"sku": "b", "price": "3.00", "quantity": 1}]}]
                """);
        Session proposed = Session.run("mapping", events.toString());
        assertThat(proposed.code()).as(proposed.err()).isZero();
        assertThat(proposed.err()).contains("3 accepted", "each object of 'line_items[]' is a row");

        Path mapping = Files.writeString(folder.resolve("json.json"), proposed.out());
        Session read =
                Session.run("features", events.toString(), "--mapping", mapping.toString(), "--at", "2024-02-01");
        assertThat(read.code()).as(read.err()).isZero();
        assertThat(read.err()).contains("read 3 rows: 3 accepted");
    }

    @Test
    void aFileThatIsNoLogIsRefusedInOneSentence() throws IOException {
        Path table = Files.writeString(folder.resolve("table.csv"), "customer,age\nanna,31\n");

        Session session = Session.run("mapping", table.toString());
        assertThat(session.code()).isEqualTo(2);
        assertThat(session.out()).isEmpty();
        assertThat(session.err().lines()).hasSize(1);
        assertThat(session.err()).contains("table.csv: no column holds times in a known form", "--table");
    }
}
