package dev.clv.nn;

import dev.clv.nn.internal.kernel.DenseChain;
import dev.clv.nn.layer.Elementwise;
import java.util.Arrays;

/**
 * Where a straight line through the inputs of a network crosses a kink of one of its rectifiers.
 *
 * <p>The search goes layer by layer: between two kinks found so far, the inputs of a rectifier change linearly along
 * the line, so a change of sign is found from the values at both ends. It ends at the first layer that is neither
 * linear nor a rectifier.
 */
final class Kinks {

    private static final int CHUNK = 64;

    private final Network network;
    private final double[] from;
    private final double[] to;
    private final Pass pass;
    private double[] positions = {0, 1};

    private Kinks(Network network, double[] from, double[] to) {
        this.network = network;
        this.from = from;
        this.to = to;
        pass = network.newPass(CHUNK);
    }

    static double[] between(Network network, double[] from, double[] to) {
        Kinks kinks = new Kinks(network, from, to);
        for (DenseChain.Stage stage :
                DenseChain.prefixOf(network.spec().layers()).stages()) {
            Elementwise activation = stage.activation();
            if (activation != null && !activation.isRectifier()) {
                break;
            }
            if (activation != null) {
                kinks.cross(stage.activationLayer());
            }
        }
        return Arrays.copyOfRange(kinks.positions, 1, kinks.positions.length - 1);
    }

    private void cross(int l) {
        int width = network.spec().layers().get(l).inputs();
        double[] values = inputsOf(l, width);
        double[] found = Arrays.copyOf(positions, positions.length + width * (positions.length - 1));
        int count = positions.length;
        for (int i = 0; i + 1 < positions.length; i++) {
            for (int u = 0; u < width; u++) {
                double start = values[i * width + u];
                double end = values[(i + 1) * width + u];
                if (start < 0 != end < 0) {
                    double share = start / (start - end);
                    found[count++] = positions[i] + share * (positions[i + 1] - positions[i]);
                }
            }
        }
        positions = Arrays.stream(found, 0, count)
                .filter(p -> p >= 0 && p <= 1)
                .sorted()
                .distinct()
                .toArray();
    }

    /** The inputs of a layer at every position, (positions, width). */
    private double[] inputsOf(int l, int width) {
        double[] values = new double[positions.length * width];
        int inputs = from.length;
        for (int start = 0; start < positions.length; start += CHUNK) {
            int count = Math.min(CHUNK, positions.length - start);
            pass.begin(count);
            for (int i = 0; i < count; i++) {
                double share = positions[start + i];
                for (int j = 0; j < inputs; j++) {
                    pass.x().set(i, j, from[j] + share * (to[j] - from[j]));
                }
            }
            network.forward(pass);
            System.arraycopy(pass.inputOf(l).data, 0, values, start * width, count * width);
        }
        return values;
    }
}
