package dev.clv.examples.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WhichOfferTest {

    @Test
    void theEvidenceTheOffersAndTheirFairnessArePrinted() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        WhichOffer.print(1_500, new PrintStream(bytes, true, StandardCharsets.UTF_8));

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains(
                        "everybody: 20 % off", " offers are expected to be worth ", "in truth it is ", "country DE: ");
    }
}
