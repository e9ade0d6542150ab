package dev.clv.features.internal.cell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalFormTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna.smith@mail.example",
                "Anna <anna@mail.example>",
                "mailto:anna@mail.example",
                "anna%40mail.example",
                "anna (at) mail.example",
                "+43 660 123 45 67",
                "tel: +43/660/1234567",
                "0660 1234567",
                "(01) 234 56 78",
                "555-123-4567",
                "(555) 123-4567",
                "123-45-6789",
                "4111 1111 1111 1111",
                "4111111111111111",
                "12345678.0",
                "AT61 1904 3002 3457 3201",
                "gb29nwbk60161331926819",
                "DE89 3704 0044 0532 0130 00",
                "GB82 WEST 1234 5698 7654 32",
                "DE89.3704.0044.0532.0130.00",
                "DE89-3704-0044-0532-0130-00"
            })
    void whatBelongsToOnePersonIsTold(String word) {
        assertThat(PersonalForm.is(word)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gold",
                "Bed@Home",
                "01067",
                "007",
                "18-25",
                "00-05",
                "50000-100000",
                "25.000 - 49.999",
                "99.99-149.99",
                "1 000 000",
                "10.000.000",
                "2023-01-01",
                "20230601",
                "01.06.2023",
                "2023-01-01 - 2023-02-01",
                "01/2023-06/2023",
                "10.0.19041.1234",
                "summer_20230601",
                "cc41fe8a0b9c4d7e8f00112233445566",
                "Windows 11",
                "A-1001",
                "SK10-2023-0001-0002",
                "Nordrhein-Westfalen",
                ""
            })
    void ordinaryCategoriesAreSpared(String word) {
        assertThat(PersonalForm.is(word)).isFalse();
    }
}
