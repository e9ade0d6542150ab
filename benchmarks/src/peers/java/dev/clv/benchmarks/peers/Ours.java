package dev.clv.benchmarks.peers;

import dev.clv.nn.NetworkSpec;
import dev.clv.nn.kernel.FloatKernels;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.optimize.Adam;
import dev.clv.nn.optimize.Penalties;
import dev.clv.nn.plan.FloatPlan;
import dev.clv.nn.plan.FloatTraining;
import dev.clv.nn.plan.Workers;

/** clv-nn in float, by one of its kernels. */
final class Ours implements Contender {

    private static final double[] NO_OFFSETS = new double[0];

    private final Task task;
    private final FloatTraining training;
    private final FloatTraining.RowSource rows;
    private long step;

    Ours(Task task, FloatKernels kernels) {
        this.task = task;
        int inputs = task.widths()[0];
        NetworkSpec spec = NetworkSpec.builder(inputs)
                .dense(task.widths()[1])
                .relu()
                .dense(task.widths()[2])
                .relu()
                .build(SquaredError.of());
        training = FloatPlan.compile(spec)
                .orElseThrow()
                .training(kernels, Adam.of(Task.RATE), task.batch(), spec.initialParameters(1));
        double[] y = new double[task.batch()];
        for (int b = 0; b < y.length; b++) {
            y[b] = task.y()[b];
        }
        rows = (from, to, into) -> {
            for (int b = from; b < to; b++) {
                into.row(b, task.x(), b * inputs, y, b, 1, NO_OFFSETS, 0);
            }
        };
    }

    @Override
    public double step() {
        step++;
        int batch = task.batch();
        double unlimited = Double.POSITIVE_INFINITY;
        return training.step(rows, batch, 1.0 / batch, step, step, Task.RATE, Penalties.none(), unlimited, Workers.CALLER) / batch;
    }
}
