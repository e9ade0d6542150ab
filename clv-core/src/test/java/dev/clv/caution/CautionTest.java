package dev.clv.caution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.explain.json.JsonObject;
import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CautionTest {

    private static final List<Caution> TWO = List.of(
            Caution.of("label_copy", "Feature '%s' ranks the rows as the label does (%.3f).", "a", 0.99951),
            new Caution("x2", "Second."));

    @Test
    void theSentenceIsFormattedWithoutALocale() {
        assertThat(TWO.get(0).sentence()).isEqualTo("Feature 'a' ranks the rows as the label does (1.000).");
    }

    @Test
    void aNameWithControlCharactersIsNoPartOfASentenceAsItIs() {
        String name = "a\u001b[31m\r\nb\u202ec\u2028d";
        assertThat(Caution.of("drift", "Feature '%s' moved.", name).sentence())
                .isEqualTo("Feature 'a?[31m??b?c?d' moved.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Label", "label copy", "label_", "_label", "1label", "label-copy"})
    void aKeyIsLowerCaseWords(String key) {
        assertThatThrownBy(() -> new Caution(key, "A sentence."))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lower-case words joined by underscores, was '" + key + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "no full stop", "two\nlines.", "an \u001b[31mescape."})
    void aSentenceIsOneLineThatEndsWithAFullStop(String sentence) {
        assertThatThrownBy(() -> new Caution("key", sentence))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("caution 'key' must be one line that ends with a full stop")
                .message()
                .doesNotContain("\n", "\u001b");
    }

    @Test
    void sectionsAndJsonGiveThemBack() throws ModelFormatException {
        Section section = Section.root();
        Caution.write(TWO, section, "cautions");
        JsonObject json = JsonObject.of("t", 1).put("cautions", Caution.toJson(TWO));

        assertThat(Caution.read(section, "cautions")).isEqualTo(TWO);
        assertThat(Caution.fromJson(JsonObject.read(json.toString(), "t", 1), "cautions"))
                .isEqualTo(TWO);
    }

    @Test
    void whatWasWrittenBeforeThereWereCautionsHasNone() throws ModelFormatException {
        assertThat(Caution.read(Section.root(), "cautions")).isEmpty();
        assertThat(Caution.fromJson(JsonObject.part(), "cautions")).isEmpty();
    }
}
