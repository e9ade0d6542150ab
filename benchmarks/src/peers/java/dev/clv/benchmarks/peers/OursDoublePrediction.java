package dev.clv.benchmarks.peers;

import dev.clv.nn.Network;
import dev.clv.nn.Pass;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/** clv-nn in double. */
final class OursDoublePrediction implements Contender {

    private final Network network;
    private final Pass pass;
    private final double[] lastRow;
    private final DMatrixRMaj rows;
    private double last;

    OursDoublePrediction(Task task) {
        network = OursTraining.start(task);
        pass = network.newPass(1);
        rows = new DMatrixRMaj(task.batch(), task.inputs());
        for (int i = 0; i < rows.data.length; i++) {
            rows.data[i] = task.x()[i];
        }
        lastRow = Arrays.copyOfRange(rows.data, rows.data.length - task.inputs(), rows.data.length);
    }

    @Override
    public void run() {
        last = rows.numRows == 1
                ? network.mean(lastRow, pass)
                : network.predict(rows).mean(rows.numRows - 1);
    }

    @Override
    public double value() {
        return last;
    }
}
