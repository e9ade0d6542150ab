package dev.clv.nn.check;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.nn.describe.Description;
import dev.clv.nn.layer.ParameterShape;
import dev.clv.nn.math.NamedMatrices;
import dev.clv.nn.optimize.Adafactor;
import dev.clv.nn.optimize.Adam;
import dev.clv.nn.optimize.Optimizer;
import dev.clv.nn.optimize.Sgd;
import java.util.List;
import java.util.function.Function;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Optimisers with a fault planted, each of which must be caught by the check that names it. */
class OptimizerChecksTest {

    @Test
    @DisplayName("the optimisers of this library pass over seeds")
    void theStandardOnesPass() {
        List<Optimizer> all = List.of(
                Sgd.of(0.1),
                Sgd.of(0.1).withMomentum(0.8),
                Sgd.of(0.1).withMomentum(0.8).withNesterov(),
                Adam.of(0.02).withBetas(0.8, 0.98).withEpsilon(1e-6),
                Adam.of(1e-4).withWeightDecay(0.1),
                Adafactor.of(0.03));
        for (Optimizer optimizer : all) {
            for (long seed = 0; seed < 5; seed++) {
                long drawn = seed;
                assertThatCode(() -> OptimizerChecks.check(optimizer, drawn, OptimizerChecksTest::rebuilt))
                        .doesNotThrowAnyException();
            }
        }
    }

    private static Optimizer rebuilt(Description d) {
        double rate = d.number("learning_rate");
        return switch (d.word()) {
            case "sgd" -> {
                Sgd sgd = Sgd.of(rate).withMomentum(d.number("momentum"));
                yield d.number("nesterov") == 1 ? sgd.withNesterov() : sgd;
            }
            case "adam" ->
                Adam.of(rate)
                        .withBetas(d.number("beta1"), d.number("beta2"))
                        .withEpsilon(d.number("epsilon"))
                        .withWeightDecay(d.number("weight_decay"));
            default -> Adafactor.of(rate);
        };
    }

    /** Plain descent, for subclasses to break. */
    private static class Right implements Optimizer {

        private final double learningRate;

        Right(Description description) {
            learningRate = description.numbers().getOrDefault("learning_rate", 0.005);
        }

        @Override
        public double learningRate() {
            return learningRate;
        }

        @Override
        public NamedMatrices newState(ParameterShape shape) {
            return NamedMatrices.of("mean", shape.zeros());
        }

        @Override
        public void update(
                ParameterShape shape, DMatrixRMaj w, DMatrixRMaj g, NamedMatrices state, long step, double rate) {
            CommonOps_DDRM.addEquals(w, -rate, g);
        }

        @Override
        public Description describe() {
            return Description.of("planted").with("learning_rate", learningRate);
        }
    }

    private static void assertCaught(Function<Description, Optimizer> make, String promise) {
        Optimizer optimizer =
                make.apply(Description.of("planted").with("learning_rate", 0.01).with("momentum", 0.5));
        for (long seed = 0; seed < 3; seed++) {
            long drawn = seed;
            assertThatThrownBy(() -> OptimizerChecks.check(optimizer, drawn, make))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("optimiser 'planted': " + promise);
        }
    }

    @Test
    @DisplayName("a right optimiser passes")
    void aRightOptimizerPasses() {
        OptimizerChecks.check(new Right(Description.of("planted").with("learning_rate", 0.01)), 1, Right::new);
    }

    @Test
    void anOptimizerThatClimbsIsCaught() {
        assertCaught(
                d -> new Right(d) {
                    @Override
                    public void update(
                            ParameterShape shape,
                            DMatrixRMaj w,
                            DMatrixRMaj g,
                            NamedMatrices state,
                            long step,
                            double rate) {
                        super.update(shape, w, g, state, step, -rate);
                    }
                },
                "steps must descend a convex bowl");
    }

    @Test
    void anOptimizerThatRemembersInAFieldIsCaught() {
        assertCaught(
                d -> new Right(d) {
                    private final DMatrixRMaj velocity = new DMatrixRMaj(1, 1);

                    @Override
                    public void update(
                            ParameterShape shape,
                            DMatrixRMaj w,
                            DMatrixRMaj g,
                            NamedMatrices state,
                            long step,
                            double rate) {
                        if (step == 1) {
                            velocity.setTo(shape.zeros());
                        }
                        CommonOps_DDRM.add(0.9, velocity, 1, g, velocity);
                        super.update(shape, w, velocity, state, step, rate);
                    }
                },
                "parameters that take turns must not disturb each other");
    }

    @Test
    void anOptimizerThatDecaysBiasesIsCaught() {
        assertCaught(
                d -> new Right(d) {
                    @Override
                    public void update(
                            ParameterShape shape,
                            DMatrixRMaj w,
                            DMatrixRMaj g,
                            NamedMatrices state,
                            long step,
                            double rate) {
                        super.update(shape, w, g, state, step, rate);
                        CommonOps_DDRM.scale(1 - rate * 0.1, w);
                    }
                },
                "a parameter that does not decay must stay where it is");
    }

    @Test
    void anOptimizerThatDividesByZeroIsCaught() {
        assertCaught(
                d -> new Right(d) {
                    @Override
                    public void update(
                            ParameterShape shape,
                            DMatrixRMaj w,
                            DMatrixRMaj g,
                            NamedMatrices state,
                            long step,
                            double rate) {
                        for (int i = 0; i < shape.size(); i++) {
                            w.data[i] -= rate * g.data[i] / Math.sqrt(g.data[i] * g.data[i]);
                        }
                    }
                },
                "gradients of 0.0 must leave the parameter finite");
    }

    @Test
    void anOptimizerThatIgnoresTheRateIsCaught() {
        assertCaught(
                d -> new Right(d) {
                    @Override
                    public void update(
                            ParameterShape shape,
                            DMatrixRMaj w,
                            DMatrixRMaj g,
                            NamedMatrices state,
                            long step,
                            double rate) {
                        super.update(shape, w, g, state, step, learningRate());
                    }
                },
                "a step must be shorter at a lower rate");
    }

    @Test
    void anOptimizerThatChangesTheGradientIsCaught() {
        assertCaught(
                d -> new Right(d) {
                    @Override
                    public void update(
                            ParameterShape shape,
                            DMatrixRMaj w,
                            DMatrixRMaj g,
                            NamedMatrices state,
                            long step,
                            double rate) {
                        CommonOps_DDRM.scale(rate, g);
                        CommonOps_DDRM.subtractEquals(w, g);
                    }
                },
                "update must not modify the gradient");
    }

    @Test
    void aSettingMissingInTheDescriptionIsCaught() {
        assertCaught(
                d -> new Right(d) {
                    private final double momentum = d.numbers().getOrDefault("momentum", 0.9);

                    @Override
                    public void update(
                            ParameterShape shape,
                            DMatrixRMaj w,
                            DMatrixRMaj g,
                            NamedMatrices state,
                            long step,
                            double rate) {
                        DMatrixRMaj mean = state.get("mean");
                        CommonOps_DDRM.add(momentum, mean, 1, g, mean);
                        super.update(shape, w, mean, state, step, rate);
                    }
                },
                "an optimiser rebuilt from its description must give the same numbers");
    }
}
