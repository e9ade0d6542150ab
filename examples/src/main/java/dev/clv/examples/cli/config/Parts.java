package dev.clv.examples.cli.config;

import dev.clv.nn.Vocabulary;
import dev.clv.nn.describe.Description;
import dev.clv.nn.loss.AbsoluteError;
import dev.clv.nn.loss.BinaryCrossEntropy;
import dev.clv.nn.loss.CategoricalCrossEntropy;
import dev.clv.nn.loss.Gamma;
import dev.clv.nn.loss.Heads;
import dev.clv.nn.loss.Huber;
import dev.clv.nn.loss.LognormalMixture;
import dev.clv.nn.loss.Loss;
import dev.clv.nn.loss.Pinball;
import dev.clv.nn.loss.Poisson;
import dev.clv.nn.loss.SquaredError;
import dev.clv.nn.loss.Tweedie;
import dev.clv.nn.loss.ZeroInflatedLognormal;
import dev.clv.nn.optimize.Adafactor;
import dev.clv.nn.optimize.Adam;
import dev.clv.nn.optimize.Optimizer;
import dev.clv.nn.optimize.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Losses and optimisers by name, as {@code {"name": "tweedie", "power": 1.5}}. Names and settings are those of their
 * descriptions in a model file; a setting that is left out is that of the part as it stands here.
 */
final class Parts {

    private static final String HEADS = "heads";

    private static final Map<String, Description> LOSSES = byName(Stream.of(
                    ZeroInflatedLognormal.of(),
                    LognormalMixture.of(2),
                    SquaredError.of(),
                    AbsoluteError.of(),
                    Huber.of(1),
                    Pinball.of(0.5),
                    Poisson.of(),
                    Gamma.of(),
                    Tweedie.of(1.5),
                    BinaryCrossEntropy.of(),
                    CategoricalCrossEntropy.of(2))
            .map(Loss::describe));

    private static final Map<String, Description> OPTIMIZERS =
            byName(Stream.of(Adam.of(2e-3), Sgd.of(1e-2), Adafactor.of()).map(Optimizer::describe));

    private Parts() {}

    private static Map<String, Description> byName(Stream<Description> parts) {
        Map<String, Description> byName = new TreeMap<>();
        parts.forEach(part -> byName.put(part.word(), part));
        return byName;
    }

    static Loss loss(ConfigObject part) {
        List<Heads.Head> heads = new ArrayList<>();
        part.objects(HEADS, head -> {
            double[] weight = {1};
            head.number("weight", value -> weight[0] = value);
            head.named("loss", loss -> heads.add(new Heads.Head(weight[0], loss(loss))));
        });
        return heads.isEmpty() ? Vocabulary.standard().loss(described(part, LOSSES)) : headsAlone(part, heads);
    }

    private static Loss headsAlone(ConfigObject part, List<Heads.Head> heads) {
        part.text("name", name -> {
            if (!name.equals(HEADS)) {
                throw part.wrong("name", "must be 'heads', or be left out, beside heads");
            }
        });
        return Heads.of(heads);
    }

    static Optimizer optimizer(ConfigObject part) {
        Description settings = described(part, OPTIMIZERS);
        double rate = settings.number("learning_rate");
        return switch (settings.word()) {
            case "adam" ->
                Adam.of(rate)
                        .withBetas(settings.number("beta1"), settings.number("beta2"))
                        .withEpsilon(settings.number("epsilon"))
                        .withWeightDecay(settings.number("weight_decay"));
            case "sgd" -> sgd(part, settings);
            default -> Adafactor.of(rate);
        };
    }

    private static Sgd sgd(ConfigObject part, Description settings) {
        Sgd sgd = Sgd.of(settings.number("learning_rate")).withMomentum(settings.number("momentum"));
        double nesterov = settings.number("nesterov");
        if (nesterov == 0) {
            return sgd;
        }
        if (nesterov != 1 || settings.number("momentum") == 0) {
            throw part.wrong("nesterov", "must be 0, or 1 together with a momentum above 0");
        }
        return sgd.withNesterov();
    }

    private static Description described(ConfigObject part, Map<String, Description> known) {
        Description[] settings = new Description[1];
        part.text("name", name -> settings[0] = known.get(name));
        if (settings[0] == null) {
            throw part.wrong("name", "must be one of " + String.join(", ", known.keySet()));
        }
        for (String key : settings[0].numbers().keySet()) {
            part.number(key, value -> settings[0] = settings[0].with(key, value));
        }
        return settings[0];
    }
}
