package dev.clv.nn.check;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.nn.describe.Description;
import dev.clv.nn.optimize.Schedule;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Schedules with a fault planted, each of which must be caught by the check that names it. */
class ScheduleChecksTest {

    @Test
    @DisplayName("the schedules of this library pass over seeds")
    void theStandardOnesPass() {
        List<Schedule> all = List.of(
                Schedule.constant(),
                Schedule.step(3, 0.5),
                Schedule.cosine(0.02),
                Schedule.onPlateau(1, 0.4),
                Schedule.cosine(0.1).afterWarmUp(7));
        for (Schedule schedule : all) {
            for (long seed = 0; seed < 5; seed++) {
                long drawn = seed;
                assertThatCode(() -> ScheduleChecks.check(schedule, drawn, ScheduleChecksTest::rebuilt))
                        .doesNotThrowAnyException();
            }
        }
    }

    private static Schedule rebuilt(Description d) {
        return switch (d.word()) {
            case "constant" -> Schedule.constant();
            case "step" -> Schedule.step(d.whole("every_epochs"), d.number("factor"));
            case "cosine" -> Schedule.cosine(d.number("last"));
            case "on_plateau" -> Schedule.onPlateau(d.whole("patience"), d.number("factor"));
            default -> rebuilt(d.onlyPart()).afterWarmUp(d.whole("steps"));
        };
    }

    /** A factor that falls with the steps, for subclasses to break. */
    private static class Right implements Schedule {

        @Override
        public double factor(long step, long steps, double[] losses, int epochs) {
            return 1.0 / (1 + step);
        }

        @Override
        public Description describe() {
            return Description.of("planted");
        }
    }

    private static void assertCaught(Function<Description, Schedule> make, String promise) {
        Schedule schedule = make.apply(Description.of("planted").with("last", 0.5));
        for (long seed = 0; seed < 3; seed++) {
            long drawn = seed;
            assertThatThrownBy(() -> ScheduleChecks.check(schedule, drawn, make))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("schedule 'planted': " + promise);
        }
    }

    @Test
    void aFactorBelowZeroIsCaught() {
        assertCaught(
                d -> new Right() {
                    @Override
                    public double factor(long step, long steps, double[] losses, int epochs) {
                        return 1 - 2.0 * step / steps;
                    }
                },
                "a factor must be finite and not negative");
    }

    @Test
    void aLossOfTheFutureIsCaught() {
        assertCaught(
                d -> new Right() {
                    @Override
                    public double factor(long step, long steps, double[] losses, int epochs) {
                        return losses[epochs];
                    }
                },
                "a factor must be finite and not negative, was NaN");
    }

    @Test
    void aScheduleThatCountsForItselfIsCaught() {
        assertCaught(
                d -> new Right() {
                    private int calls;

                    @Override
                    public double factor(long step, long steps, double[] losses, int epochs) {
                        return 1.0 / ++calls;
                    }
                },
                "a factor must follow from its arguments alone");
    }

    @Test
    void aScheduleThatSortsTheLossesIsCaught() {
        assertCaught(
                d -> new Right() {
                    @Override
                    public double factor(long step, long steps, double[] losses, int epochs) {
                        Arrays.sort(losses, 0, epochs);
                        return 1;
                    }
                },
                "factor must not modify the losses");
    }

    @Test
    void aSettingMissingInTheDescriptionIsCaught() {
        assertCaught(
                d -> new Right() {
                    private final double last = d.numbers().getOrDefault("last", 0.1);

                    @Override
                    public double factor(long step, long steps, double[] losses, int epochs) {
                        return Math.max(last, super.factor(step, steps, losses, epochs));
                    }
                },
                "a schedule rebuilt from its description must give the same numbers");
    }
}
