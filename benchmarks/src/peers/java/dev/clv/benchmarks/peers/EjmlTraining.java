package dev.clv.benchmarks.peers;

import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.mult.MatrixMatrixMult_FDRM;

/** The straightforward way: one matrix per thing, EJML's own multiply, a loop for everything else. */
final class EjmlTraining implements Contender {

    private final Task task;
    private final int[] widths;
    private final FMatrixRMaj[] w = new FMatrixRMaj[3];
    private final float[][] bias = new float[3][];
    private final FMatrixRMaj[] a = new FMatrixRMaj[4]; // (B, width)
    private final FMatrixRMaj[] d = new FMatrixRMaj[4];
    private final FMatrixRMaj[] dw = new FMatrixRMaj[3];
    private final float[][][] moments = new float[3][4][];
    private int step;
    private double loss;

    EjmlTraining(Task task) {
        this.task = task;
        widths = task.widths();
        for (int l = 0; l < 4; l++) {
            a[l] = new FMatrixRMaj(task.batch(), widths[l]);
            d[l] = new FMatrixRMaj(task.batch(), widths[l]);
        }
        System.arraycopy(task.x(), 0, a[0].data, 0, task.x().length);
        for (int l = 0; l < 3; l++) {
            w[l] = new FMatrixRMaj(widths[l], widths[l + 1]);
            w[l].data = task.weights(l);
            dw[l] = new FMatrixRMaj(widths[l], widths[l + 1]);
            bias[l] = new float[widths[l + 1]];
            moments[l][0] = new float[w[l].data.length];
            moments[l][1] = new float[w[l].data.length];
            moments[l][2] = new float[bias[l].length];
            moments[l][3] = new float[bias[l].length];
        }
    }

    @Override
    public void run() {
        step++;
        for (int l = 0; l < 3; l++) {
            MatrixMatrixMult_FDRM.mult_reorder(a[l], w[l], a[l + 1]);
            for (int b = 0; b < task.batch(); b++) {
                for (int o = 0; o < widths[l + 1]; o++) {
                    float z = a[l + 1].unsafe_get(b, o) + bias[l][o];
                    a[l + 1].unsafe_set(b, o, l < 2 ? Math.max(z, 0) : z);
                }
            }
        }
        double squares = 0;
        for (int b = 0; b < task.batch(); b++) {
            float error = a[3].data[b] - task.y()[b];
            squares += error * error;
            d[3].data[b] = 2 * error / task.batch();
        }
        for (int l = 2; l >= 0; l--) {
            MatrixMatrixMult_FDRM.multTransA_reorder(a[l], d[l + 1], dw[l]);
            float[] dBias = new float[widths[l + 1]];
            for (int b = 0; b < task.batch(); b++) {
                for (int o = 0; o < widths[l + 1]; o++) {
                    dBias[o] += d[l + 1].unsafe_get(b, o);
                }
            }
            if (l > 0) {
                MatrixMatrixMult_FDRM.multTransB(d[l + 1], w[l], d[l]);
                for (int i = 0; i < d[l].getNumElements(); i++) {
                    d[l].data[i] = a[l].data[i] > 0 ? d[l].data[i] : 0;
                }
            }
            adam(w[l].data, dw[l].data, moments[l][0], moments[l][1]);
            adam(bias[l], dBias, moments[l][2], moments[l][3]);
        }
        loss = squares / task.batch();
    }

    @Override
    public double value() {
        return loss;
    }

    private void adam(float[] weights, float[] gradient, float[] m, float[] v) {
        float size = (float) (Task.RATE / (1 - Math.pow(0.9, step)));
        float correction = (float) (1 / Math.sqrt(1 - Math.pow(0.999, step)));
        for (int i = 0; i < weights.length; i++) {
            m[i] = 0.9f * m[i] + 0.1f * gradient[i];
            v[i] = 0.999f * v[i] + 0.001f * gradient[i] * gradient[i];
            weights[i] -= size * m[i] / ((float) Math.sqrt(v[i]) * correction + 1e-8f);
        }
    }
}
