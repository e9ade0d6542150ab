package dev.clv.features.internal.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12.50",
                "-1,234.56",
                "(30.00)",
                "€ 12,50",
                "12 EUR",
                "USD 3.00",
                "R$ 5",
                "1.234,50 €",
                "1e-400",
                "5%",
                "2024-01-05T10:00:00Z",
                "2024-01-05 10:00:00+01:00",
                "5 Jan 2024 10:00 PM",
                "Fri, 5 Jan 2024 10:00:00 GMT",
                "31/6/2024",
                "1704103",
                "1,234,567.89",
                "0.123456789",
                "+5.00",
                "05.03.2024",
                "05:30",
                "20240105T100000Z",
                "5. März 2024",
                "1'234.50",
                "0000-00-00 00:00:00",
                "2024-01-05T10:00:00[UTC]x"
            })
    void numbersAndTimesAreShown(String cell) {
        boolean form = !cell.endsWith("x");
        assertThat(Masked.of(cell).equals(cell)).isEqualTo(form);
        assertThat(Masked.quoted(cell).equals("'" + cell + "'")).isEqualTo(form);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna.meier@example.org", "Dr. Zoe Geheim", "c12", "A-4711", "may", "anna 1980-01-05", "n/a",
                        "Jan May 5",
                "EUR USD 5", "Am 5 Am Pm", "5 jan mail", "12@3", "<12>", "{\"a\": 1}", "called about divorce 2 times",
                        "$$5",
                "550e8400-e29b-41d4-a716-446655440000", "12T", "Ｚoe 5", "1\u00005", "1\n5", "5\u202e"
            })
    void anythingElseIsNot(String cell) {
        assertThat(Masked.of(cell)).matches("\\(\\d+ characters?: [a-z, ]+\\)");
        assertThat(Masked.quoted(cell)).matches("a text of \\d+ characters? \\([a-z, ]+\\)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+49000075278",
                "+49 151 23456",
                "(+49)151/23456",
                "0151 23456",
                "0151-234567",
                "(0151) 234567",
                "0049 15",
                "4111111111111111",
                "4111 1111 1111 1111",
                "4111-1111-1111-1111",
                "4111.1111.1111.1111",
                "12345678",
                "'12345678",
                "4111111111111111.0",
                "41111111.00",
                "4.111111111111111E+15",
                "12,345,678",
                "123-45-6789",
                "1704103200",
                "EUR 12345678",
                "07",
                "\u0660\u0661\u0665\u0661",
                "41111111111111 11:11",
                "555.123.4567"
            })
    void numbersThatMayBeOfAPersonAreNotShown(String cell) {
        assertThat(Masked.of(cell)).matches("\\(\\d+ characters?: [a-z, ]+\\)");
        assertThat(Masked.quoted(cell)).matches("a text of \\d+ characters? \\([a-z, ]+\\)");
    }

    @Test
    void aMaskedCellTellsItsLengthAndTheClassesOfItsCharacters() {
        assertThat(Masked.of("secret@example.com")).isEqualTo("(18 characters: letters, signs)");
        assertThat(Masked.of("x")).isEqualTo("(1 character: letters)");
        assertThat(Masked.of("")).isEmpty();
        assertThat(Masked.quoted("")).isEqualTo("an empty text");
        assertThat(Masked.quoted("Zoe 5\u0000"))
                .isEqualTo("a text of 6 characters (blanks, control characters, digits, letters)");
        assertThat(Masked.of("1".repeat(65))).isEqualTo("(65 characters: digits)");
    }

    @Test
    void whatIsShownIsPrintable() {
        assertThat(Masked.of("1\u00a0234,50")).isEqualTo("1\\u00a0234,50");
    }

    @Test
    void noLettersOfARandomTextComeThrough() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            StringBuilder text = new StringBuilder("zq");
            for (int length = random.nextInt(30); length > 0; length--) {
                text.append((char) (32 + random.nextInt(95)));
            }
            text.reverse();
            assertThat(Masked.of(text)).startsWith("(").doesNotContain("qz");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "amount",
                "order_id",
                "q10",
                "sales_2019",
                "2019",
                "line2total",
                "Gesamtbetrag \u20ac",
                "utf8mb4",
                "is_repeat_2",
                "items[].price",
                "customer.id"
            })
    void theNameOfAColumnIsShown(String name) {
        assertThat(Masked.name(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna@example.org",
                "attr.anna@example.org",
                "104423",
                "BU79786",
                "+49 170 1234567",
                "K1044",
                "1c0c0093a48f13ba70d0c6b0a9157cb7",
                "550e8400-e29b-41d4-a716-446655440000",
                "deadbeefcafe1",
                "user_a1b2c3d",
                "{\"a\": 1}"
            })
    void aNameThatIsAnAddressOrAnIdIsNot(String name) {
        assertThat(Masked.name(name))
                .startsWith("(" + name.length() + " characters: ")
                .doesNotContain(name);
    }
}
