package dev.clv.features.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.features.event.DataQualityReport.Count;
import dev.clv.features.event.DataQualityReport.Effect;
import dev.clv.features.event.DataQualityReport.Reason;
import dev.clv.features.event.DataQualityReport.Sample;
import org.junit.jupiter.api.Test;

class DataQualityReportTest {

    private static final Reason BAD_AMOUNT = new Reason(Effect.SKIPPED, "bad_amount", "is not a number");
    private static final Reason BLANK_CUSTOMER = new Reason(Effect.DROPPED, "blank_customer", "dropped by the mapping");
    private static final Reason TWICE = new Reason(Effect.DUPLICATE, "twice", "is there already");
    private static final Reason ODD = new Reason(Effect.REMARKED, "odd", "is odd");

    @Test
    void everyRowHasOneFate() {
        DataQualityReport.Builder tally = DataQualityReport.builder();
        for (int row = 0; row < 10; row++) {
            tally.read();
        }
        tally.count(BAD_AMOUNT)
                .count(BLANK_CUSTOMER)
                .count(BLANK_CUSTOMER)
                .count(TWICE)
                .count(ODD);
        tally.accepted(6);
        DataQualityReport report = tally.build();

        assertThat(report.read()).isEqualTo(10);
        assertThat(report.accepted()).isEqualTo(6);
        assertThat(report.dropped()).isEqualTo(2);
        assertThat(report.skipped()).isEqualTo(1);
        assertThat(report.duplicates()).isEqualTo(1);
        assertThat(report.skippedShare()).isEqualTo(0.1);
        assertThat(report.count(BLANK_CUSTOMER)).isEqualTo(2);
        assertThat(report.count("odd")).isEqualTo(1);
        assertThat(report.count("never")).isZero();
        assertThat(report.counts()).extracting(Count::reason).containsExactly(BLANK_CUSTOMER, BAD_AMOUNT, TWICE, ODD);
        assertThat(tally.rowsRead()).isEqualTo(10);
        assertThat(tally.rowsSkipped()).isEqualTo(1);
    }

    @Test
    void aRowWithoutAFateIsAnError() {
        assertThatThrownBy(() ->
                        DataQualityReport.builder().read().read().count(TWICE).build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("every row must have one fate, but 2 were read, 0 accepted, 0 dropped, 0 skipped"
                        + " and 1 were duplicates");
    }

    @Test
    void nothingReadIsNothingSkipped() {
        DataQualityReport report = DataQualityReport.builder().build();

        assertThat(report.skippedShare()).isZero();
        assertThat(report.counts()).isEmpty();
    }

    @Test
    void samplesAreFewAndShort() {
        DataQualityReport.Builder tally = DataQualityReport.builder();
        for (int line = 1; line <= 9; line++) {
            tally.read().count(BAD_AMOUNT, new Sample(line, "amount", "x".repeat(100)));
        }
        Count count = tally.build().counts().get(0);

        assertThat(count.rows()).isEqualTo(9);
        assertThat(count.samples()).hasSize(DataQualityReport.MAX_SAMPLES);
        assertThat(count.samples().get(4).value()).isEqualTo("x".repeat(80) + "... (100 characters)");
        assertThat(new Sample(1, "amount", "x".repeat(79) + "\ud83d\ude00").value())
                .isEqualTo("x".repeat(79) + "... (81 characters)");
        assertThat(Sample.ofLength(1, "text", 17).value()).isEqualTo("(17 characters)");
    }

    @Test
    void theMaskOfACellIsWhole() {
        assertThat(Sample.of(1, "amount", "Jane Doe, 42 \u0007".repeat(1000)).value())
                .isEqualTo("(14000 characters: blanks, control characters, digits, letters, signs)");
    }

    @Test
    void reasonsAreToldApartByEffectAndKey() {
        assertThat(new Reason(Effect.SKIPPED, "bad_amount", "other words"))
                .isEqualTo(BAD_AMOUNT)
                .hasSameHashCodeAs(BAD_AMOUNT);
        assertThat(new Reason(Effect.DROPPED, "bad_amount", "is not a number")).isNotEqualTo(BAD_AMOUNT);
        assertThatThrownBy(() -> new Reason(Effect.DROPPED, " ", "")).hasMessage("key of a reason must not be blank");
    }

    @Test
    void theTableIsReadable() {
        DataQualityReport.Builder tally = DataQualityReport.builder();
        for (int row = 0; row < 1234; row++) {
            tally.read();
        }
        tally.accepted(1233).count(BAD_AMOUNT, new Sample(7, "Amount", "1,5"));
        tally.count(ODD, new Sample(0, "amount", "9"));

        assertThat(tally.build())
                .hasToString("         1,234  rows read\n"
                        + "         1,233  accepted\n"
                        + "             0  dropped\n"
                        + "             1  skipped\n"
                        + "             0  duplicates\n"
                        + "             1  skipped: bad_amount                  is not a number\n"
                        + "                line 7, Amount '1,5'\n"
                        + "             1  remarked: odd                        is odd\n"
                        + "                amount '9'\n");
    }
}
