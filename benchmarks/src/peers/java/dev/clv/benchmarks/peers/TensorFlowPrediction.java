package dev.clv.benchmarks.peers;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/** TensorFlow-Java in graph mode: the weights are constants, the rows are fed. */
final class TensorFlowPrediction implements Contender {

    private final Session.Runner runner;
    private final int batch;
    private float last;

    TensorFlowPrediction(Task task) {
        Graph graph = new Graph();
        Ops tf = Ops.create(graph);
        int[] widths = task.widths();
        batch = task.batch();
        Shape shape = Shape.of(batch, task.inputs());
        Placeholder<TFloat32> x = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
        Operand<TFloat32> a = x;
        for (int l = 0; l < Task.LAYERS; l++) {
            Operand<TFloat32> w =
                    tf.constant(Shape.of(widths[l], widths[l + 1]), DataBuffers.of(task.weights(l)));
            Operand<TFloat32> bias = tf.zeros(tf.constant(new int[] {widths[l + 1]}), TFloat32.class);
            Operand<TFloat32> z = tf.nn.biasAdd(tf.linalg.matMul(a, w), bias);
            a = l < Task.LAYERS - 1 ? tf.nn.relu(z) : z;
        }
        Session session = new Session(
                graph,
                ConfigProto.newBuilder()
                        .setIntraOpParallelismThreads(task.threads())
                        .setInterOpParallelismThreads(1)
                        .build());
        runner = session.runner()
                .feed(x, TFloat32.tensorOf(shape, DataBuffers.of(task.x())))
                .fetch(a);
    }

    @Override
    public void run() {
        try (Result result = runner.run()) {
            last = ((TFloat32) result.get(0)).getFloat(batch - 1, 0);
        }
    }

    @Override
    public double value() {
        return last;
    }
}
