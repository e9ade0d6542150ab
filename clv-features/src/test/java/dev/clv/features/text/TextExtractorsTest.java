package dev.clv.features.text;

import dev.clv.features.check.ExtractorChecks;
import org.junit.jupiter.api.Test;

class TextExtractorsTest {

    @Test
    void sentimentKeepsTheContractOfExtractors() {
        ExtractorChecks.check(TextExtractors.sentiment(1));
        ExtractorChecks.checkSettings(TextExtractors.sentiment(1), TextExtractors.sentiment(2));
    }
}
