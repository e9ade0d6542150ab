package dev.clv.examples.nn;

import dev.clv.nn.describe.Description;
import dev.clv.nn.optimize.Schedule;

/**
 * A schedule of one's own: the learning rate falls in a straight line from its start to a share of it.
 *
 * @param last the factor at the end of training, in (0, 1]
 */
public record LinearDecay(double last) implements Schedule {

    @Override
    public double factor(long step, long steps, double[] losses, int epochs) {
        return 1 - (1 - last) * step / Math.max(1, steps);
    }

    @Override
    public Description describe() {
        return Description.of("linear_decay").with("last", last);
    }
}
