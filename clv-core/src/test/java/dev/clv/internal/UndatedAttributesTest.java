package dev.clv.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.features.ColumnReport;
import dev.clv.features.ColumnReport.Kind;
import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.CustomerHistory;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UndatedAttributesTest {

    private static final Instant SPRING = Instant.parse("2024-03-01T00:00:00Z");
    private static final Instant END = Instant.parse("2024-06-01T00:00:00Z");

    private static AttributeChange undated(String name) {
        return new AttributeChange(Instant.MIN, name, "x");
    }

    private static AttributeChange dated(String name) {
        return new AttributeChange(SPRING, name, "y");
    }

    private static CustomerHistory customer(AttributeChange... changes) {
        return CustomerHistory.of("c", ZoneOffset.UTC, END, List.of(changes));
    }

    private static List<CustomerHistory> times(int count, AttributeChange... changes) {
        CustomerHistory[] all = new CustomerHistory[count];
        Arrays.fill(all, customer(changes));
        return List.of(all);
    }

    /** What is said to a model that reads {@code tier} and {@code visits} and ignores {@code note}. */
    private static Optional<String> said(List<CustomerHistory> some, List<CustomerHistory> others) {
        UndatedAttributes attributes = new UndatedAttributes(List.of(
                new ColumnReport("note", Kind.IGNORED, "", null),
                new ColumnReport("tier", Kind.CATEGORY, "", null),
                new ColumnReport("visits", Kind.NUMBER, "", null)));
        List<CustomerHistory> all = new ArrayList<>(some);
        all.addAll(others);
        all.forEach(attributes::add);
        return attributes.sentence("at some time");
    }

    @Test
    void attributesWithoutATimeAreNamedWithTheNumberOfTheirCustomers() {
        assertThat(said(times(30, undated("tier"), undated("visits")), times(12, undated("tier"))))
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .startsWith(
                                "2 attributes of the 42 customers come without a time ('tier' of 42, 'visits' of 30)"
                                        + " and count as known at some time already."));
    }

    @Test
    void attributesThatCarryTimesAreNotEvenWhereTheFirstValueHasNone() {
        assertThat(said(times(40, dated("tier")), times(40, dated("visits")))).isEmpty();
        assertThat(said(times(40, undated("tier"), dated("tier")), List.of())).isEmpty();
        assertThat(said(times(38, undated("tier")), times(2, dated("tier")))).isEmpty();
    }

    @Test
    void oneRowWithATimeHidesNoTableWithoutTimes() {
        assertThat(said(times(200, undated("tier")), times(1, dated("tier"))))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("('tier' of 200)"));
    }

    @Test
    void whatNoModelReadsIsNotToldOf() {
        assertThat(said(times(40, undated("note"), undated("unheard of")), times(40)))
                .isEmpty();
        assertThat(said(times(40), List.of())).isEmpty();
    }
}
