package dev.clv.features.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnknownIdsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12.0         | 12      | '.0' at the end                | 99.9   | 99     | ",
                "12           | 12.00   | '.0' at the end                | 99     | 99.99  | ",
                "0012         | 12      | leading zeros                  | 9999   | 99     | ",
                "1,234        | 1234    | quotes or brackets around them, or commas between thousands | 9,999 | 9999 | ",
                "anna@x.org   | Anna@X.org | upper and lower case        | aaaa@a.aaa | Aaaa@A.aaa | fold-case",
                "AB 7         | AB7     | blanks or invisible characters | AA 9   | AA9    | no-blanks",
                "A\u200BB7   | AB7     | blanks or invisible characters | A A9   | AA9    | no-blanks",
                "\uFF11\uFF12 | 12    | the form in which Unicode writes them | 99 | 99  | nfkc",
                "cafe\u0301  | caf\u00e9 | the form in which Unicode writes them | aaaa | aaaa | nfkc"
            })
    void anIdInAnotherSpellingIsToldByTheFormsOfBothAndTheRemedyThatMergesThem(
            String asked, String known, String difference, String shape, String twin, String form) {
        UnknownIds ids = UnknownIds.of(List.of(known, "other"), List.of(asked, "other", "stranger"));

        assertThat(ids.asked()).isEqualTo(3);
        assertThat(ids.unknown()).isEqualTo(2);
        assertThat(ids.spelled()).isEqualTo(1);
        assertThat(ids.difference()).startsWith("in " + difference + ", such as '" + shape.substring(0, 2));
        assertThat(ids.idForms()).isEqualTo(form == null ? List.of() : List.of(form));
        assertThat(ids.sentence())
                .startsWith("1 of them differs from known ids only in ")
                .doesNotContain("stranger");
        assertThat(ids.sentence().contains("idForm")).isEqualTo(form != null);
    }

    @Test
    void knownIdsAndStrangersAreNoSpellings() {
        assertThat(UnknownIds.of(List.of("a", "b"), List.of("a", " b ", "a")))
                .isEqualTo(new UnknownIds(2, 0, 0, "", List.of(), ""));
        assertThat(UnknownIds.of(List.of("a", "b"), List.of("c")).sentence()).isEmpty();
        assertThat(UnknownIds.of(List.of("C01", "C02"), List.of("701", "702", "x"))
                        .sentence())
                .isEqualTo(
                        "They have the form '999', and known ids 'A99' (9 for a digit, a for a letter): check that both"
                                + " are ids of the same kind.");
        assertThat(UnknownIds.of(List.of("123456789012"), List.of("1.23457E+11", "x"))
                        .sentence())
                .startsWith("1 of them is such as 1.23E+11, as spreadsheets write long numbers");
        assertThat(UnknownIds.of(List.of(), List.of("c"))).isEqualTo(new UnknownIds(1, 1, 0, "", List.of(), ""));
    }

    @Test
    void everyWayInWhichAnIdDiffersIsNamedWithAllWordsOfTheRemedy() {
        UnknownIds ids = UnknownIds.of(List.of("anna b"), List.of("AnnaB"));

        assertThat(ids.sentence())
                .contains("only in blanks or invisible characters and in upper and lower case, such as 'AaaaA' for")
                .contains("\"idForm\": [\"no-blanks\", \"fold-case\"]");
    }

    @Test
    void everyWayInWhichOneOfTheIdsDiffersIsNamedWithTheFormOfItsFirst() {
        UnknownIds ids = UnknownIds.of(
                List.of("anna", "berta", "12", "77"), List.of("Anna", "BERTA", "0012", "77.0", "stranger"));

        assertThat(ids.spelled()).isEqualTo(4);
        assertThat(ids.difference())
                .isEqualTo("in upper and lower case, such as 'Aaaa' for 'aaaa', or in leading zeros, such as '9999'"
                        + " for '99', or in '.0' at the end, such as '99.9' for '99' (9 for a digit, a for a letter)");
        assertThat(ids.idForms()).as("no word takes zeros away").isEmpty();
    }

    @Test
    void aLogCountsAnIdUnderEveryWayInWhichItDiffers() {
        EventLog log = EventLog.builder()
                .add("a 1", Purchase.of(Instant.parse("2024-01-01T00:00:00Z"), BigDecimal.ONE))
                .add("A1", Purchase.of(Instant.parse("2024-01-02T00:00:00Z"), BigDecimal.ONE))
                .build();

        assertThat(log.quality().count(LogReasons.IDS_DIFFER_IN_CASE)).isEqualTo(1);
        assertThat(log.quality().count(LogReasons.IDS_DIFFER_IN_BLANKS)).isEqualTo(1);
    }
}
