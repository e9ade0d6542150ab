package dev.clv.benchmarks.peers;

import dev.clv.nn.FloatPredictor;
import dev.clv.nn.FloatKernels;
import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;

/** clv-nn in float, by one of its kernels. */
final class OursPrediction implements Contender {

    private final FloatPredictor predictor;
    private final FloatPredictor.Scratch scratch;
    private final float[] lastRow;
    private final FMatrixRMaj rows;
    private double last;

    OursPrediction(Task task, FloatKernels kernels) {
        predictor = FloatPredictor.of(OursTraining.start(task), kernels);
        scratch = predictor.newScratch();
        rows = FMatrixRMaj.wrap(task.batch(), task.inputs(), task.x());
        lastRow = Arrays.copyOfRange(task.x(), task.x().length - task.inputs(), task.x().length);
    }

    @Override
    public void run() {
        last = rows.numRows == 1
                ? predictor.mean(lastRow, scratch)
                : predictor.predict(rows).mean(rows.numRows - 1);
    }

    @Override
    public double value() {
        return last;
    }
}
