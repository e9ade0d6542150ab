package dev.clv.examples.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WhomToCallTest {

    @Test
    void twoLooksOfAMonthAndABacktestArePrinted() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        WhomToCall.print(200, new PrintStream(bytes, true, StandardCharsets.UTF_8));

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains(" alerts with ", "usually every ", "churn_probability less recency: AUC ");
    }
}
