package dev.clv.features.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.ColumnReport;
import dev.clv.features.Feature;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeatureSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Columns of plain tables that people wrote. */
class TextColumnTest {

    private static final List<String> HEADER = List.of("id", "age", "review", "stars", "value");
    private static final List<String> GOOD =
            List.of("lovely quality, wonderful", "great, delivery was fast", "\u8d28\u91cf\u5f88\u597d");
    private static final List<String> BAD =
            List.of("broken on arrival, awful", "delivery was late, bad", "\u7269\u6d41\u592a\u6162\uff0c\u5783\u573e");

    private static List<List<@Nullable String>> rows() {
        Random random = new Random(4);
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            boolean good = random.nextInt(3) > 0;
            String review = (good ? GOOD : BAD).get(random.nextInt(3)) + " " + random.nextInt(1000);
            rows.add(Arrays.asList(
                    "c" + i,
                    "" + (20 + random.nextInt(50)),
                    i % 10 == 0 ? null : review,
                    i % 7 == 0 ? null : good ? "5" : "1",
                    "" + random.nextInt(100)));
        }
        return rows;
    }

    private static TableReader table(List<? extends List<@Nullable String>> rows) {
        return Table.of(HEADER, rows).id("id").label("value");
    }

    private static List<String> names(FeatureSchema schema) {
        return schema.features().stream().map(Feature::name).toList();
    }

    @Test
    void textBecomesMoodAndAspectsOfItsOwnGroup() {
        TableEncoder encoder = TableEncoder.fit(table(rows()).text("review").read());
        assertThat(names(encoder.schema()))
                .startsWith("age", "stars", "review.mood")
                .contains("review.delivery", "review.praises", "review.complaints")
                .doesNotContain("review", "review.embedding");
        assertThat(encoder.schema().groups().get("review")).hasSizeGreaterThan(3);
        assertThat(encoder.columns())
                .filteredOn(column -> column.column().equals("review"))
                .singleElement()
                .satisfies(column -> {
                    assertThat(column.kind()).isEqualTo(ColumnReport.Kind.TEXT);
                    assertThat(column.detail()).contains("word list").contains("aspects: ");
                });
        FeatureMatrix encoded = encoder.encode(Table.of(
                        List.of("review", "age", "stars"),
                        List.of(
                                Arrays.asList("delivery was late", "30", "1"),
                                Arrays.asList("great, delivery was fast", "30", "1"),
                                Arrays.asList(null, "30", "1"),
                                Arrays.asList("n/a", "30", "1")))
                .read());
        assertThat(encoded.column("review.delivery")).containsExactly(-1, 1, Double.NaN, Double.NaN);
        assertThat(encoded.get(0, encoder.schema().indexOf("review.mood"))).isNegative();
        assertThat(encoded.get(1, encoder.schema().indexOf("review.mood"))).isPositive();
        assertThat(encoded.column("review.mood")[2]).isNaN();
        assertThat(encoded.column("review.praises")[3]).isNaN();
    }

    @Test
    void ratingsBesideTheTextTeachMoodAndAnEmbedding() {
        TableEncoder encoder =
                TableEncoder.fit(table(rows()).text("review", "stars").read());
        assertThat(encoder.schema().features())
                .filteredOn(feature -> feature.name().equals("review.embedding"))
                .singleElement()
                .satisfies(feature -> assertThat(feature.width()).isEqualTo(16));
        assertThat(encoder.columns().toString()).contains("mood learned from ").contains("16 numbers learned from ");
        TableEncoder withoutRatings = TableEncoder.fit(
                table(rows()).text("review", "stars").exclude("stars").read());
        assertThat(names(withoutRatings.schema())).contains("review.embedding").doesNotContain("stars");
        Table unrated = Table.of(List.of("review", "age"), List.of(List.of("bad", "30")))
                .read();
        assertThat(withoutRatings.encode(unrated).column("review.mood")[0]).isNegative();
        assertThatThrownBy(() -> encoder.encode(unrated))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'stars'");
    }

    @Test
    void whatWasLearnedComesBackFromItsState() {
        Table table = table(rows()).text("review", "stars").read();
        TableEncoder encoder = TableEncoder.fit(table);
        TableEncoder restored = TableEncoder.restore(encoder.fittedState());
        assertThat(restored.schema()).isEqualTo(encoder.schema());
        assertThat(Arrays.deepEquals(
                        restored.encode(table).toArray(), encoder.encode(table).toArray()))
                .isTrue();
        assertThat(restored.fittedState()).isEqualTo(encoder.fittedState());
    }

    @Test
    void someOfTheFeaturesCanBeKept() {
        Table table = table(rows()).text("review", "stars").read();
        TableEncoder all = TableEncoder.fit(table);
        TableEncoder some = all.only(List.of("review.embedding", "age"));
        assertThat(names(some.schema())).containsExactly("age", "review.embedding");
        assertThat(some.encode(table).column("review.embedding_2"))
                .isEqualTo(all.encode(table).column("review.embedding_2"));
        assertThat(TableEncoder.restore(some.fittedState()).schema()).isEqualTo(some.schema());
        TableEncoder none = all.only(List.of("age"));
        assertThat(none.columns()).extracting(ColumnReport::column).containsExactly("age");
        assertThat(none.encode(Table.of(List.of("age"), List.of(List.of("30"))).read())
                        .toArray())
                .isDeepEqualTo(new double[][] {{30}});
    }

    @Test
    void theOrderOfTheRowsChangesNoBit() {
        List<List<@Nullable String>> reversed = new ArrayList<>(rows());
        Collections.reverse(reversed);
        assertThat(TableEncoder.fit(table(reversed).text("review", "stars").read())
                        .fittedState())
                .isEqualTo(
                        TableEncoder.fit(table(rows()).text("review", "stars").read())
                                .fittedState());
    }

    @Test
    void theStateHoldsNoWordsThatPeopleWrote() {
        TableEncoder encoder =
                TableEncoder.fit(table(rows()).text("review", "stars").read());
        String texts = encoder.fittedState().texts().toString();
        assertThat(texts).doesNotContain("lovely", "awful", "arrival", "wonderful");
    }

    @Test
    void fewTextsAreIgnoredWithAReason() {
        TableEncoder encoder = TableEncoder.fit(
                table(rows().subList(0, 15)).text("review", "stars").read(), 50, 20);
        assertThat(encoder.columns().toString()).contains("ignored review (too few customers wrote anything in it)");
        assertThat(encoder.ignored()).contains("review");
    }

    @Test
    void sentencesThatAreNotNamedAreToldOf() {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            rows.add(List.of("c" + i, "" + i, "this is sentence number " + i + " of them", "5", "1"));
        }
        assertThat(TableEncoder.fit(table(rows).read()).columns().toString())
                .contains("no value in it is shared by 20 different customers; if people wrote its sentences, name it"
                        + " by text");
    }

    @Test
    void ratingsThatAreNoNumbersAreRefused() {
        Table words = table(rows()).text("review", "id").read();
        assertThatThrownBy(() -> TableEncoder.fit(words))
                .hasMessageContaining("column 'id': a rating must be a number, was ");
    }

    @Test
    void rolesThatContradictEachOtherAreRefused() {
        assertThatThrownBy(() -> table(rows()).text("value").read())
                .hasMessageContaining("column 'value' cannot be text and also the label");
        assertThatThrownBy(() -> table(rows()).text("review").exclude("review").read())
                .hasMessageContaining("cannot be text and also");
        assertThatThrownBy(() -> table(rows()).text("review", "value").read())
                .hasMessageContaining("which would learn the label from itself");
        assertThatThrownBy(() -> table(rows()).text("words").read()).hasMessageContaining("no column 'words'");
        assertThatThrownBy(() -> table(rows()).text("review", "rating").read())
                .hasMessageContaining("no column 'rating'");
    }
}
