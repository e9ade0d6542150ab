package dev.clv.explain;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The golden cases, computed by other programs and stored in the test resources; {@code golden/README.md} there says by
 * which and within which tolerance.
 */
public final class Golden {

    private Golden() {}

    /** One file of the folder {@code golden}. */
    public static JsonNode read(String file) {
        try (InputStream in = Golden.class.getResourceAsStream("/golden/" + file)) {
            return JsonMapper.shared().readTree(requireNonNull(in, file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static double[] vector(JsonNode node) {
        double[] vector = new double[node.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = node.get(i).doubleValue();
        }
        return vector;
    }

    public static double[][] matrix(JsonNode node) {
        double[][] matrix = new double[node.size()][];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = vector(node.get(i));
        }
        return matrix;
    }

    public static int[] ints(JsonNode node) {
        int[] vector = new int[node.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = node.get(i).intValue();
        }
        return vector;
    }

    /** Groups given as lists of columns, named g0, g1, ... */
    public static FeatureGroups groups(JsonNode node, int columns) {
        String[] names = new String[columns];
        for (int g = 0; g < node.size(); g++) {
            for (int column : ints(node.get(g))) {
                names[column] = "g" + g;
            }
        }
        return FeatureGroups.byName(List.of(names));
    }

    /** The golden multi-layer perceptron: ReLU layers, the last one linear. */
    public static PredictFunction network(JsonNode file) {
        List<double[][]> weights = new ArrayList<>();
        List<double[]> biases = new ArrayList<>();
        for (JsonNode layer : file.get("layers")) {
            weights.add(matrix(layer.get("W")));
            biases.add(vector(layer.get("b")));
        }
        return rows -> {
            double[] out = new double[rows.length];
            for (int i = 0; i < rows.length; i++) {
                double[] h = rows[i];
                for (int l = 0; l < weights.size(); l++) {
                    h = layer(weights.get(l), biases.get(l), h, l < weights.size() - 1);
                }
                out[i] = h[0];
            }
            return out;
        };
    }

    private static double[] layer(double[][] w, double[] b, double[] x, boolean relu) {
        double[] out = b.clone();
        for (int o = 0; o < out.length; o++) {
            for (int i = 0; i < x.length; i++) {
                out[o] += w[o][i] * x[i];
            }
            out[o] = relu ? Math.max(0, out[o]) : out[o];
        }
        return out;
    }
}
