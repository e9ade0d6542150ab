package dev.clv.nn.check;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.nn.Vocabulary;
import dev.clv.nn.describe.Description;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.loss.LossMemory;
import dev.clv.nn.loss.PointLoss;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Losses with a fault planted, each of which must be caught by the check that names it. */
class LossChecksTest {

    private static final double[] LABELS = {-3, 0.5, 0, 2};

    /** A right loss, for subclasses to break. */
    private static class Right implements PointLoss {

        @Override
        public double value(double z, double y) {
            return (z - y) * (z - y);
        }

        @Override
        public double derivative(double z, double y) {
            return 2 * (z - y);
        }

        @Override
        public Description describe() {
            return Description.of("planted");
        }
    }

    private static void assertCaught(Function<Description, Loss> make, String promise) {
        Loss loss = make.apply(Description.of("planted").with("factor", 3));
        Vocabulary words = Vocabulary.standard().withLoss("planted", make);
        for (long seed = 0; seed < 3; seed++) {
            long drawn = seed;
            assertThatThrownBy(() -> LossChecks.check(loss, LABELS, drawn, words))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("loss 'planted': " + promise);
        }
    }

    @Test
    @DisplayName("a right loss passes")
    void aRightLossPasses() {
        LossChecks.check(new Right(), LABELS, 1, Vocabulary.standard().withLoss("planted", d -> new Right()));
    }

    @Test
    @DisplayName("ln cosh by its definition overflows at large outputs, though its gradient does not")
    void aLossThatOverflowsIsCaught() {
        assertCaught(
                d -> new Right() {
                    @Override
                    public double value(double z, double y) {
                        return StrictMath.log(StrictMath.cosh(z - y));
                    }

                    @Override
                    public double derivative(double z, double y) {
                        return StrictMath.tanh(z - y);
                    }
                },
                "the loss must be finite at raw outputs of");
    }

    @Test
    void anAbsurdStartIsCaught() {
        assertCaught(
                d -> new Right() {
                    @Override
                    public double initialOutput(double[] y, double[] weights) {
                        return 1e6;
                    }
                },
                "initialOutputs must be near the best constant prediction");
    }

    @Test
    void aBiasedMeanIsCaught() {
        assertCaught(
                d -> new Right() {
                    @Override
                    public double mean(double z) {
                        return z + 5;
                    }
                },
                "the mean at the initialOutputs of many labels");
    }

    @Test
    void aSettingMissingInTheDescriptionIsCaught() {
        assertCaught(
                d -> new Right() {
                    private final double factor = d.numbers().getOrDefault("factor", 1.0);

                    @Override
                    public double value(double z, double y) {
                        return factor * super.value(z, y);
                    }

                    @Override
                    public double derivative(double z, double y) {
                        return factor * super.derivative(z, y);
                    }
                },
                "a loss rebuilt from its description must give the same numbers");
    }

    @Test
    void aLossThatKeepsItsBatchInAFieldIsCaught() {
        assertCaught(
                d -> new Right() {
                    private final DMatrixRMaj kept = new DMatrixRMaj(20, 1);

                    @Override
                    public void gradient(
                            DMatrixRMaj z, DMatrixRMaj y, DMatrixRMaj losses, DMatrixRMaj dz, LossMemory memory) {
                        kept.reshape(z.numRows, 1);
                        for (int b = 0; b < z.numRows; b++) {
                            kept.data[b] += z.data[b] - y.data[b];
                        }
                        LockSupport.parkNanos(1); // so that the other thread comes in between for sure
                        for (int b = 0; b < z.numRows; b++) {
                            losses.data[b] = kept.data[b] * kept.data[b];
                            dz.data[b] = 2 * kept.data[b];
                            kept.data[b] = 0;
                        }
                    }
                },
                "batches on two threads must not disturb each other");
    }

    @Test
    void aGradientThatGivesOtherLossesIsCaught() {
        assertCaught(
                d -> new Right() {
                    @Override
                    public void gradient(
                            DMatrixRMaj z, DMatrixRMaj y, DMatrixRMaj losses, DMatrixRMaj dz, LossMemory memory) {
                        super.gradient(z, y, losses, dz, memory);
                        losses.fill(0);
                    }
                },
                "gradient must give the losses that value gives");
    }

    @Test
    void aWrongSignIsCaughtByTheGradientCheck() {
        Loss loss = new Right() {
            @Override
            public double derivative(double z, double y) {
                return -2 * (z - y);
            }
        };
        Vocabulary words = Vocabulary.standard().withLoss("planted", d -> loss);
        assertThatThrownBy(() -> LossChecks.check(loss, LABELS, 1, words))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the gradient is off by a relative");
    }
}
