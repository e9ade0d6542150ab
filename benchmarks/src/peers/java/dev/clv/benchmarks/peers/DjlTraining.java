package dev.clv.benchmarks.peers;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;

/** DJL's trainer with its PyTorch engine, without its listeners and metrics. */
final class DjlTraining implements Contender {

    private final NDManager manager;
    private final Trainer trainer;
    private final NDArray x;
    private final NDArray y;
    private double loss;

    DjlTraining(Task task) {
        Model model = Djl.model(task);
        manager = model.getNDManager();
        trainer = model.newTrainer(new DefaultTrainingConfig(Loss.l2Loss("mse", 1))
                .optOptimizer(Optimizer.adam()
                        .optLearningRateTracker(Tracker.fixed(Task.RATE))
                        .build()));
        Shape shape = new Shape(task.batch(), task.inputs());
        trainer.initialize(shape);
        x = manager.create(task.x(), shape);
        y = manager.create(task.y(), new Shape(task.batch(), 1));
    }

    @Override
    public void run() {
        try (NDManager step = manager.newSubManager()) {
            step.tempAttachAll(x, y);
            try (GradientCollector gradients = trainer.newGradientCollector()) {
                NDArray error = trainer.getLoss().evaluate(new NDList(y), trainer.forward(new NDList(x)));
                gradients.backward(error);
                loss = error.getFloat();
            }
            trainer.step();
        }
    }

    @Override
    public double value() {
        return loss;
    }
}
