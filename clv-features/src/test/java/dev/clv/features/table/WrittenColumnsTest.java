package dev.clv.features.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.ColumnReport;
import dev.clv.features.ColumnReport.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the spellings of numbers, dates, truth and missing values become in a plain table. */
class WrittenColumnsTest {

    private static TableReader reader(String... cells) {
        List<List<String>> rows = new ArrayList<>();
        Arrays.stream(cells).forEach(cell -> rows.add(List.of(cell)));
        return Table.of(List.of("x"), rows);
    }

    private static TableEncoder fit(String... cells) {
        return TableEncoder.fit(reader(cells).read(), 50, 2);
    }

    private static double[] values(TableEncoder encoder, String... cells) {
        return Arrays.stream(encoder.encode(reader(cells).read()).toArray())
                .mapToDouble(row -> row[0])
                .toArray();
    }

    private static double[] values(String... cells) {
        return values(fit(cells), cells);
    }

    private static ColumnReport report(TableEncoder encoder) {
        assertThat(encoder.columns()).hasSize(1);
        return encoder.columns().get(0);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "5883.43|681.82", "5,883.43|681.82", "5.883,43|681,82", "$5,883.43|$681.82",
                        "5 883,43 \u20ac|681,82 \u20ac",
                "5\u00a0883,43|681,82", "5\u202f883.43|681.82", "5'883.43|681.82", "5\u2019883.43|681.82",
                        "EUR 5883.43|EUR 681.82",
                "kr 5.883,43|kr 681,82", "+5883.43|+681.82", "\uff15\uff18\uff18\uff13\uff0e\uff14\uff13|681.82"
            })
    void aColumnOfNumbersIsReadInTheFormThatTheyHave(String first, String second) {
        assertThat(values(first, second)).containsExactly(5883.43, 681.82);
        assertThat(report(fit(first, second)).kind()).isEqualTo(Kind.NUMBER);
    }

    @Test
    void plainNumbersAreReadAsJavaReadsThem() {
        String[] cells = {"0.1", "1e300", "-17", "123456789012345678901", "3.141592653589793238", "1.234", "5."};

        assertThat(values(cells))
                .containsExactly(
                        Arrays.stream(cells).mapToDouble(Double::parseDouble).toArray());
    }

    @Test
    void negativesAndPercentages() {
        assertThat(values("(12.50)", "3-", "\u22124")).containsExactly(-12.5, -3, -4);
        assertThat(values("15 %", "2,5 %", "0", "100%")).containsExactly(0.15, 0.025, 0, 1);
        assertThat(report(fit("15 %", "2,5 %")).detail()).isEqualTo("percentages divided by 100 with a decimal comma");
        assertThatThrownBy(() -> fit("15 %", "0.2"))
                .hasMessageContaining("percentages such as '15 %' and other numbers such as '0.2'");
    }

    @Test
    void aColumnWrittenInTwoWaysIsRefusedWithBoth() {
        assertThatThrownBy(() -> fit("1.234,50", "1,234.50"))
                .hasMessageContaining("column 'x' has a decimal point in '1,234.50' and a decimal comma in '1.234,50'");
        assertThatThrownBy(() -> fit("$12", "\u20ac12")).hasMessageContaining("several currencies");
    }

    @Test
    void commasOfTwoReadingsAreRefusedUntilTheMarkIsSetAndPointsAreToldOf() {
        assertThatThrownBy(() -> fit("1,234", "980"))
                .hasMessageContaining("'1,234', which is 1234 or 1.234")
                .hasMessageContaining("set decimal");
        Table settled = reader("1,234", "980").decimal('.').read();
        assertThat(TableEncoder.fit(settled).encode(settled).toArray()[0]).containsExactly(1234);
        assertThat(report(fit("1.234", "980")).detail()).contains("every point stands before three digits");
        assertThat(report(fit("1.234", "9.8")).detail()).isEmpty();
        assertThat(report(fit("01067", "80331")).detail()).contains("begin with zeros");
        assertThat(values("1,234", "12,50")).containsExactly(1.234, 12.5);
        assertThat(values("1,234", "12.50")).containsExactly(1234, 12.5);
    }

    @Test
    void aModelReadsNumbersInTheFormOfTrainingAndRefusesOthers() {
        TableEncoder comma = fit("5.883,43", "681,82");
        assertThat(values(comma, "1.234", "7")).containsExactly(1234, 7);
        assertThatThrownBy(() -> values(comma, "12.5"))
                .hasMessageContaining("line 2, column 'x': '12.5' is not a number with a decimal comma as in training");
        TableEncoder restored = TableEncoder.restore(comma.fittedState());
        assertThat(values(restored, "1.234", "7")).containsExactly(1234, 7);
        assertThat(restored.columns()).containsExactly(new ColumnReport("x", Kind.NUMBER, "decimal comma", null));
        assertThat(values(fit("12.5"), "1,234.50", "\u20ac7")).containsExactly(1234.5, 7);
    }

    @Test
    void cellsInAnotherFormThanInTrainingAreRefusedWithTheirNumber() {
        assertThatThrownBy(() -> values(fit("12", "7"), "12%", "3", "7%"))
                .hasMessageContaining("'12%' is a percentage, and the column held other numbers in training, and so it"
                        + " is with 1 more of the column's 3 values; write them as in training");
        assertThatThrownBy(() -> values(fit("12%", "7%"), "0.12", "", "0.07", "0.03"))
                .hasMessageContaining(
                        "'0.12' is not a percentage as in training, and so it is with 2 more of the column's 3 values");
        assertThatThrownBy(() -> values(fit("20/01/2023"), "01/20/2023", "01/02/2023", "02/28/2023"))
                .hasMessageContaining("'01/20/2023' is not a date of the form d/M/yyyy as in training, and so it is"
                        + " with 1 more of the column's 3 values");
    }

    @Test
    void theCurrencyOfAColumnIsRememberedByTheModel() {
        for (String[] written :
                new String[][] {{"$12.50", "$"}, {"12.50 \u20ac", "EUR"}, {"CHF 7", "CHF"}, {"12", ""}, {"7 Kr.", "kr"}
                }) {
            String currency = written[1].isEmpty() ? null : written[1];
            TableEncoder encoder = fit(written[0], "1", "2");

            assertThat(report(encoder).currency()).isEqualTo(currency);
            assertThat(report(TableEncoder.restore(encoder.fittedState())).currency())
                    .isEqualTo(currency);
            assertThat(encoder.fittedState().texts().containsKey("currencies")).isEqualTo(currency != null);
        }
        assertThat(report(fit("$12", "USD 7")).currency()).isEqualTo("USD");
        assertThatThrownBy(() -> values(fit("$12"), "$3", "\u20ac7"))
                .hasMessageContaining("column 'x' holds amounts in several currencies, $ and \u20ac");
        assertThatThrownBy(() -> fit("$12", "USD 7", "7 CAD")).hasMessageContaining("several currencies, CAD and USD");
    }

    @ParameterizedTest(name = "'{0}'")
    @ValueSource(
            strings = {"", " ", "NA", "n/a", "#N/A", "<NA>", "NaN", "null", "None", "-", "--", "?", ".", "\\N", "\u00a0"
            })
    void aMissingWordAmongNumbersIsAMissingNumber(String word) {
        assertThat(values("1.5", word, "2.5")).containsExactly(1.5, Double.NaN, 2.5);
    }

    @Test
    void wordsForMissingValuesAreRememberedByTheModel() {
        TableEncoder encoder = TableEncoder.fit(
                reader("1.5", "unknown", "2.5").missing("Unknown").read());

        assertThat(values(encoder, "UNKNOWN", "3")).containsExactly(Double.NaN, 3);
        assertThat(values(TableEncoder.restore(encoder.fittedState()), "unknown"))
                .containsExactly(Double.NaN);
    }

    @Test
    void numbersAmongWordsAreRefusedWithTheLinesUnlessTheWordsAreCategories() {
        String[] cells = new String[40];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = i % 4 == 0 ? "on request " + i : i + ".50";
        }
        assertThatThrownBy(() -> fit(cells))
                .hasMessageContaining("line 2, column 'x'")
                .hasMessageContaining("lines 6, 10, 14, 18 and 5 more")
                .hasMessageContaining("30 of 40 values");

        String[] sizes = new String[40];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = i % 4 == 0 ? "5+" : Integer.toString(i % 4);
        }
        assertThat(report(fit(sizes)).kind()).isEqualTo(Kind.CATEGORY);
    }

    @Test
    void numbersWithUnitsAreRefusedWhereTheyWouldBeLost() {
        assertThatThrownBy(() -> fit("180 cm", "17 cm", "165 cm"))
                .hasMessageContaining("column 'x' holds numbers with something behind them")
                .hasMessageContaining("in line 2");
    }

    @Test
    void whatIsIgnoredIsToldWithTheReasonAndWithoutACell() {
        ColumnReport names = report(fit("anna", "ben", "carl"));

        assertThat(names.kind()).isEqualTo(Kind.IGNORED);
        assertThat(names.detail()).isEqualTo("no value in it is shared by 2 different customers");
        assertThat(names.example()).isNull();
        assertThat(fit("anna", "ben").ignored()).containsExactly("x");
        assertThat(report(fit("12,50", "1")).toString()).isEqualTo("number x (decimal comma, such as '12,50')");
    }

    @Test
    void datesOfTwoOrdersAreNotTakenForNames() {
        String[] cells = new String[40];
        for (int i = 0; i < cells.length; i++) {
            int day = i % 28 + 1;
            int month = i % 12 + 1;
            cells[i] = (i % 2 == 0 ? day + "/" + month : month + "/" + day) + "/" + (1980 + i);
        }

        assertThat(report(fit(cells)).detail())
                .startsWith("its cells are dates of two orders: of 40, ")
                .contains("can only be d/M/yyyy", "only M/d/yyyy", "--dates");
    }

    @Test
    void datesAreReadInOnePatternOrRefused() {
        assertThat(values("20/01/2023", "01/02/2023")).containsExactly(19377, 19389);
        assertThat(values("01/20/2023", "02/01/2023")).containsExactly(19377, 19389);
        assertThat(values("20.01.2023", "1.2.2023")).containsExactly(19377, 19389);
        assertThat(values("20 Jan 2023", "1 Feb 2023")).containsExactly(19377, 19389);
        assertThat(values("2023-01-20T23:30:00-05:00", "2023-02-01")).containsExactly(19377, 19389);
        assertThat(report(fit("20/01/2023", "01/02/2023")))
                .isEqualTo(new ColumnReport("x", Kind.DATE, "d/M/yyyy", "20/01/2023"));
        assertThatThrownBy(() -> fit("01/02/2023", "03/04/2023"))
                .hasMessageContaining("fit both d/M/yyyy and M/d/yyyy")
                .hasMessageContaining("'01/02/2023'");
        Table told = reader("01/02/2023").dates("x", "d/M/yyyy").read();
        assertThat(TableEncoder.fit(told).encode(told).toArray()[0]).containsExactly(19389);
        TableEncoder restored = TableEncoder.restore(fit("20/01/2023").fittedState());
        assertThat(values(restored, "01/02/2023")).containsExactly(19389);
        assertThatThrownBy(() -> values(restored, "2023-01-20"))
                .hasMessageContaining("not a date of the form d/M/yyyy");
        assertThatThrownBy(() -> reader("1").dates("x", "hh:mm")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9999-12-31", "0001-01-01", "1900-01-01", "1899-12-30 00:00:00", "2565-06-01"})
    void aDateThatStandsForAMissingOneIsRefusedByLineUntilItIsNamedSo(String placeholder) {
        assertThatThrownBy(() -> fit("2023-01-20", placeholder, "2023-02-01"))
                .hasMessageContaining("line 3")
                .hasMessageContaining("'" + placeholder + "' is a date before 1900-01-02 or after 2199")
                .hasMessageContaining("missing words");
        assertThatThrownBy(() -> fit(placeholder, placeholder, placeholder, "2023-02-01"))
                .hasMessageContaining("line 2");
        Table named = reader("2023-01-20", placeholder, "2023-02-01")
                .missing(placeholder)
                .read();
        assertThat(TableEncoder.fit(named).encode(named).toArray()[1]).containsExactly(Double.NaN);
        assertThatThrownBy(() -> values(fit("2023-01-20", "2023-02-01"), placeholder))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> fit("20.1.2023", "31.12.9999", "1.2.2023"))
                .hasMessageContaining("'31.12.9999' is a date");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2023-01-20T10:11:12Z",
                "2023-01-20t10:11z",
                "2023-01-20 10:11 PM",
                "2023-01-20 9:11:12.123 p.m.",
                "2023-01-20 10:11:12 UTC",
                "2023-01-20 10:11:12.5 +0100 CET",
                "2023-01-20T10:11+01:00[Europe/Paris]",
                "2023-01-20 24:00"
            })
    void aTimeOfDayMayStandBehindADate(String cell) {
        assertThat(values("2023-02-01", cell)).containsExactly(19389, 19377);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2023-01-20 to 2023-02-01", "2023-01-20 Anna", "2023-01-20Z10", "2023-01-20 (est.)"})
    void aDateWithAnythingElseBehindItIsNone(String cell) {
        assertThatThrownBy(() -> fit(
                        "2023-01-20",
                        "2023-01-21",
                        "2023-01-22",
                        "2023-01-23",
                        "2023-01-24",
                        "2023-01-25",
                        "2023-01-26",
                        "2023-01-27",
                        "2023-01-28",
                        "2023-01-29",
                        cell))
                .hasMessageContaining("line 12")
                .hasMessageContaining("is not a date")
                .hasMessageNotContaining("Anna");
    }

    @Test
    void wordsForTrueAndFalseAreTheSameInAnySpelling() {
        TableEncoder encoder = fit("True", "False", "True", "False");
        assertThat(report(encoder).kind()).isEqualTo(Kind.BOOLEAN);
        double[] trained = values(encoder, "False", "True");

        assertThat(values(encoder, "FALSE", "TRUE")).containsExactly(trained);
        assertThat(values(encoder, "0", "1")).containsExactly(trained);
        assertThat(values(encoder, "no", "yes")).containsExactly(trained);
        TableEncoder mixed = fit("TRUE", "true", "True", "false", "FALSE", "false");
        assertThat(mixed.schema().feature(0).categories()).containsExactly("TRUE", "false");
        assertThat(values(mixed, "True", "tRUE", "true", "no")).containsExactly(0, 0, 0, 1);
        assertThat(values(TableEncoder.restore(encoder.fittedState()), "f", "T"))
                .containsExactly(trained);

        TableEncoder binary = fit("0", "1", "1");
        assertThat(report(binary).kind()).isEqualTo(Kind.NUMBER);
        assertThat(values(binary, "False", "TRUE", "1")).containsExactly(0, 1, 1);
        assertThat(values(TableEncoder.restore(binary.fittedState()), "no", "yes"))
                .containsExactly(0, 1);
        assertThatThrownBy(() -> values(fit("0", "2"), "yes")).hasMessageContaining("is not a number as in training");
    }

    @Test
    void labelsAreReadInTheFormOfTheirColumnAndNamedByTheirLine() {
        List<List<String>> rows = List.of(List.of("1", "1.234,50"), List.of("2", "3"));
        Table table = Table.of(List.of("x", "y"), rows).label("y").read();
        assertThat(table.labels()).containsExactly(1234.5, 3);
        TableEncoder encoder = TableEncoder.restore(TableEncoder.fit(table).fittedState());
        Table scored =
                Table.of(List.of("x", "y"), List.of(List.of("1", "1.234"))).read();
        assertThat(encoder.labels(scored, "y")).containsExactly(1234);
        assertThatThrownBy(() -> Table.of(List.of("y"), List.of(List.of("3"), List.of("many")))
                        .label("y")
                        .read()
                        .labels())
                .hasMessageContaining("table line 3, column 'y': the label must be a number");
    }

    @Test
    void aNumberThatNoneCanHoldIsSaidToBeTooLarge() {
        assertThatThrownBy(() -> values("1", "2", "3", "1E999"))
                .hasMessageContaining("column 'x': '1E999' is too large for a number; correct it or leave it blank");
    }
}
