package dev.clv.nn.train;

import dev.clv.nn.NetworkSpec;
import dev.clv.nn.Pass;
import dev.clv.nn.math.NamedMatrices;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.MatrixFeatures_DDRM;
import org.jspecify.annotations.Nullable;

/** The layer, by name, at which training diverged. */
final class DivergedLayer {

    private DivergedLayer() {}

    /** The first layer whose parameters, outputs or gradients are not finite; the loss itself if there is none. */
    static String firstNonFinite(NetworkSpec spec, NamedMatrices parameters, NamedMatrices gradients, Pass[] passes) {
        String layer = firstIn(parameters);
        for (int p = 0; layer == null && p < passes.length; p++) {
            layer = passes[p].firstNonFiniteLayer();
        }
        if (layer == null) {
            layer = firstIn(gradients);
        }
        return layer != null ? layer : "loss " + spec.loss().describe().word();
    }

    /** The layer with the largest gradient by one of its parameters. */
    static String ofLargestGradient(NamedMatrices gradients) {
        String layer = "";
        double largest = -1;
        for (int p = 0; p < gradients.count(); p++) {
            double size = CommonOps_DDRM.elementMaxAbs(gradients.get(p));
            if (size > largest) {
                largest = size;
                layer = layerOf(gradients.names().get(p));
            }
        }
        return layer;
    }

    private static @Nullable String firstIn(NamedMatrices matrices) {
        for (int p = 0; p < matrices.count(); p++) {
            if (MatrixFeatures_DDRM.hasUncountable(matrices.get(p))) {
                return layerOf(matrices.names().get(p));
            }
        }
        return null;
    }

    private static String layerOf(String parameter) {
        return parameter.substring(0, parameter.lastIndexOf('.'));
    }
}
