package dev.clv.train;

import dev.clv.features.Feature;
import dev.clv.features.FeatureSchema;
import dev.clv.features.prepare.Preparation;
import dev.clv.features.prepare.PreparedColumn;
import dev.clv.nn.NetworkSpec;
import dev.clv.nn.layer.Initialization;
import dev.clv.nn.layer.MonotoneDense;
import dev.clv.nn.layer.MonotoneDense.Response;
import dev.clv.nn.loss.Heads;
import dev.clv.nn.loss.Loss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * In which features predictions rise or fall. Preparing a number never turns its order round, a network of monotone
 * layers is monotone, and so are the mean of losses in their raw outputs, averages, calibration and caps.
 *
 * @param responses by feature, in the order in which they were named; not modified
 */
record Monotonicity(Map<String, Response> responses) {

    private static final int LOOKS = 200;

    static final Monotonicity NONE = new Monotonicity(Map.of());

    boolean isEmpty() {
        return responses.isEmpty();
    }

    List<String> features() {
        return List.copyOf(responses.keySet());
    }

    /** With more features that have this response. */
    Monotonicity and(String[] features, Response response) {
        Map<String, Response> all = new LinkedHashMap<>(responses);
        for (String feature : features) {
            Response before = all.put(feature, response);
            if (before != null && before != response) {
                throw new IllegalArgumentException(
                        "'" + feature + "' cannot both rise and fall; name it in rising(...) or in falling(...)");
            }
        }
        return new Monotonicity(all);
    }

    /** A network of hidden tanh layers; ReLU with rising weights could only bend upward. */
    NetworkSpec spec(Preparation preparation, int[] hidden, double dropout, Loss loss) {
        requireRisingMean(loss);
        List<Response> inputs = inputs(preparation);
        NetworkSpec.Builder builder = NetworkSpec.builder(preparation.width());
        List<Response> responses = inputs;
        for (int width : hidden) {
            builder.layer(layer(responses, width)).tanh();
            if (dropout > 0) {
                builder.dropout(dropout);
            }
            responses = Collections.nCopies(width, Response.RISING);
        }
        return builder.build(loss, layer(responses, loss.outputs()));
    }

    /** Rising weights add up, so that they start small: tanh would be saturated. */
    private static IntFunction<MonotoneDense> layer(List<Response> responses, int outputs) {
        Initialization start = responses.contains(Response.FREE) ? Initialization.GLOROT : Initialization.NEAR_ZERO;
        return width -> new MonotoneDense(width, outputs, responses, start);
    }

    private List<Response> inputs(Preparation preparation) {
        List<String> names = preparation.schema().names();
        responses.keySet().forEach(feature -> requireNumber(feature, preparation.schema()));
        List<Response> inputs = new ArrayList<>();
        for (PreparedColumn column : preparation.columns()) {
            Response response = responses.getOrDefault(names.get(column.source()), Response.FREE);
            inputs.add(
                    response == Response.FREE
                            ? Response.FREE
                            : switch (column.part()) {
                                case VALUE -> response;
                                case LEVEL -> Response.NONE;
                                case MISSING, CATEGORY -> Response.FREE;
                            });
        }
        return inputs;
    }

    /** Looks at the gradient of the mean where raw outputs usually lie. */
    private static void requireRisingMean(Loss loss) {
        if (loss instanceof Heads heads) {
            heads.heads().forEach(head -> requireRisingMean(head.loss()));
            return;
        }
        SplittableRandom random = new SplittableRandom(1);
        DMatrixRMaj z = new DMatrixRMaj(1, loss.outputs());
        DMatrixRMaj dz = z.createLike();
        for (int look = 0; look < LOOKS; look++) {
            for (int k = 0; k < z.numCols; k++) {
                z.data[k] = random.nextDouble(-3, 3);
            }
            loss.meanGradient(z, 0, dz);
            if (Arrays.stream(dz.data).anyMatch(slope -> slope < 0)) {
                throw new IllegalArgumentException(
                        "the mean of loss '" + loss.describe().word()
                                + "' falls where one of its raw outputs rises, so that rising(...) and falling(...) cannot be kept;"
                                + " take another loss or leave them out");
            }
        }
    }

    private static void requireNumber(String name, FeatureSchema schema) {
        @Nullable
        Feature feature = schema.features().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElse(schema.contains(name) ? schema.feature(schema.indexOf(name)) : null);
        if (feature == null) {
            throw new IllegalArgumentException("rising(...) or falling(...) names '" + name
                    + "', which is not a feature; there are "
                    + schema.features().stream().map(Feature::name).toList());
        }
        if (feature.width() > 1) {
            throw new IllegalArgumentException("rising(...) or falling(...) names '" + name + "', but the "
                    + feature.width() + " columns of '" + feature.name()
                    + "' mean something only together; name a feature of one column");
        }
        if (feature.isCategorical()) {
            throw new IllegalArgumentException("rising(...) or falling(...) names '" + name
                    + "', whose values are categories and have no order; name a number");
        }
    }

    @Override
    public String toString() {
        if (isEmpty()) {
            return "";
        }
        StringBuilder words = new StringBuilder();
        responses.forEach(
                (feature, response) -> words.append(response == Response.RISING ? ", rising in " : ", falling in ")
                        .append(feature));
        return words.toString();
    }
}
