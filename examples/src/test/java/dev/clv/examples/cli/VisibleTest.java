package dev.clv.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTest {

    @Test
    void nothingActsOnTheTerminal() {
        String evil = "prem\u001b[31m\r\nprediction +1.00 EUR\0\u202e\u2028\u0085";
        assertThat(Visible.line(evil))
                .isEqualTo("prem\\u001b[31m\\r\\nprediction +1.00 EUR\\u0000\\u202e\\u2028\\u0085");
        assertThat(Visible.lines("a\nb\r\nc\rd\u001be")).isEqualTo("a\nb\r\nc\\rd\\u001be");
        assertThat(Visible.lines("größe 名前 \ud83d\ude00")).isEqualTo("größe 名前 \ud83d\ude00");
    }
}
