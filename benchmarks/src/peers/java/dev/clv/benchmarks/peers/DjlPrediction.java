package dev.clv.benchmarks.peers;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;

/** A block's forward pass in DJL's PyTorch engine. */
final class DjlPrediction implements Contender {

    private final Model model; // its finalizer would free the weights
    private final ParameterStore parameters;
    private final NDArray x;
    private final int batch;
    private float last;

    DjlPrediction(Task task) {
        model = Djl.model(task);
        NDManager manager = model.getNDManager();
        parameters = new ParameterStore(manager, false);
        x = manager.create(task.x(), new Shape(task.batch(), task.inputs()));
        batch = task.batch();
    }

    @Override
    public void run() {
        try (NDManager call = model.getNDManager().newSubManager()) {
            call.tempAttachAll(x);
            NDArray z = model.getBlock().forward(parameters, new NDList(x), false).singletonOrThrow();
            last = z.toFloatArray()[batch - 1];
        }
    }

    @Override
    public double value() {
        return last;
    }
}
