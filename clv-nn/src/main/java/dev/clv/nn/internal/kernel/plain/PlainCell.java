package dev.clv.nn.internal.kernel.plain;

import static dev.clv.nn.internal.kernel.HardwareFma.multiplyAdd;

/**
 * What recurrent cells do with one token, in plain Java. Gates are in the slots of
 * {@link dev.clv.nn.internal.kernel.SequenceStage.Cell}; on the way there they become what the functions make of them,
 * on the way back the gradients by what they took. States h and their gradients lie behind F numbers of a token.
 */
final class PlainCell {

    private static final float LOG2_E = 1.44269504f;
    private static final float LN2 = 0.693147181f;
    private static final float ROUNDING = 0x1.8p23f;

    /** Where a sigmoid is 0 or 1 to 1e-13; the same as in {@code VectorCell}. */
    private static final float END = 30;

    private final int h; // units
    private final int f; // numbers of a token

    PlainCell(int hidden, int inputs) {
        h = hidden;
        f = inputs;
    }

    /**
     * 1 / (1 + e<sup>-x</sup>) to about 1e-7, by the polynomial of Cephes' expf. NaN of numbers that are not finite.
     */
    static float sigmoid(float x) {
        float t = -Math.max(-END, Math.min(END, x));
        float rounded = multiplyAdd(t, LOG2_E, ROUNDING);
        float r = multiplyAdd(rounded - ROUNDING, -LN2, t);
        float p = multiplyAdd(1.9875691500e-4f, r, 1.3981999507e-3f);
        p = multiplyAdd(p, r, 8.3334519073e-3f);
        p = multiplyAdd(p, r, 4.1665795894e-2f);
        p = multiplyAdd(p, r, 1.6666665459e-1f);
        p = multiplyAdd(p, r, 5.0000001201e-1f);
        p = multiplyAdd(p, r, 1) * r + 1;
        int power = Float.floatToRawIntBits(rounded) << 23;
        float e = Float.intBitsToFloat(Float.floatToRawIntBits(p) + power);
        return 1 / (1 + e) + 0 * x;
    }

    static float tanh(float x) {
        return 2 * sigmoid(2 * x) - 1;
    }

    void gru(float[] gates, float[] state, float[] next) {
        for (int j = 0; j < h; j++) {
            float r = sigmoid(gates[h + j]);
            float z = sigmoid(gates[2 * h + j]);
            float n = tanh(gates[j] + r * gates[3 * h + j]);
            gates[j] = n;
            gates[h + j] = r;
            gates[2 * h + j] = z;
            next[f + j] = n + z * (state[f + j] - n);
        }
    }

    /** @param d the gradient by the state behind the token, and then by that before it but for the gates */
    void gruBack(float[] gates, float[] state, float[] d) {
        for (int j = 0; j < h; j++) {
            float n = gates[j];
            float r = gates[h + j];
            float z = gates[2 * h + j];
            float dn = d[f + j] * (1 - z) * (1 - n * n);
            gates[j] = dn;
            gates[h + j] = dn * gates[3 * h + j] * r * (1 - r);
            gates[2 * h + j] = d[f + j] * (state[f + j] - n) * z * (1 - z);
            gates[3 * h + j] = dn * r;
            d[f + j] = d[f + j] * z;
        }
    }

    void lstm(float[] gates, float[] cell, float[] nextCell, float[] squashed, float[] next) {
        for (int j = 0; j < h; j++) {
            float in = sigmoid(gates[j]);
            float keep = sigmoid(gates[h + j]);
            float out = sigmoid(gates[2 * h + j]);
            float g = tanh(gates[3 * h + j]);
            gates[j] = in;
            gates[h + j] = keep;
            gates[2 * h + j] = out;
            gates[3 * h + j] = g;
            nextCell[j] = keep * cell[j] + in * g;
            squashed[j] = tanh(nextCell[j]);
            next[f + j] = out * squashed[j];
        }
    }

    /** As {@link #gruBack}; dCell is the gradient by the cell behind the token through later ones, then before it. */
    void lstmBack(float[] gates, float[] cell, float[] squashed, float[] d, float[] dCell) {
        for (int j = 0; j < h; j++) {
            float in = gates[j];
            float keep = gates[h + j];
            float out = gates[2 * h + j];
            float g = gates[3 * h + j];
            float dc = dCell[j] + d[f + j] * out * (1 - squashed[j] * squashed[j]);
            gates[j] = dc * g * in * (1 - in);
            gates[h + j] = dc * cell[j] * keep * (1 - keep);
            gates[2 * h + j] = d[f + j] * squashed[j] * out * (1 - out);
            gates[3 * h + j] = dc * in * (1 - g * g);
            dCell[j] = dc * keep;
            d[f + j] = 0;
        }
    }
}
