package dev.clv.benchmarks.peers;

import smile.base.mlp.Layer;
import smile.base.mlp.OutputFunction;
import smile.math.TimeFunction;
import smile.regression.MLP;

/**
 * Smile's multilayer perceptron by mini-batches. It computes in double, row by row and on one thread, and descends the plain gradient: it has no
 * Adam, so that its step does less than the others'. On JDK 17 (version 3) each product copies its matrix to native memory and back.
 */
final class SmileTraining implements Contender {

    private final MLP net;
    private final double[][] x;
    private final double[] y;

    SmileTraining(Task task) {
        int[] widths = task.widths();
        net = new MLP(
                Layer.input(widths[0]),
                Layer.rectifier(widths[1]),
                Layer.rectifier(widths[2]),
                Layer.mse(widths[3], OutputFunction.LINEAR));
        net.setLearningRate(TimeFunction.constant(1e-2));
        x = new double[task.batch()][task.inputs()];
        y = new double[task.batch()];
        for (int b = 0; b < y.length; b++) {
            y[b] = task.y()[b];
            for (int i = 0; i < task.inputs(); i++) {
                x[b][i] = task.x()[b * task.inputs() + i];
            }
        }
    }

    @Override
    public void run() {
        net.update(x, y);
    }

    @Override
    public double value() {
        double squares = 0;
        for (int b = 0; b < y.length; b++) {
            double error = net.predict(x[b]) - y[b];
            squares += error * error;
        }
        return squares / y.length;
    }
}
