package dev.clv.nn.train;

import dev.clv.nn.NetworkSpec;
import dev.clv.nn.ParameterSlot;
import dev.clv.nn.Pass;

/** The layer, by name, at which training diverged. */
final class DivergedLayer {

    private DivergedLayer() {}

    /** The first layer whose parameters, outputs or gradients are not finite; the loss itself if there is none. */
    static String firstNonFinite(NetworkSpec spec, double[] parameters, double[] gradient, Pass[] passes) {
        for (ParameterSlot slot : spec.slots()) {
            if (!finite(parameters, slot)) {
                return layerOf(slot);
            }
        }
        for (Pass pass : passes) {
            String layer = pass.firstNonFiniteLayer(pass.capacity());
            if (layer != null) {
                return layer;
            }
        }
        for (ParameterSlot slot : spec.slots()) {
            if (!finite(gradient, slot)) {
                return layerOf(slot);
            }
        }
        return "loss " + spec.loss().describe().word();
    }

    /** The layer with the largest gradient by one of its parameters. */
    static String ofLargestGradient(NetworkSpec spec, double[] gradient) {
        String layer = "";
        double largest = -1;
        for (ParameterSlot slot : spec.slots()) {
            for (int i = slot.at(); i < slot.at() + slot.shape().size(); i++) {
                if (Math.abs(gradient[i]) > largest) {
                    largest = Math.abs(gradient[i]);
                    layer = layerOf(slot);
                }
            }
        }
        return layer;
    }

    private static boolean finite(double[] numbers, ParameterSlot slot) {
        for (int i = slot.at(); i < slot.at() + slot.shape().size(); i++) {
            if (!Double.isFinite(numbers[i])) {
                return false;
            }
        }
        return true;
    }

    private static String layerOf(ParameterSlot slot) {
        return slot.name().substring(0, slot.name().lastIndexOf('.'));
    }
}
