package dev.clv.examples.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WhatChannelsPayTest {

    @Test
    void channelsAndACheckOfWhatWasPredictedArePrinted() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        WhatChannelsPay.print(300, new PrintStream(bytes, true, StandardCharsets.UTF_8));

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("advert: ", "search: ", " times the cost (", "months that were predicted and came");
    }
}
