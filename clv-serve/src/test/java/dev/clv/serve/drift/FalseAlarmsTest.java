package dev.clv.serve.drift;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("long")
class FalseAlarmsTest {

    @ParameterizedTest
    @CsvSource({"0.25, 100", "2, 50"})
    void atMostOneReportInAHundredOnAShopThatDoesNotChangeTellsAnything(double joining, int shops) {
        FalseAlarms found = FalseAlarms.of(joining, shops, 50_000);
        assertThat(found.comparisons()).isGreaterThan(50);
        assertThat(found.alarms().get(Chance.LEVEL)).isLessThanOrEqualTo(found.reports() / 100);
    }
}
