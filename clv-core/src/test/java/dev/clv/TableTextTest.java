package dev.clv;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.clv.caution.Caution;
import dev.clv.features.Feature;
import dev.clv.features.table.Table;
import dev.clv.reason.Effect;
import dev.clv.reason.Explanation;
import dev.clv.reason.Reference;
import dev.clv.reason.Wording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model of a table with a column that people wrote. */
class TableTextTest {

    private static final List<String> HEADER = List.of("id", "age", "review", "stars", "value");
    private static Table table;
    private static TableModel model;

    @TempDir
    Path folder;

    /** Who praises is worth ten times as much. */
    @BeforeAll
    static void train() {
        Random random = new Random(7);
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            boolean good = random.nextBoolean();
            String review = (good ? "lovely and soft, fits well " : "awful, broke at once ") + random.nextInt(1000);
            rows.add(Arrays.asList(
                    "c" + i, "" + (20 + random.nextInt(40)), review, good ? "5" : "1", good ? "100" : "10"));
        }
        table = Table.of(HEADER, rows)
                .id("id")
                .label("value")
                .exclude("stars")
                .text("review", "stars")
                .read();
        model = TableModel.builder()
                .network(n -> n.hidden(4).members(2))
                .earlyStopping(60, 10)
                .train(table);
    }

    private static Table unseen(@Nullable String review) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            rows.add(Arrays.asList("n" + i, "30", review));
        }
        return Table.of(HEADER.subList(0, 3), rows).read();
    }

    @Test
    void wordsMoveThePrediction() {
        double praise =
                model.predict(unseen("lovely and soft, fits well")).get(0).value();
        double blame = model.predict(unseen("awful, broke at once")).get(0).value();
        assertThat(praise).isGreaterThan(3 * blame);
    }

    @Test
    void theGroupOfTheColumnExplainsIt() {
        Explanation why = model.explain(unseen("so lovely and soft"), 0, Reference.averageCustomer());
        assertThat(why.groups().get(0).group()).isEqualTo("review");
        Effect embedding = why.effect("review.embedding");
        assertThat(Wording.in(Locale.ENGLISH).sentence(embedding, "EUR"))
                .startsWith("Column review: What the customer's texts are like: ")
                .doesNotContain("(vector)");
    }

    @Test
    void rowsWithoutTextsAreToldOfOnce() {
        ScoringSummary summary = model.score(unseen(null), (id, prediction) -> {});
        assertThat(summary.cautions().toString())
                .containsOnlyOnce("review.embedding")
                .contains("review.mood");
    }

    @Test
    void theDescriptionNamesItsFeaturesToo() {
        assertThat(model.describe().features())
                .isEqualTo(model.schema().features().stream().map(Feature::name).toList())
                .contains("age", "review.embedding");
    }

    @Test
    void aFeatureOfSeveralColumnsThatCopiesTheLabelIsNamedOnce() {
        assertThat(model.summary().cautions())
                .filteredOn(caution -> caution.key().equals("label_copy"))
                .first()
                .extracting(Caution::sentence, as(STRING))
                .startsWith("3 features ('review.praises', 'review.complaints', 'review.embedding') rank the rows");
    }

    @Test
    void itIsLoadedWithItsWords() throws IOException {
        Path file = folder.resolve("model.clvm");
        model.save(file);
        assertThat(TableModel.load(file).predict(table)).isEqualTo(model.predict(table));
    }
}
