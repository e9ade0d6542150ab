package dev.clv.nn.optimize;

import dev.clv.nn.describe.Description;
import dev.clv.nn.math.Elementary;
import java.util.List;

/** The schedules that {@link Schedule} makes. */
final class Schedules {

    private Schedules() {}

    private static void checkFactor(String name, double factor) {
        if (!(factor > 0 && factor <= 1)) {
            throw new IllegalArgumentException(name + " must be in (0, 1], was " + factor);
        }
    }

    record Constant() implements Schedule {

        @Override
        public double factor(long step, long steps, double[] losses, int epochs) {
            return 1;
        }

        @Override
        public Description describe() {
            return Description.of("constant");
        }
    }

    record Step(int everyEpochs, double factor) implements Schedule {

        Step {
            if (everyEpochs < 1) {
                throw new IllegalArgumentException(
                        "a step schedule needs at least 1 epoch per step, was " + everyEpochs);
            }
            checkFactor("factor of a step schedule", factor);
        }

        @Override
        public double factor(long step, long steps, double[] losses, int epochs) {
            return Elementary.power(factor, epochs / everyEpochs);
        }

        @Override
        public Description describe() {
            return Description.of("step").with("every_epochs", everyEpochs).with("factor", factor);
        }
    }

    record Cosine(double last) implements Schedule {

        Cosine {
            checkFactor("last factor of a cosine schedule", last);
        }

        @Override
        public double factor(long step, long steps, double[] losses, int epochs) {
            return last + (1 - last) * 0.5 * (1 + StrictMath.cos(Math.PI * step / Math.max(1, steps)));
        }

        @Override
        public Description describe() {
            return Description.of("cosine").with("last", last);
        }
    }

    record OnPlateau(int patience, double factor) implements Schedule {

        OnPlateau {
            if (patience < 0) {
                throw new IllegalArgumentException(
                        "patience of a plateau schedule must not be negative, was " + patience);
            }
            checkFactor("factor of a plateau schedule", factor);
        }

        @Override
        public double factor(long step, long steps, double[] losses, int epochs) {
            double best = Double.POSITIVE_INFINITY;
            double now = 1;
            int bad = 0;
            for (int e = 0; e < epochs; e++) {
                if (losses[e] < best) {
                    best = losses[e];
                    bad = 0;
                } else if (++bad > patience) {
                    now *= factor;
                    bad = 0;
                }
            }
            return now;
        }

        @Override
        public Description describe() {
            return Description.of("on_plateau").with("patience", patience).with("factor", factor);
        }
    }

    record WarmUp(Schedule schedule, long warmUpSteps) implements Schedule {

        WarmUp {
            if (warmUpSteps < 1) {
                throw new IllegalArgumentException("a warm-up needs at least 1 step, was " + warmUpSteps);
            }
        }

        @Override
        public double factor(long step, long steps, double[] losses, int epochs) {
            long after = Math.max(0, step - warmUpSteps);
            double own = schedule.factor(after, Math.max(1, steps - warmUpSteps), losses, epochs);
            return step < warmUpSteps ? own * (step + 1) / warmUpSteps : own;
        }

        @Override
        public Description describe() {
            return Description.of("warm_up").with("steps", warmUpSteps).with(List.of(schedule.describe()));
        }
    }
}
