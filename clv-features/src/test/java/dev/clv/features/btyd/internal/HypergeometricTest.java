package dev.clv.features.btyd.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HypergeometricTest {

    private static final double STEP = 1e-5;

    /** By mpmath 1.3, 40 digits. */
    @ParameterizedTest
    @CsvSource({
        "0.25, 1.85, 0.1, 0.9870467107158365",
        "1.6, 2.05, 0.9, 0.5986754403703282",
        "0.5, 1.2, 12, 0.3213984299808372",
        "3.2, 60.7, 150, 0.1431291373666285",
        "200.25, 201.9, 7, 0.1259042303918643",
        "1.6, 201.6, 300, 0.3832670412687832",
        "0.25, 1.85, 2500, 0.1829949360625466",
        "1.6, 1.85, 50000.0, 2.830389179828066e-5",
        "0.02, 2.5, 40000.0, 0.8301901631660546",
        "2.5, 2.51, 4000.0, 0.0002516025388216968",
        "2000.5, 100000.0, 1000000.0, 5.000950069905985e-5",
        "1e-06, 2.6, 100000.0, 0.9999898152011504",
        "0.7, 1.4, 100000000.0, 5.123063704755555e-6"
    })
    void isTheFunctionOfTheBooks(double b, double c, double y, double expected) {
        assertThat(new Hypergeometric().of(b, c, y).value()).isCloseTo(expected, withPercentage(1e-9));
        assertThat(Hypergeometric.valueOf(b, c, y)).isCloseTo(expected, withPercentage(1e-9));
    }

    @ParameterizedTest
    @CsvSource({
        "0.25, 1.85, 0.1, 0.9870467107158365",
        "1.6, 2.05, 0.9, 0.5986754403703282",
        "0.5, 1.2, 12, 0.3213984299808372",
        "3.2, 60.7, 150, 0.1431291373666285",
        "200.25, 201.9, 7, 0.1259042303918643",
        "1.6, 201.6, 300, 0.3832670412687832",
        "0.25, 1.85, 2500, 0.1829949360625466",
        "1.6, 1.85, 50000.0, 2.830389179828066e-5",
        "0.02, 2.5, 40000.0, 0.8301901631660546",
        "2.5, 2.51, 4000.0, 0.0002516025388216968",
        "2000.5, 100000.0, 1000000.0, 5.000950069905985e-5",
        "1e-06, 2.6, 100000.0, 0.9999898152011504",
        "0.7, 1.4, 100000000.0, 5.123063704755555e-6"
    })
    void knowsItsDerivatives(double b, double c, double y, double unused) {
        Hypergeometric f = new Hypergeometric().of(b, c, y);
        double value = f.value();
        double byB = f.byB();
        double byC = f.byC();
        double byY = f.byY();

        assertThat(byB * b / value).isCloseTo(slope(b * (1 + STEP), c, y, b * (1 - STEP), c, y), withPercentage(1e-3));
        assertThat(byC * c / value).isCloseTo(slope(b, c * (1 + STEP), y, b, c * (1 - STEP), y), withPercentage(1e-3));
        assertThat(byY * y / value).isCloseTo(slope(b, c, y * (1 + STEP), b, c, y * (1 - STEP)), withPercentage(1e-3));
    }

    /** The derivative of ln F by the logarithm of what was changed. */
    private static double slope(double b, double c, double y, double b2, double c2, double y2) {
        double up = new Hypergeometric().of(b, c, y).value();
        double down = new Hypergeometric().of(b2, c2, y2).value();
        return (up - down) / (up + down) / STEP;
    }
}
