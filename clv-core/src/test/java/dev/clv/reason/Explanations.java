package dev.clv.reason;

import dev.clv.explain.Attribution;
import dev.clv.reason.Reference.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Explanations made by hand. */
final class Explanations {

    private Explanations() {}

    /** An effect of a feature measured in days. */
    static Effect effect(String name, String group, double amount, double standardError) {
        return new Effect(
                new FeatureLabel(name, group, "days", "Description of " + name),
                FeatureValue.number(3),
                FeatureValue.number(61.25),
                amount,
                standardError);
    }

    static Explanation of(String currency, double base, List<Caveat> caveats, Effect... effects) {
        double prediction = base;
        for (Effect effect : effects) {
            prediction += effect.amount();
        }
        Attribution.Builder attribution =
                Attribution.builder(base, prediction).method("exact Owen").evaluations(12_345_678_901L);
        for (Effect effect : effects) {
            attribution.feature(
                    effect.feature().name(), effect.feature().group(), effect.amount(), effect.standardError());
        }
        return Explanation.of(
                currency,
                new ReferencePoint(Kind.AVERAGE_CUSTOMER, null),
                attribution.build(),
                List.of(effects),
                caveats);
    }

    /** Any number of features with awkward numbers, names and values. */
    static Explanation random(long seed) {
        Random random = new Random(seed);
        List<Effect> effects = new ArrayList<>();
        for (int i = random.nextInt(20); i >= 0; i--) {
            FeatureLabel label = new FeatureLabel(
                    "f" + i + (i % 3 == 0 ? " \"ü\\\n" : ""), "g" + i % 4, i % 5 == 0 ? "share" : "orders", "");
            effects.add(new Effect(
                    label,
                    value(random),
                    value(random),
                    random.nextInt(6) == 0 ? 0 : random.nextGaussian() * Math.scalb(1, random.nextInt(40) - 20),
                    random.nextBoolean() ? 0 : random.nextDouble()));
        }
        return of("EUR", random.nextDouble() * 100, List.of(), effects.toArray(Effect[]::new));
    }

    private static FeatureValue value(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> FeatureValue.unknown();
            case 1 -> FeatureValue.category(random.nextBoolean() ? "12" : "gold, \"plus\" 金");
            case 2 -> FeatureValue.number(-0.0);
            case 3 -> FeatureValue.number(random.nextInt(100));
            default -> FeatureValue.number(random.nextGaussian() * 1e-7);
        };
    }
}
