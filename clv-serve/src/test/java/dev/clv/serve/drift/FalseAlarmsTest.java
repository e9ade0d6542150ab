package dev.clv.serve.drift;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("long")
class FalseAlarmsTest {

    @ParameterizedTest
    @CsvSource({"0.25, 100", "2, 50"})
    void atMostOneReportInAHundredOnAShopThatDoesNotChangeTellsAnything(double joining, int shops) {
        assertRare(FalseAlarms.of(StationaryShop.model(joining, FalseAlarms.CUTOFF), joining, shops, 50_000));
    }

    @Test
    void neitherDoMoreOfThemIfTheModelReadsEventsOneByOne() {
        assertRare(FalseAlarms.of(StationaryShop.readingModel(0.5, FalseAlarms.CUTOFF), 0.5, 50, 60_000));
    }

    private static void assertRare(FalseAlarms found) {
        assertThat(found.comparisons()).isGreaterThan(50);
        assertThat(found.alarms().get(Chance.LEVEL)).isLessThanOrEqualTo(found.reports() / 100);
    }
}
