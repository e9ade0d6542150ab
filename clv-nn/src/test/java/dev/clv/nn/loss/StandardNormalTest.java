package dev.clv.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandardNormalTest {

    /** Origin: PyTorch 1.13 (Debian python3-torch), float64, torch.special.ndtri. */
    @ParameterizedTest
    @CsvSource({
        "1e-300, -37.0470962993612",
        "1e-20, -9.262340089798409",
        "1e-9, -5.9978070150076865",
        ".001, -3.090232306167813",
        ".02, -2.053748910631823",
        ".07, -1.4757910281791704",
        ".2, -.8416212335729142",
        ".425, -.18911842627279252",
        ".5, 0",
        ".6, .2533471031357997",
        ".9, 1.2815515655446004",
        ".975, 1.959963984540054",
        ".999999, 4.753424308817087"
    })
    void quantilesMatchPyTorch(double p, double expected) {
        assertThat(StandardNormal.quantile(p)).isCloseTo(expected, within(1e-14 * Math.max(1, Math.abs(expected))));
    }

    @Test
    void endsAreInfinite() {
        assertThat(StandardNormal.quantile(0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(StandardNormal.quantile(1)).isEqualTo(Double.POSITIVE_INFINITY);
    }
}
