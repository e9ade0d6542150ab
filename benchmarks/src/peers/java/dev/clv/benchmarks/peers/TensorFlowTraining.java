package dev.clv.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.Variable;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/** TensorFlow-Java in graph mode: the whole step is one run of one graph, the rows are constants in it. */
final class TensorFlowTraining implements Contender {

    private final Session.Runner runner;
    private double loss;

    TensorFlowTraining(Task task) {
        Graph graph = new Graph();
        Ops tf = Ops.create(graph);
        int[] widths = task.widths();
        Operand<TFloat32> a = tf.constant(Shape.of(task.batch(), widths[0]), DataBuffers.of(task.x()));
        Operand<TFloat32> y = tf.constant(Shape.of(task.batch(), 1), DataBuffers.of(task.y()));
        List<Variable<TFloat32>> variables = new ArrayList<>();
        List<Operand<TFloat32>> starts = new ArrayList<>();
        for (int l = 0; l < Task.LAYERS; l++) {
            Variable<TFloat32> w = tf.variable(Shape.of(widths[l], widths[l + 1]), TFloat32.class);
            Variable<TFloat32> bias = tf.variable(Shape.of(widths[l + 1]), TFloat32.class);
            variables.add(w);
            variables.add(bias);
            starts.add(tf.constant(
                    Shape.of(widths[l], widths[l + 1]),
                    DataBuffers.of(task.weights(l))));
            starts.add(tf.zeros(tf.constant(new int[] {widths[l + 1]}), TFloat32.class));
            Operand<TFloat32> z = tf.nn.biasAdd(tf.linalg.matMul(a, w), bias);
            a = l < Task.LAYERS - 1 ? tf.nn.relu(z) : z;
        }
        Operand<TFloat32> error = tf.math.mean(tf.math.squaredDifference(a, y), tf.constant(new int[] {0, 1}));
        Gradients gradients = tf.gradients(error, variables);
        Session session = new Session(
                graph,
                ConfigProto.newBuilder()
                        .setIntraOpParallelismThreads(task.threads())
                        .setInterOpParallelismThreads(1)
                        .build());
        Session.Runner init = session.runner();
        List<Operand<TFloat32>> updates = new ArrayList<>();
        Variable<TFloat32> power1 = variable(tf, init, 0.9f);
        Variable<TFloat32> power2 = variable(tf, init, 0.999f);
        for (int i = 0; i < variables.size(); i++) {
            Variable<TFloat32> variable = variables.get(i);
            init.addTarget(tf.assign(variable, starts.get(i)));
            Variable<TFloat32> m = tf.variable(variable.shape(), TFloat32.class);
            Variable<TFloat32> v = tf.variable(variable.shape(), TFloat32.class);
            Operand<TFloat32> zero = tf.zeros(tf.constant(variable.shape().asArray()), TFloat32.class);
            init.addTarget(tf.assign(m, zero));
            init.addTarget(tf.assign(v, zero));
            updates.add(tf.train.applyAdam(
                    variable,
                    m,
                    v,
                    power1,
                    power2,
                    tf.constant(Task.RATE),
                    tf.constant(0.9f),
                    tf.constant(0.999f),
                    tf.constant(1e-8f),
                    gradients.dy(i)));
        }
        init.run().close();
        runner = session.runner().fetch(error);
        for (Operand<TFloat32> update : updates) {
            runner.addTarget(update);
        }
        Ops after = tf.withControlDependencies(new ArrayList<Op>(updates));
        runner.addTarget(after.assign(power1, after.math.mul(power1, after.constant(0.9f))));
        runner.addTarget(after.assign(power2, after.math.mul(power2, after.constant(0.999f))));
    }

    private static Variable<TFloat32> variable(Ops tf, Session.Runner init, float start) {
        Variable<TFloat32> variable = tf.variable(Shape.scalar(), TFloat32.class);
        init.addTarget(tf.assign(variable, tf.constant(start)));
        return variable;
    }

    @Override
    public void run() {
        try (Result result = runner.run()) {
            loss = ((TFloat32) result.get(0)).getFloat();
        }
    }

    @Override
    public double value() {
        return loss;
    }
}
