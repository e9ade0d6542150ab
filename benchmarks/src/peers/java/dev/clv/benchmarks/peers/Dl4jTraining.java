package dev.clv.benchmarks.peers;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Deeplearning4j's network of layers with the native backend. Its threads are those of OMP_NUM_THREADS. */
final class Dl4jTraining implements Contender {

    private final MultiLayerNetwork net;
    private final INDArray x;
    private final INDArray y;

    Dl4jTraining(Task task) {
        Nd4j.getMemoryManager().togglePeriodicGc(false); // workspaces make it superfluous
        net = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(Task.RATE))
                .weightInit(WeightInit.RELU_UNIFORM)
                .activation(Activation.RELU)
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(task.inputs())
                        .nOut(task.widths()[1])
                        .build())
                .layer(new DenseLayer.Builder().nOut(task.widths()[2]).build())
                .layer(new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
                        .nOut(1)
                        .activation(Activation.IDENTITY)
                        .build())
                .build());
        net.init();
        x = Nd4j.create(task.x(), new long[] {task.batch(), task.inputs()}, 'c');
        y = Nd4j.create(task.y(), new long[] {task.batch(), 1}, 'c');
    }

    @Override
    public void run() {
        net.fit(x, y);
    }

    @Override
    public double value() {
        return net.score();
    }
}
