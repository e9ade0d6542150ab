package dev.clv.benchmarks.peers;

import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;

/** What training and prediction by DJL's PyTorch engine share. */
final class Djl {

    private Djl() {}

    /** A model of the net with the starting weights. */
    static Model model(Task task) {
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(task.threads()));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        SequentialBlock net = new SequentialBlock();
        for (int l = 0; l < Task.LAYERS; l++) {
            net.add(Linear.builder().setUnits(task.widths()[l + 1]).build());
            if (l < Task.LAYERS - 1) {
                net.add(Activation::relu);
            }
        }
        Model model = Model.newInstance("mlp", "PyTorch");
        model.setBlock(net);
        NDManager manager = model.getNDManager();
        net.initialize(manager, DataType.FLOAT32, new Shape(task.batch(), task.inputs()));
        int l = 0;
        for (Block block : net.getChildren().values()) {
            if (block instanceof Linear linear) {
                linear.getParameters().get("weight").getArray().set(task.transposedWeights(l++));
            }
        }
        return model;
    }
}
