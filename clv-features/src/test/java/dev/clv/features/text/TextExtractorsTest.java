package dev.clv.features.text;

import org.junit.jupiter.api.Test;

import dev.clv.features.check.ExtractorChecks;

class TextExtractorsTest {

    @Test
    void sentimentKeepsTheContractOfExtractors() {
        ExtractorChecks.check(TextExtractors.sentiment(1));
        ExtractorChecks.checkSettings(TextExtractors.sentiment(1), TextExtractors.sentiment(2));
    }
}
