package dev.clv.features.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a proposal asks about amounts that are not what their names say. */
class AmountEvidenceTest {

    @TempDir
    Path folder;

    private interface Line {
        String of(int quantity, double price, String product);
    }

    private List<String> notes(String header, Line line) throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        StringBuilder rows = new StringBuilder("customer,date,sku," + header + "\n");
        for (int i = 0; i < 400; i++) {
            int product = random.nextInt(12);
            int quantity = 1 + random.nextInt(5);
            rows.append(String.format(
                    Locale.ROOT,
                    "c%d,2024-01-%02dT10:00:00Z,p%d,%s\n",
                    random.nextInt(60),
                    1 + i * 28 / 400,
                    product,
                    line.of(quantity, 3.17 + product * 2.29, "p" + product)));
        }
        return MappingProposal.of(Files.writeString(folder.resolve("lines.csv"), rows))
                .notes();
    }

    private static String written(double amount) {
        return String.format(Locale.ROOT, "%.2f", amount);
    }

    @Test
    void anAmountThatIsThePriceOfAUnitIsAskedFor() throws IOException {
        assertThat(notes("qty,total,cost", (q, p, s) -> q + "," + written(p) + "," + written(p * q)))
                .anyMatch(note -> note.startsWith("UNIT PRICE? 'total' times 'qty' is 'cost' in 100 %"));
        assertThat(notes("qty,total", (q, p, s) -> q + "," + written(p)))
                .anyMatch(note -> note.startsWith("UNIT PRICE? 'total' is the same for a product"));
    }

    @Test
    void aProductWithWhatIsOneAlreadyIsAskedFor() throws IOException {
        assertThat(notes("qty,price", (q, p, s) -> q + "," + written(p * q)))
                .anyMatch(note -> note.startsWith("ALREADY A PRODUCT? 'price' rises with 'qty'"));
        assertThat(notes("qty,price,piece", (q, p, s) -> q + "," + written(p * q) + "," + written(p)))
                .anyMatch(note -> note.startsWith("ALREADY A PRODUCT? 'price' is 'piece' times 'qty'"));
    }

    @Test
    void grossBesideNetIsAskedFor() throws IOException {
        assertThat(notes(
                        "qty,net amount,gross amount",
                        (q, p, s) -> q + "," + written(p * q) + "," + written(p * q * 1.19)))
                .anyMatch(note -> note.startsWith("OR '") && note.contains("check which of them"));
    }

    @Test
    void amountsThatAreWhatTheirNamesSayAreNotAskedFor() throws IOException {
        assertThat(notes("qty,total,price", (q, p, s) -> q + "," + written(p * q) + "," + written(p)))
                .noneMatch(note -> note.contains("?"));
        assertThat(notes("qty,price", (q, p, s) -> q + "," + written(p))).noneMatch(note -> note.contains("?"));
        assertThat(notes("qty,total", (q, p, s) -> q + "," + written(p * q))).noneMatch(note -> note.contains("?"));
    }
}
