package dev.clv.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.FittedState;
import dev.clv.nn.describe.Description;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SectionTest {

    @Test
    void whatIsReadIsWhatWasPutAndNothingTiesThemTogether() throws ModelFormatException {
        double[] numbers = {1, 2};
        Section section = Section.root().put("numbers", numbers);
        numbers[0] = 7;
        section.numbers("numbers")[1] = 7;

        assertThat(section.numbers("numbers")).containsExactly(1, 2);
    }

    @Test
    void aKeyIsUsedOnce() {
        Section section = Section.root().put("a", "x");

        assertThatThrownBy(() -> section.put("a", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'a' of the model is used twice");
    }

    @Test
    void whatIsMissingOrOfAnotherFormIsNamedWithItsSection() throws ModelFormatException {
        Section root = Section.root("m.clvm");
        Section inner = root.begin("training").begin("folds", 2).get(1);
        inner.put("word", "x").put("whole", 5).put("number", 0.5).put("numbers", new double[] {1, 2});
        inner.put("words", List.of("a")).begin("sections", 1);
        inner.begin("section");

        refused(() -> root.word("kind"), "m.clvm: 'kind' is missing");
        refused(() -> inner.word("w"), "m.clvm, section 'training/folds/1': 'w' is missing");
        for (String other : List.of("whole", "number", "words", "section", "sections")) {
            refused(() -> inner.word(other), "'" + other + "' must be a text");
        }
        for (String other : List.of("word", "number", "words", "section", "sections")) {
            refused(() -> inner.whole(other), "'" + other + "' must be a whole number");
        }
        for (String other : List.of("word", "whole", "words", "section", "sections")) {
            refused(() -> inner.numbers(other), "'" + other + "' must be an array of numbers");
        }
        for (String other : List.of("word", "whole", "number", "section", "sections")) {
            refused(() -> inner.words(other), "'" + other + "' must be a list of texts");
        }
        for (String other : List.of("word", "whole", "number", "words", "sections")) {
            refused(() -> inner.section(other), "'" + other + "' must be a section");
        }
        for (String other : List.of("word", "whole", "number", "words", "section")) {
            refused(() -> inner.sections(other), "'" + other + "' must be a list of sections");
        }
        refused(() -> inner.number("numbers"), "'numbers' must have 1 number, has 2");
        refused(() -> inner.numbers("numbers", 3), "'numbers' must have 3 numbers, has 2");
    }

    @Test
    void rangesIncludeTheirEndsAndNeverNaN() throws ModelFormatException {
        Section section = Section.root()
                .put("whole", 5)
                .put("big", 1L << 32)
                .put("number", 0.5)
                .put("nan", Double.NaN);

        assertThat(section.whole("whole", 5, 5)).isEqualTo(5);
        assertThat(section.number("number", 0.5, 0.5)).isEqualTo(0.5);
        assertThat(section.number("nan")).isNaN();
        refused(() -> section.whole("whole", 6, 9), "'whole' must lie in [6, 9], was 5");
        refused(() -> section.whole("whole", 1, 4), "'whole' must lie in [1, 4], was 5");
        refused(() -> section.whole("big", 0, Integer.MAX_VALUE), "'big' must lie in [0, 2147483647], was 4294967296");
        refused(() -> section.number("number", 0.6, 1), "'number' must lie in [0.6, 1.0], was 0.5");
        refused(() -> section.number("number", 0, 0.4), "'number' must lie in [0.0, 0.4], was 0.5");
        refused(() -> section.number("nan", 0, 1), "'nan' must lie in [0.0, 1.0], was NaN");
    }

    @Test
    void aWordInAnotherFormIsRefusedByItsKey() throws ModelFormatException {
        Section section = Section.root().put("horizon", "soon").put("cutoffs", List.of("2020-01-01T00:00:00Z", "then"));

        refused(() -> section.word("horizon", Duration::parse), "'horizon' is refused");
        refused(() -> section.words("cutoffs", Instant::parse), "'cutoffs' is refused");
        assertThat(Section.root().put("d", "PT2H").word("d", Duration::parse)).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void whatAPartRefusesNamesItsSection() {
        Section root = Section.root("m.clvm");
        root.begin("scale");
        root.begin("members", 2);

        refused(
                () -> root.read("scale", in -> FittedState.EMPTY.number("unit")),
                "m.clvm, section 'scale' is refused: the fitted state lacks 'unit'");
        refused(() -> root.readAll("members", in -> in.keys().get(0)), "section 'members/0' is refused");
        refused(() -> root.read("scale", in -> 1 / in.keys().size()), "/ by zero");
        refused(() -> root.read("scale", in -> new double[in.keys().size() - 1]), "section 'scale'");
    }

    @Test
    void aPartOfOnesOwnThatIsMissingIsNoFaultOfTheFile() {
        Section root = Section.root();
        root.begin("network");

        assertThatThrownBy(() -> root.read("network", in -> {
                    throw new UnknownPartException("unknown layer 'gate'");
                }))
                .isInstanceOf(UnknownPartException.class)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown layer 'gate'");
    }

    @Test
    void statesAndDescriptionsComeBackTheSame() throws ModelFormatException {
        FittedState state = FittedState.EMPTY
                .withNumbers("levels.a/b", 1, Double.NaN)
                .withNumbers("none")
                .withTexts("words", List.of("x", ""))
                .withTexts("no", List.of());
        Description description = Description.of("residual")
                .with("width", 3)
                .with(List.of(Description.of("relu"), Description.of("dense").with("inputs", 0.1)));
        Section section = Section.root().put("state", state).put("description", description);

        assertThat(section.fittedState("state")).isEqualTo(state);
        assertThat(section.description("description")).isEqualTo(description);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "null | its header must be a JSON object",
                "[] | its header must be a JSON object",
                "{ | its header is refused",
                "{} {} | its header is refused",
                "{'kind': 'table', 'kind': 'event-log'} | its header is refused: an object must not name a member twice",
                "{'kind': 'table', '\\u006bind': 'x'} | its header is refused: an object must not name a member twice",
                "{'kind': null} | m.clvm: 'kind' must be a text, a whole number, a section or a list",
                "{'a': {'kind': true}} | m.clvm, section 'a': 'kind' must be a text, a whole number",
                "{'a': {'kind': 0.5}} | m.clvm, section 'a': 'kind' must be a text, a whole number",
                "{'kind': 99999999999999999999} | 'kind' must be a text, a whole number",
                "{'a': [1]} | m.clvm: 'a' must hold texts or sections",
                "{'a': [null]} | m.clvm: 'a' must hold texts or sections",
                "{'a': [[]]} | m.clvm: 'a' must hold texts or sections",
                "{'a': [{'b': [{'c': false}]}]} | m.clvm, section 'a/0/b/0': 'c' must be a text",
            })
    void aHeaderThatIsNotWhatWeWriteIsRefused(String json, String message) {
        refused(() -> SectionJson.read(json.replace('\'', '"').getBytes(UTF_8), Map.of(), "m.clvm"), message);
    }

    @Test
    void aHeaderOfDamagedTextIsRefused() {
        refused(
                () -> SectionJson.read(new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}'}, Map.of(), "m.clvm"),
                "m.clvm: its header is not UTF-8");
        refused(
                () -> SectionJson.read("{\"a\":".repeat(10_000).getBytes(UTF_8), Map.of(), "m.clvm"),
                "m.clvm: its header is refused");
    }

    @ParameterizedTest
    @CsvSource({
        "/b/x,m.clvm has an array '/b/x' that belongs to no section",
        "x,m.clvm has an array 'x' that belongs to no section",
        "'',m.clvm has an array '' that belongs to no section",
        "/list/1/x,belongs to no section",
        "/list/x,belongs to no section",
        "/a/kind,\"m.clvm, section 'a': 'kind' is there twice, as a word and as an array\"",
    })
    void anArrayBelongsToOneSectionThatIsThere(String pointer, String message) {
        byte[] header = "{\"a\": {\"kind\": \"x\"}, \"list\": [{}]}".getBytes(UTF_8);

        refused(() -> SectionJson.read(header, Map.of(pointer, new double[1]), "m.clvm"), message.replace("\"", ""));
    }

    @Test
    void anArrayGoesWhereItsPointerSays() throws ModelFormatException {
        byte[] header = "{\"a/b\": {\"~1\": {}}, \"list\": [{}, {}]}".getBytes(UTF_8);

        Section root = SectionJson.read(
                header,
                Map.of("/a~1b/~01/x~1y", new double[] {1}, "/list/1/p", new double[] {2}, "/top", new double[] {3}),
                "m.clvm");

        assertThat(root.section("a/b").section("~1").number("x/y")).isEqualTo(1);
        assertThat(root.sections("list").get(1).number("p")).isEqualTo(2);
        assertThat(root.number("top")).isEqualTo(3);
    }

    @Test
    void halfOfACharacterIsRefusedBeforeAnythingIsWritten() {
        assertThatThrownBy(() -> SectionJson.write(Section.root().put("name", "a\uD800")))
                .hasMessageContaining("half of a Unicode character");
    }

    private static void refused(ThrowingCallable read, String message) {
        assertThatThrownBy(read).isInstanceOf(ModelFormatException.class).hasMessageContaining(message);
    }
}
