package dev.clv.nn.train;

import dev.clv.nn.NetworkSpec;
import dev.clv.nn.Skip;
import dev.clv.nn.layer.ParameterShape;

/**
 * The weights that training starts from: random ones of the spec, and the biases of the output layer fitted to the
 * labels.
 */
final class StartingWeights {

    private StartingWeights() {}

    /** The output bias starts at the best constant prediction, less the mean contribution of skips and offsets. */
    static double[] of(NetworkSpec spec, TrainingData data, long seed) {
        double[] parameters = spec.initialParameters(seed);
        int last = spec.layers().size() - 1;
        String name = spec.layerNames().get(last) + ".bias";
        int at = 0;
        for (ParameterShape shape : spec.parameterShapes()) {
            if (shape.name().equals(name) && shape.size() == spec.loss().outputs()) {
                double[] start = spec.loss().initialOutputs(data.y(), data.weights());
                subtractMeanBypass(start, spec, data);
                System.arraycopy(start, 0, parameters, at, start.length);
            }
            at += shape.size();
        }
        return parameters;
    }

    private static void subtractMeanBypass(double[] start, NetworkSpec spec, TrainingData data) {
        double total = data.totalWeight();
        for (int row = 0; row < data.size(); row++) {
            double share = data.weights()[row] / total;
            for (Skip skip : spec.skips()) {
                start[skip.output()] -= share * skip.initialWeight() * data.input(row, skip.column());
            }
            for (int f = 0; f < data.offsetColumns(); f++) {
                start[spec.offsetOutputs().get(f)] -= share * data.offsets().get(row, f);
            }
        }
    }
}
