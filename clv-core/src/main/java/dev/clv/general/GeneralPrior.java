package dev.clv.general;

import dev.clv.features.FeatureSchema;
import dev.clv.features.relative.RelativeFeatures;
import dev.clv.nn.Vocabulary;
import dev.clv.store.ModelFile;
import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import dev.clv.value.NetworkEnsemble;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Networks that were trained on simulated shops: they predict what a customer is worth from features relative to the
 * shop ({@link RelativeFeatures}), without any label of that shop. Immutable and thread-safe.
 *
 * <p>The one of {@link #standard()} comes with the library; {@link Pretraining} makes others.
 */
public final class GeneralPrior {

    private static final String KIND = "general-prior";
    private static final String RESOURCE = "general.clvm";

    private final NetworkEnsemble networks;
    private final Map<String, String> card;

    GeneralPrior(NetworkEnsemble networks, Map<String, String> card) {
        this.networks = networks;
        this.card = Collections.unmodifiableMap(new LinkedHashMap<>(card));
    }

    /** The prior that comes with the library; read when it is first asked for. */
    public static GeneralPrior standard() {
        return Standard.PRIOR;
    }

    /**
     * Reads a prior that {@link #save} wrote.
     *
     * @throws ModelFormatException if the file is not a prior, is damaged, or is of other features than this version's
     */
    public static GeneralPrior load(Path path) throws IOException {
        return of(ModelFile.load(path));
    }

    private static GeneralPrior of(Section in) throws ModelFormatException {
        if (!in.word("kind").equals(KIND)) {
            throw in.unsuitable(
                    "kind", "is '" + in.word("kind") + "', not '" + KIND + "'; name a file that pretraining wrote");
        }
        Map<String, String> card = new LinkedHashMap<>();
        List<String> names = in.words("card");
        for (int i = 0; i + 1 < names.size(); i += 2) {
            card.put(names.get(i), names.get(i + 1));
        }
        FeatureSchema schema = FeatureSchema.of(RelativeFeatures.all());
        return new GeneralPrior(
                in.read("networks", part -> NetworkEnsemble.read(part, schema, Vocabulary.standard())), card);
    }

    /** Writes the prior into one file, whole or not at all. */
    public void save(Path path) throws IOException {
        Section out = Section.root().put("kind", KIND);
        out.put(
                "card",
                card.entrySet().stream()
                        .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
                        .toList());
        networks.write(out.begin("networks"));
        ModelFile.save(out, path);
    }

    /** What it was trained on, as texts for people, by name. */
    public Map<String, String> card() {
        return card;
    }

    /**
     * The networks as a regressor of a shop.
     *
     * @param unit what is expected of a customer of the shop in the horizon, on average, in currency; positive and
     *     finite, see {@link dev.clv.features.relative.FittedRelativeFeatures#unit}
     */
    public NetworkEnsemble of(double unit) {
        return NetworkEnsemble.of(networks.preparation(), networks.networks(), unit, 1);
    }

    @Override
    public String toString() {
        return "GeneralPrior" + card;
    }

    /** Read once, when first asked for. */
    private static final class Standard {

        private static final GeneralPrior PRIOR = read();

        private static GeneralPrior read() {
            try (InputStream in = GeneralPrior.class.getResourceAsStream(RESOURCE)) {
                if (in == null) {
                    throw new IllegalStateException("the library's jar lacks " + RESOURCE + "; take a whole one");
                }
                return of(ModelFile.read(in));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the general prior of the library", e);
            }
        }
    }
}
