package dev.clv.features.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class ExchangeRatesTest {

    private static final LocalDate DAY = LocalDate.parse("2024-01-05");

    @Test
    void theLatestRateUpToTheDayCounts() {
        ExchangeRates rates = ExchangeRates.into("EUR")
                .rate("USD", DAY, new BigDecimal("0.5"))
                .rate("USD", DAY.plusDays(2), new BigDecimal("0.25"))
                .build();
        BigDecimal ten = new BigDecimal("10");

        assertThat(rates.convert(ten, "USD", DAY)).isEqualTo("5.0000");
        assertThat(rates.convert(ten, "USD", DAY.plusDays(1))).isEqualTo("5.0000");
        assertThat(rates.convert(ten, "USD", DAY.plusDays(2))).isEqualTo("2.5000");
        assertThat(rates.convert(ten, "EUR", DAY)).isSameAs(ten);
        assertThatThrownBy(() -> rates.convert(ten, "USD", DAY.minusDays(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no rate from USD into EUR on 2024-01-04; add one with rate(currency, from, factor)");
    }

    @Test
    void conversionsAreRoundedHalfToEvenAtTheLargerScale() {
        ExchangeRates rates =
                ExchangeRates.into("EUR").rate("USD", new BigDecimal("0.5")).build();

        assertThat(rates.convert(new BigDecimal("0.0001"), "USD", DAY)).isEqualTo("0.0000");
        assertThat(rates.convert(new BigDecimal("0.0003"), "USD", DAY)).isEqualTo("0.0002");
        assertThat(rates.convert(new BigDecimal("0.000010"), "USD", DAY)).isEqualTo("0.000005");
    }

    @Test
    void ratesThatMakeNoSenseAreRefused() {
        ExchangeRates.Builder builder = ExchangeRates.into("EUR").rate("USD", BigDecimal.ONE);

        assertThatThrownBy(() -> builder.rate("EUR", BigDecimal.TEN))
                .hasMessage("rate of the base currency EUR is 1 and cannot be set");
        assertThatThrownBy(() -> builder.rate("GBP", new BigDecimal("-1")))
                .hasMessage("rate of GBP must be positive, was -1");
        assertThatThrownBy(() -> builder.rate("USD", BigDecimal.TEN))
                .hasMessage("rate of USD is given twice for the same day");
        assertThatThrownBy(() -> ExchangeRates.into(" "))
                .hasMessageContaining("base currency must be three capital letters");
        assertThatThrownBy(() -> builder.rate("gbp", BigDecimal.TEN))
                .hasMessageContaining("currency must be three capital letters");
        assertThat(builder.build().knows("USD")).isTrue();
        assertThat(builder.build().knows("GBP")).isFalse();
    }
}
