package dev.clv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.event.EventLog;
import dev.clv.features.table.Table;
import dev.clv.simulate.ShopSimulation;
import dev.clv.store.ModelFile;
import dev.clv.store.ModelFormatException;
import dev.clv.store.SectionEdits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a file holds under a right checksum is checked too: it is read, or refused in words. */
class MalformedModelTest {

    @TempDir
    static Path folder;

    private static ClvModel model;
    private static TableModel table;
    private static EventLog log;
    private static Instant cutoff;

    @BeforeAll
    static void train() throws IOException {
        ShopSimulation shop =
                ShopSimulation.builder().customers(120).days(400).seed(5).build();
        log = shop.log();
        cutoff = shop.start().plus(300, ChronoUnit.DAYS);
        model = ClvModel.builder()
                .horizon(Duration.ofDays(60))
                .earlyStopping(1, 1)
                .train(log, cutoff);
        StringBuilder csv = new StringBuilder("id,tier,visits,value\n");
        for (int i = 0; i < 80; i++) {
            csv.append("c%d,%s,%d,%d%n".formatted(i, i % 3 == 0 ? "gold" : "plain", i % 7, i % 5 * 10));
        }
        Path file = Files.writeString(folder.resolve("t.csv"), csv);
        table = TableModel.builder()
                .earlyStopping(1, 1)
                .train(Table.csv(file).id("id").label("value").read());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "horizon | soon | 'horizon' is refused",
                "horizon | PT0S | 'horizon' is refused: horizon must be positive",
                "horizon | PT2562047788015215H | 'horizon' is refused: horizon must be at most",
                "currency | '' | 'currency' is refused",
                "currency | euro | 'currency' is refused",
                "kind | table | 'kind' is 'table', not 'event-log'; load it as the model of a plain table",
                "kind | cube | 'kind' is 'cube', not 'event-log'; it is of another program",
                "NETWORKS/kind | forest | 'kind' must be 'network-ensemble', was 'forest'",
                "NETWORKS/network/parts/0/word | 'nothing' | is refused",
            })
    void aWordThatCannotBeIsRefused(String key, String word, String message) throws IOException {
        refused(model, key.replace("NETWORKS", SectionEdits.networks(model.section())), word, message);
    }

    @ParameterizedTest
    @CsvSource({
        "training/rows,-5,\"'rows' must lie in [1,\"",
        "training/customers,0,\"'customers' must lie in [1,\"",
        "training/floored_labels,-1,\"'floored_labels' must lie in [0,\"",
    })
    void aWholeNumberThatCannotBeIsRefused(String key, long whole, String message) {
        refused(model, key, whole, message.replace("\"", ""));
    }

    @Test
    void numbersThatCannotBeAreRefused() throws IOException {
        String networks = SectionEdits.networks(model.section());
        for (double bad : new double[] {Double.NaN, 0, -5, Double.POSITIVE_INFINITY}) {
            refused(model, networks + "/scale", new double[] {bad}, "is refused: scale must be");
            refused(model, networks + "/calibration", new double[] {bad}, "calibration must be positive and finite");
        }
        refused(model, "training/positive_share", new double[] {0}, "'positive_share' must lie in");
        refused(model, "training/positive_share", new double[] {Double.NaN}, "'positive_share' must lie in");
        refused(model, "prototypes/sizes", new double[0], "'sizes' must be at least one number");
        refused(model, "prototypes/sizes", new double[] {Double.NaN}, "'sizes' must be at least one number");
        refused(model, "baselines/baselines/1/numbers", new double[0], "baseline 'mean' learns 1 numbers, got 0");
        refused(model, "baselines/baselines/1/numbers", new double[] {Double.NaN}, "must be finite");
        refused(model, networks + "/members/2/parameters", new double[] {1}, "members/2' is refused");
        refused(model, networks + "/members", List.of(), "at least 1 network");
    }

    /** Of a model whose networks have a prior beside them. */
    @Test
    void whatIsAroundTheNetworksIsRefusedWhereItCannotBe() throws IOException {
        String blend = SectionEdits.networks(model.section()).replace("/networks", "");
        assertThat(blend + "/networks").isEqualTo(SectionEdits.networks(model.section()));
        for (double bad : new double[] {Double.NaN, 0, -1, Double.POSITIVE_INFINITY}) {
            for (String key : List.of("share", "level", "spread", "cap", "prior/weeks")) {
                refused(model, blend + "/" + key, new double[] {bad}, "regressor");
            }
            refused(model, blend + "/prior/pareto_nbd", new double[] {1, 1, bad, 1}, "regressor");
            refused(model, blend + "/prior/gamma_gamma", new double[] {1, bad, 1}, "regressor");
        }
        refused(model, blend + "/share", new double[] {1.01}, "share must lie in (0, 1.0]");
    }

    @Test
    void infinitePrototypesAreRefused() throws IOException {
        double[] rows = model.section().section("prototypes").numbers("rows");
        rows[3] = Double.POSITIVE_INFINITY;
        refused(model, "prototypes/rows", rows, "'rows' must hold values of the features, one of '");
    }

    /** Every entry left out, of another form, emptied or changed: read and usable, or refused by a documented type. */
    @Test
    void noChangeOfAnyEntryEndsInAnythingElse() throws IOException {
        int refused = 0;
        int changed = 0;
        for (ValueModel original : List.of(model, table)) {
            SplittableRandom random = new SplittableRandom(3);
            for (String path : SectionEdits.paths(original.section())) {
                for (Object value : SectionEdits.otherValues(original.section(), path, random)) {
                    byte[] bytes = bytes(original, Map.of(path, value));
                    changed++;
                    try {
                        use(
                                original instanceof ClvModel
                                        ? ClvModel.read(new ByteArrayInputStream(bytes))
                                        : TableModel.read(new ByteArrayInputStream(bytes)));
                    } catch (ModelFormatException | IllegalArgumentException e) {
                        assertThat(e).hasMessageNotContaining("null");
                        refused++;
                    } catch (RuntimeException e) {
                        throw new AssertionError(path + " as " + value, e);
                    }
                }
            }
        }
        assertThat(changed).isGreaterThan(300);
        assertThat(refused).isGreaterThan(changed / 2);
    }

    private static void use(ValueModel loaded) {
        if (loaded instanceof ClvModel events) {
            assertThat(events.predict(log.history("C0000003"), cutoff).value()).isNotNegative();
        }
        assertThat(loaded.currency()).hasSize(3);
    }

    private static void refused(ValueModel original, String path, Object value, String message) {
        assertThatThrownBy(() -> ClvModel.read(new ByteArrayInputStream(bytes(original, Map.of(path, value)))))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageStartingWith("the stream")
                .hasMessageContaining(message);
    }

    private static byte[] bytes(ValueModel original, Map<String, Object> edits) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ModelFile.write(SectionEdits.edited(original.section(), edits), out);
        return out.toByteArray();
    }
}
