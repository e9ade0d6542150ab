package dev.clv.nn.check;

import dev.clv.nn.describe.Description;
import dev.clv.nn.math.SplitMix;
import dev.clv.nn.optimize.Schedule;
import java.util.Arrays;
import java.util.function.Function;

/**
 * The contract of {@link Schedule}, to be run on one of yours from any test framework. A broken promise is an
 * {@link AssertionError} that names it. Give the schedule settings that are not its defaults, so that one missing in
 * its description is found.
 */
public final class ScheduleChecks {

    private static final int EPOCHS = 12;
    private static final int STEPS_PER_EPOCH = 5;
    private static final int STEPS = EPOCHS * STEPS_PER_EPOCH;

    private final Schedule schedule;
    private final double[] losses = new double[EPOCHS];

    private ScheduleChecks(Schedule schedule, long seed) {
        this.schedule = schedule;
        SplitMix random = new SplitMix(seed);
        Arrays.setAll(losses, epoch -> 1 + random.nextDouble());
    }

    /**
     * Runs all checks on a training of a few epochs with random losses.
     *
     * @param rebuild makes the schedule of a description
     */
    public static void check(Schedule schedule, long seed, Function<Description, Schedule> rebuild) {
        ScheduleChecks checks = new ScheduleChecks(schedule, seed);
        checks.staysFinite();
        checks.dependsOnItsArgumentsAlone();
        checks.describesItself(rebuild.apply(schedule.describe()));
    }

    /** The factor of a step; losses of epochs to come are NaN. */
    private double factor(Schedule of, int step) {
        int epochs = step / STEPS_PER_EPOCH;
        double[] known = losses.clone();
        Arrays.fill(known, epochs, EPOCHS, Double.NaN);
        double[] given = known.clone();
        double factor = of.factor(step, STEPS, given, epochs);
        require(Arrays.equals(given, known), "factor must not modify the losses");
        return factor;
    }

    private double[] factors(Schedule of) {
        double[] factors = new double[STEPS];
        Arrays.setAll(factors, step -> factor(of, step));
        return factors;
    }

    private void staysFinite() {
        for (int step = 0; step < STEPS; step++) {
            double factor = factor(schedule, step);
            require(
                    factor >= 0 && factor < Double.POSITIVE_INFINITY,
                    "a factor must be finite and not negative, was " + factor + " at step " + step);
        }
    }

    private void dependsOnItsArgumentsAlone() {
        double[] forwards = factors(schedule);
        for (int step = STEPS - 1; step >= 0; step--) {
            require(
                    factor(schedule, step) == forwards[step],
                    "a factor must follow from its arguments alone, in any order of steps; step " + step + " differs");
        }
        require(
                TwoThreads.areRight(() -> () -> Arrays.equals(factors(schedule), forwards)),
                "trainings on two threads must not disturb each other");
    }

    private void describesItself(Schedule rebuilt) {
        require(
                rebuilt.describe().equals(schedule.describe()),
                "a schedule rebuilt from its description must be the same, was " + rebuilt.describe());
        require(
                Arrays.equals(factors(rebuilt), factors(schedule)),
                "a schedule rebuilt from its description must give the same numbers; describe every setting");
    }

    private void require(boolean kept, String promise) {
        if (!kept) {
            throw new AssertionError("schedule '" + schedule.describe().word() + "': " + promise);
        }
    }
}
