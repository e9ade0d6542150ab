package dev.clv.features.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.ColumnReport.Kind;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.FeaturePipeline;
import dev.clv.features.FeaturePlan;
import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the spellings of numbers and missing values become in customers' attributes. */
class WrittenAttributesTest {

    private static final Instant KNOWN = Instant.parse("2024-01-01T00:00:00Z");

    private static List<CustomerHistory> histories(String... values) {
        EventLog.Builder log = EventLog.builder();
        for (int i = 0; i < values.length; i++) {
            log.add("c" + (char) ('a' + i), new AttributeChange(KNOWN, "spent", values[i]));
        }
        EventLog built = log.build();
        return built.customers().stream().map(built::history).toList();
    }

    private static FeatureExtractor fit(String... values) {
        AttributePlan plan = new AttributePlan(50, 2);
        var learner = plan.learner();
        histories(values).forEach(learner::add);
        return learner.learned();
    }

    private static double[] values(FeatureExtractor extractor, String... values) {
        FeaturePipeline pipeline = FeaturePlan.of(List.of(extractor)).fit(List.of());
        return histories(values).stream()
                .mapToDouble(history -> pipeline.row(history, KNOWN.plusSeconds(1))[0])
                .toArray();
    }

    @Test
    void anAttributeOfNumbersIsReadInTheFormThatTheyHave() {
        FeatureExtractor comma = fit("1.234,50", "12,5", "NULL", "-");
        assertThat(values(comma, "1.234,50", "2.000", "None")).containsExactly(1234.5, 2000, Double.NaN);
        assertThat(comma.columns().get(0).toString())
                .isEqualTo("number spent (a number with a decimal comma, such as '1.234,50')");
        FeatureExtractor restored = comma.restore(comma.fittedState());
        assertThat(values(restored, "12,5")).containsExactly(12.5);
        assertThat(values(fit("$1,234.50", "$2"), "$3,000.00")).containsExactly(3000);
        assertThat(values(fit("0.1", "17"), "0.1")).containsExactly(0.1);
    }

    @Test
    void anAttributeWrittenInTwoWaysIsRefusedByName() {
        assertThatThrownBy(() -> fit("12,50", "12.50"))
                .hasMessageContaining(
                        "attribute 'spent' has a decimal point in '12.50' and a decimal comma in '12,50'");
        assertThatThrownBy(() -> fit("1,234", "980"))
                .hasMessageContaining("'1,234', which is 1234 or 1.234")
                .hasMessageContaining("write them without marks between thousands")
                .hasMessageNotContaining("decimal to");
        assertThatThrownBy(() -> fit("12.50", "17.25", "ask anna"))
                .hasMessageContaining("has numbers in 2 of 3 values")
                .hasMessageContaining("as missing values, by \"missing\" of the mapping or by missing(...)")
                .hasMessageNotContaining("anna");
    }

    @Test
    void wordsAreCategoriesOrToldToBeIgnored() {
        assertThat(fit("1", "2", "1", "2", "5+", "5+").columns().get(0).kind()).isEqualTo(Kind.CATEGORY);
        assertThat(fit("anna", "ben", "carl").columns().get(0).toString())
                .isEqualTo("ignored spent (no value in it is shared by 2 different customers)");
        assertThat(fit("12.50").columns().get(0).detail()).isEqualTo("fewer than 2 different customers have it");
    }

    @Test
    void anAttributeOfDatesIsIgnoredAsSuch() {
        String said =
                "ignored spent (dates, and no value in it is shared by 2 different customers; write what matters as"
                        + " a number, such as a year)";
        assertThat(fit("1980-05-01", "1991-12-24", "NULL").columns().get(0)).hasToString(said);
        assertThat(fit("24.12.1991", "1.5.1980", "3.7.1999").columns().get(0)).hasToString(said);
        assertThat(fit("1/31/1950", "12/1/1931", "6/5/1969").columns().get(0)).hasToString(said);
    }

    @Test
    void wordsAmongManyNumbersAreCounted() {
        assertThat(fit("1", "2", "1", "2", "5+", "5+").columns().get(0))
                .hasToString("category spent (4 of 6 values are numbers)");
        assertThat(fit("1", "1", "5+", "5+", "6+", "6+").columns().get(0)).hasToString("category spent");
    }
}
