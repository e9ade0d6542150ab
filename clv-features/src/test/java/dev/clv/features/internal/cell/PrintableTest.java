package dev.clv.features.internal.cell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {

    @Test
    void plainTextOfAnyLanguageStaysAsItIs() {
        for (String text : new String[] {"", "tier gold", "größe", "名前", "имя", "a'b\"c\\d", "\ud83d\ude00"}) {
            assertThat(Printable.of(text)).isEqualTo(text);
            assertThat(Printable.isPlain(text)).isTrue();
            assertThat(Printable.hasControl(text)).isFalse();
        }
    }

    @Test
    void whatDoesNotShowAsItselfIsEscaped() {
        assertThat(Printable.of("a\r\nb\tc\0d\u001b[31m")).isEqualTo("a\\r\\nb\\tc\\u0000d\\u001b[31m");
        assertThat(Printable.of("\u202eevil\u2066 \u2028\u0085")).isEqualTo("\\u202eevil\\u2066 \\u2028\\u0085");
        assertThat(Printable.of("id\u00a0\u200b\ufeff")).isEqualTo("id\\u00a0\\u200b\\ufeff");
        assertThat(Printable.of("\udc80x\ud83d")).isEqualTo("\\udc80x\\ud83d");
        assertThat(Printable.of("\udb40\udc01")).isEqualTo("\\udb40\\udc01");
    }

    @Test
    void noCharacterOfTheBasicPlaneReachesATerminalAsAControl() {
        for (int c = 0; c < 0x10000; c++) {
            String shown = Printable.of("<" + (char) c + ">");
            assertThat(Printable.isPlain(shown)).isTrue();
            assertThat(shown.lines().count()).isEqualTo(1);
            assertThat(Printable.hasControl(shown)).isFalse();
            if (Printable.hasControl("" + (char) c)) {
                assertThat(shown).startsWith("<\\");
            }
        }
    }

    @Test
    void controlsAreControlCharactersLineEndsAndMarksOfDirection() {
        for (char c :
                "\0\t\n\r\u001b\u007f\u0085\u061c\u200e\u200f\u2028\u2029\u202a\u202e\u2066\u2069".toCharArray()) {
            assertThat(Printable.hasControl("a" + c + "b")).as("%04x", (int) c).isTrue();
        }
        for (char c : " \u00a0\u200b\u200d\ufeff\u00ad\u2065\u206a".toCharArray()) {
            assertThat(Printable.hasControl("a" + c + "b")).as("%04x", (int) c).isFalse();
        }
    }

    @Test
    void aLongNameIsCutBetweenCharacters() {
        assertThat(Printable.name("x".repeat(64))).isEqualTo("x".repeat(64));
        assertThat(Printable.name("x".repeat(65))).isEqualTo("x".repeat(64) + "...");
        assertThat(Printable.name("x".repeat(63) + "\ud83d\ude00")).isEqualTo("x".repeat(63) + "...");
    }
}
