package dev.clv.features.internal.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlainNumberTest {

    @Test
    void aPlainNumberIsNothingLocalised() {
        assertThat(PlainNumber.parse(" 12 ")).isEqualTo(12);
        assertThat(PlainNumber.parse("-.5e3")).isEqualTo(-500);
        assertThat(PlainNumber.parse("7.")).isEqualTo(7);
        for (String text : List.of("", " ", "1,5", "NaN", "Infinity", "0x10", "1d", "1e", "--1", "1e999", "٣")) {
            assertThat(PlainNumber.parse(text)).as("'%s'", text).isNaN();
        }
    }
}
