package dev.clv.features.internal.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MissingWordsTest {

    private static boolean inArray(MissingWords words, String text) {
        char[] chars = ("x" + text + "y").toCharArray();
        return words.contains(chars, 1, text.length());
    }

    @ParameterizedTest(name = "'{0}'")
    @ValueSource(
            strings = {
                "",
                "NA",
                "na",
                "N/A",
                "n/a",
                "#N/A",
                "<NA>",
                "NaN",
                "nan",
                "null",
                "NULL",
                "None",
                "NONE",
                "-",
                "--",
                "?",
                ".",
                "\\N",
                "0000-00-00",
                "0000-00-00 00:00:00",
                "0000-00-00t00:00:00z",
                "00/00/0000"
            })
    void theListHoldsInAnyCase(String word) {
        assertThat(MissingWords.STANDARD.contains(word)).isTrue();
        assertThat(inArray(MissingWords.STANDARD, word)).isTrue();
    }

    @ParameterizedTest(name = "'{0}'")
    @ValueSource(
            strings = {
                "0",
                "0.00",
                "0000-00-01",
                "-1",
                "N",
                "NAN0",
                "Nanna",
                "nullo",
                "..",
                "anna",
                "n",
                "N/",
                "\\",
                "No",
                "\u0130"
            })
    void nothingElseIsMissing(String word) {
        assertThat(MissingWords.STANDARD.contains(word)).isFalse();
        assertThat(inArray(MissingWords.STANDARD, word)).isFalse();
    }

    @Test
    void wordsCanBeAddedAndAreFoundWithoutRegardToCaseAndBlanks() {
        MissingWords words = MissingWords.STANDARD.and(List.of(" unknown ", "999"));

        assertThat(words.contains("Unknown")).isTrue();
        assertThat(inArray(words, "UNKNOWN")).isTrue();
        assertThat(words.contains("999")).isTrue();
        assertThat(words.contains("null")).isTrue();
        assertThat(MissingWords.STANDARD.contains("unknown")).isFalse();
        assertThatThrownBy(() -> words.and(List.of(" "))).hasMessageContaining("must not be blank");
    }
}
