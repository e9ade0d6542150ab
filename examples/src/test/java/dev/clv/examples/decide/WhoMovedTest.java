package dev.clv.examples.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WhoMovedTest {

    @Test
    void clustersAndMovesArePrinted() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        WhoMoved.print(250, new PrintStream(bytes, true, StandardCharsets.UTF_8));

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("prediction strength", "by tier: ", "by rfm: ", "by cluster: ");
    }
}
