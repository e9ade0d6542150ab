package dev.clv.decide.segment;

import static java.util.Objects.requireNonNull;

import dev.clv.ClvModel;
import dev.clv.ClvPrediction;
import dev.clv.explain.json.RecordJson;
import dev.clv.features.Privacy;
import dev.clv.features.event.EventLog;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The frozen limits of segments: learned once, of the customers as a model knew them when it was trained, and the same
 * for every month. It holds numbers of the population, and nothing of a customer. Immutable and thread-safe.
 *
 * <p>The same model and log learn the same segmentation, whatever the log tells of later times; keep it as JSON where
 * logs are cut off or other customers are segmented.
 *
 * @param model the fingerprint of the model
 * @param at as of when it was learned, as an ISO 8601 instant: the latest training origin of the model
 * @param customers of how many customers who had bought
 * @param rfm the grid of recency, frequency and money
 * @param clusters of behaviour
 */
public record Segmentation(String model, String at, int customers, RfmGrid rfm, Clusters clusters) {

    private static final String KIND = "segmentation";
    private static final int VERSION = 1;
    private static final int FINGERPRINT = 16;

    /** So that no limit of a fifth of them rests on fewer customers than may be told of. */
    private static final int FEWEST = 5 * Privacy.MIN_CUSTOMERS;

    /** Checks that nothing is missing. */
    public Segmentation {
        requireNonNull(model, "model");
        Instant.parse(at);
        requireNonNull(rfm, "rfm");
        requireNonNull(clusters, "clusters");
    }

    /**
     * Learns with from 2 to 8 clusters and the seed 42.
     *
     * @see #learn(ClvModel, EventLog, int, int, long)
     */
    public static Segmentation learn(ClvModel model, EventLog log) {
        return learn(model, log, 2, 8, 42);
    }

    /**
     * Learns the limits of the customers of a log as of the latest training origin of the model. How many clusters
     * there are is the largest number whose clusters two halves of the customers agree on, see {@link Clusters#reason};
     * they are named by what makes their predicted value differ from that of all others
     * ({@link ClvModel#compareSegments}).
     *
     * @param log the one that the model was trained on, or one of the same customers
     * @param fewest clusters, at least 2
     * @param most clusters, at least {@code fewest}, at most 20
     * @param seed of draws
     * @throws IllegalArgumentException if fewer than 100 customers had bought, or the range is none
     */
    public static Segmentation learn(ClvModel model, EventLog log, int fewest, int most, long seed) {
        if (fewest < 2 || most < fewest || most > 20) {
            throw new IllegalArgumentException(
                    "the number of clusters must be a range within 2 to 20, was " + fewest + " to " + most);
        }
        Instant at = model.summary().cutoffs().stream()
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("the model does not know when it was trained; train it again"));
        List<String> ids = new ArrayList<>();
        List<Behaviour> behaviours = new ArrayList<>();
        for (String customer : log.customers()) {
            Optional<Behaviour> behaviour = Behaviour.of(log.history(customer).before(at));
            behaviour.ifPresent(known -> {
                ids.add(customer);
                behaviours.add(known);
            });
        }
        if (ids.size() < FEWEST) {
            throw new IllegalArgumentException("segments are learned of at least " + FEWEST
                    + " customers who had bought before the model was trained, at " + at + ", but the log has "
                    + ids.size() + "; take the log of the training, or a segmentation that was learned of it");
        }
        double[] values = model.predict(log, ids, at).stream()
                .mapToDouble(ClvPrediction::value)
                .toArray();
        return new Segmentation(
                model.fingerprint(),
                at.toString(),
                ids.size(),
                RfmGrid.learn(behaviours),
                new ClusterLearning(ids, behaviours, values, seed).learn(fewest, most, model, log, at));
    }

    /** Tells this segmentation from all others: 16 hexadecimal digits of the SHA-256 of its JSON. */
    public String fingerprint() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(toJson().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, FINGERPRINT);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** As JSON with a kind and a version; {@link #fromJson} reads it back to the same bits. */
    public String toJson() {
        return RecordJson.write(KIND, VERSION, this);
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException if it is something else, or of another version
     */
    public static Segmentation fromJson(String text) {
        return RecordJson.read(text, KIND, VERSION, Segmentation.class);
    }
}
