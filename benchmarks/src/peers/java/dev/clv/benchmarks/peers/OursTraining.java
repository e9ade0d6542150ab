package dev.clv.benchmarks.peers;

import dev.clv.nn.Network;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.FloatKernels;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.optimize.Adam;
import dev.clv.nn.internal.plan.FloatPlan;
import dev.clv.nn.internal.plan.FloatSettings;
import dev.clv.nn.internal.plan.FloatTraining;
import dev.clv.nn.internal.pool.Workers;
import dev.clv.nn.internal.pool.WorkerPool;

/** clv-nn in float, by one of its kernels. */
final class OursTraining implements Contender {

    private static final double[] NO_OFFSETS = new double[0];

    private final Task task;
    private final FloatTraining training;
    private final FloatTraining.RowSource rows;
    private final Workers workers;
    private long step;
    private double loss;

    OursTraining(Task task, FloatKernels kernels) {
        this.task = task;
        int inputs = task.inputs();
        Network start = start(task);
        training = FloatPlan.compile(start.spec())
                .orElseThrow()
                .training(kernels, FloatSettings.of(Adam.of(Task.RATE)), task.batch(), start.parameterArray());
        double[] y = new double[task.batch()];
        for (int b = 0; b < y.length; b++) {
            y[b] = task.y()[b];
        }
        rows = (from, to, into) -> {
            for (int b = from; b < to; b++) {
                into.row(b, task.x(), b * inputs, y, b, 1, NO_OFFSETS, 0);
            }
        };
        workers = task.threads() == 1 ? Workers.CALLER : new WorkerPool(task.threads(), null);
    }

    /** The net with its starting weights. */
    static Network start(Task task) {
        NetworkSpec spec = NetworkSpec.builder(task.inputs())
                .dense(task.widths()[1])
                .relu()
                .dense(task.widths()[2])
                .relu()
                .build(SquaredError.of());
        double[] parameters = new double[spec.parameterCount()]; // each layer's weights, then its bias
        int at = 0;
        for (int l = 0; l < Task.LAYERS; l++) {
            for (float w : task.weights(l)) {
                parameters[at++] = w;
            }
            at += task.widths()[l + 1];
        }
        return Network.of(spec, parameters);
    }

    @Override
    public void run() {
        step++;
        loss = training.step(rows, task.batch(), step, step, Task.RATE, workers)
                / task.batch();
    }

    @Override
    public double value() {
        return loss;
    }
}
