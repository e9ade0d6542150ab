package dev.clv.features.prepare;

import static java.util.Objects.requireNonNull;

import dev.clv.features.Feature;
import dev.clv.features.FeatureSchema;
import dev.clv.features.Learned;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A preparation as plain lists and back.
 *
 * <p>{@code features} holds all feature names. For each numeric feature in order there is one number in {@code median},
 * {@code log_unit}, {@code low}, {@code high}, {@code center}, {@code scale}, {@code bound}, {@code min}, {@code max}
 * and {@code flagged}, and a list {@code levels.NAME} where its levels have indicators; for each categorical one a list
 * {@code varied.NAME}: one 0 or 1 per category, one for the unknown bucket, and, where there is a missing flag, whether
 * that varied.
 */
final class PreparationFacts {

    private static final List<String> PARTS =
            List.of("median", "log_unit", "low", "high", "center", "scale", "bound", "min", "max", "flagged");

    private PreparationFacts() {}

    static Learned write(FeatureSchema schema, List<ColumnEncoder> encoders) {
        Map<String, List<Double>> numbers = new LinkedHashMap<>();
        PARTS.forEach(part -> numbers.put(part, new ArrayList<>()));
        for (int i = 0; i < encoders.size(); i++) {
            if (encoders.get(i) instanceof NumericEncoder encoder) {
                double[] facts = {
                    encoder.median(),
                    encoder.logUnit(),
                    encoder.low(),
                    encoder.high(),
                    encoder.center(),
                    encoder.scale(),
                    encoder.bound(),
                    encoder.min(),
                    encoder.max(),
                    flag(encoder.flagged())
                };
                for (int part = 0; part < facts.length; part++) {
                    list(numbers, PARTS.get(part)).add(facts[part]);
                }
                if (encoder.levels().length > 0) {
                    numbers.put(
                            "levels." + schema.feature(i).name(),
                            Arrays.stream(encoder.levels()).boxed().toList());
                }
            } else if (encoders.get(i) instanceof CategoricalEncoder encoder) {
                List<Double> varied = new ArrayList<>();
                for (boolean one : encoder.varied()) {
                    varied.add(flag(one));
                }
                if (encoder.flagged()) {
                    varied.add(flag(encoder.flagVaried()));
                }
                numbers.put("varied." + schema.feature(i).name(), varied);
            }
        }
        return new Learned(numbers, Map.of("features", schema.names()));
    }

    static Preparation read(FeatureSchema schema, Learned learned) {
        if (!learned.word("features").equals(schema.names())) {
            throw new IllegalArgumentException("the preparation was fitted on features " + learned.word("features")
                    + ", the schema has " + schema.names());
        }
        List<ColumnEncoder> encoders = new ArrayList<>();
        int numeric = 0;
        for (Feature feature : schema.features()) {
            encoders.add(
                    feature.isCategorical() ? categorical(feature, learned) : numeric(feature, numeric++, learned));
        }
        return new Preparation(schema, encoders);
    }

    private static NumericEncoder numeric(Feature feature, int index, Learned learned) {
        double[] facts = PARTS.stream()
                .mapToDouble(part -> learned.number(part).get(index))
                .toArray();
        return new NumericEncoder(
                facts[0],
                facts[1],
                facts[2],
                facts[3],
                facts[4],
                facts[5],
                facts[6],
                facts[7],
                facts[8],
                facts[9] == 1,
                learned.numbers().getOrDefault("levels." + feature.name(), List.of()).stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray());
    }

    private static CategoricalEncoder categorical(Feature feature, Learned learned) {
        List<Double> facts = learned.number("varied." + feature.name());
        int buckets = feature.unknownCode() + 1;
        if (facts.size() != buckets && facts.size() != buckets + 1) {
            throw new IllegalArgumentException("the preparation knows " + facts.size() + " outputs of feature '"
                    + feature.name() + "', the schema asks for " + buckets);
        }
        boolean[] varied = new boolean[buckets];
        for (int i = 0; i < buckets; i++) {
            varied[i] = facts.get(i) == 1;
        }
        boolean flagged = facts.size() > buckets;
        return new CategoricalEncoder(feature.unknownCode(), varied, flagged, !flagged || facts.get(buckets) == 1);
    }

    private static double flag(boolean value) {
        return value ? 1 : 0;
    }

    private static List<Double> list(Map<String, List<Double>> numbers, String part) {
        return requireNonNull(numbers.get(part));
    }
}
