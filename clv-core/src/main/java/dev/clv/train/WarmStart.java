package dev.clv.train;

import dev.clv.features.prepare.PreparedColumn;
import dev.clv.nn.Network;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.layer.ParameterShape;
import dev.clv.value.NetworkEnsemble;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The weights of an earlier ensemble as those that new networks start from. Their inputs are found by name: what the
 * first layer learned of a column goes to the column of the same name, and a column that is new starts without a
 * weight, so that it changes nothing until it is learned.
 */
final class WarmStart {

    private final List<double[]> networks;

    private WarmStart(List<double[]> networks) {
        this.networks = networks;
    }

    /**
     * The start of networks on these rows.
     *
     * @throws IllegalArgumentException if the earlier networks have other layers, targets or another loss
     */
    static WarmStart of(NetworkEnsemble earlier, NetworkSpec spec, TrainingRows rows) {
        if (!earlier.targets().equals(rows.targets())) {
            throw refused("targets " + earlier.targets(), rows.targets().toString());
        }
        String loss = spec.loss().describe().word();
        String other = earlier.networks().get(0).spec().loss().describe().word();
        if (!loss.equals(other)) {
            throw refused("loss '" + other + "'", "'" + loss + "'");
        }
        List<String> columns = names(rows.preparation().columns());
        List<String> before = names(earlier.preparation().columns());
        return new WarmStart(earlier.networks().stream()
                .map(network -> parameters(network, before, spec, columns))
                .toList());
    }

    private static List<String> names(List<PreparedColumn> columns) {
        return columns.stream().map(PreparedColumn::name).toList();
    }

    private static double[] parameters(Network network, List<String> before, NetworkSpec spec, List<String> columns) {
        List<ParameterShape> old = network.spec().parameterShapes();
        List<ParameterShape> shapes = spec.parameterShapes();
        boolean sameColumns = before.equals(columns);
        String first = spec.layerNames().get(0) + ".";
        double[] from = network.parameterArray();
        double[] to = new double[spec.parameterCount()];
        int read = 0;
        int written = 0;
        for (int i = 0; i < shapes.size(); i++) {
            ParameterShape shape = shapes.get(i);
            ParameterShape was = i < old.size() ? old.get(i) : null;
            if (old.size() != shapes.size() || was == null || !was.name().equals(shape.name())) {
                throw refused(
                        "layers " + network.spec().layerNames(),
                        spec.layerNames().toString());
            }
            boolean ofColumns =
                    shape.name().startsWith(first) && shape.rows() == columns.size() && was.rows() == before.size();
            if (!sameColumns && ofColumns && was.columns() == shape.columns()) {
                copyByName(from, read, before, to, written, columns, shape.columns());
            } else if (was.equals(shape)) {
                System.arraycopy(from, read, to, written, shape.size());
            } else {
                throw refused(
                        "parameter '" + was.name() + "' of " + was.rows() + " x " + was.columns(),
                        shape.rows() + " x " + shape.columns());
            }
            read += was.size();
            written += shape.size();
        }
        return to;
    }

    private static void copyByName(
            double[] from, int read, List<String> before, double[] to, int written, List<String> columns, int width) {
        Map<String, Integer> places = new HashMap<>();
        for (int row = 0; row < before.size(); row++) {
            places.put(before.get(row), row);
        }
        for (int row = 0; row < columns.size(); row++) {
            Integer place = places.get(columns.get(row));
            if (place != null) {
                System.arraycopy(from, read + place * width, to, written + row * width, width);
            }
        }
    }

    private static IllegalArgumentException refused(String was, String is) {
        return new IllegalArgumentException(
                "startingFrom(...) names a model with the " + was + ", but this training has " + is
                        + "; leave startingFrom(...) out, or train with the settings of that model");
    }

    /** The start of one network, in the order of its parameters; not to be modified. */
    double[] parameters(int member) {
        return networks.get(member % networks.size());
    }
}
