package dev.clv;

import dev.clv.features.Feature;
import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeaturePipeline;
import dev.clv.features.RowKey;
import dev.clv.features.event.StoredLog;
import dev.clv.label.Horizon;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Predictions of all customers of a log in temporary files, a thousand at a time.
 *
 * @param model from rows of features to predictions, each as it would be predicted alone
 */
record StoredScoring(
        StoredLog log,
        FeaturePipeline pipeline,
        Instant at,
        Horizon horizon,
        Function<FeatureMatrix, List<ClvPrediction>> model) {

    private static final int CHUNK = 1024;

    /** Some customers, and what was predicted of them. */
    record Chunk(List<StoredCustomer> customers, FeatureMatrix features, List<ClvPrediction> predictions) {

        /** The values of attributes. */
        RowWords words() {
            return (row, feature) -> word(customers.get(row), feature);
        }

        private static @Nullable String word(StoredCustomer customer, Feature feature) {
            return feature.name().startsWith(Questions.ATTRIBUTE)
                    ? customer.attributes().get(feature.name().substring(Questions.ATTRIBUTE.length()))
                    : null;
        }
    }

    /** Makes all predictions, in order of the customers' ids. */
    void run(Executor executor, Consumer<Chunk> chunks) {
        Instant since = horizon.before(at, log.zone());
        List<StoredCustomer> customers = new ArrayList<>(CHUNK);
        log.<StoredCustomer>fold(
                at,
                executor,
                (customer, events) -> StoredCustomer.of(pipeline, customer, log.zone(), events, since, at),
                customer -> {
                    customers.add(customer);
                    if (customers.size() == CHUNK) {
                        chunks.accept(chunk(List.copyOf(customers)));
                        customers.clear();
                    }
                });
        if (!customers.isEmpty()) {
            chunks.accept(chunk(customers));
        }
    }

    private Chunk chunk(List<StoredCustomer> customers) {
        FeatureMatrix features = FeatureMatrix.of(
                pipeline.schema(),
                customers.stream()
                        .map(customer -> new RowKey(customer.id(), at))
                        .toList(),
                customers.stream().map(StoredCustomer::row).toArray(double[][]::new));
        List<ClvPrediction> raw = model.apply(features);
        List<ClvPrediction> answers = new ArrayList<>();
        for (int i = 0; i < raw.size(); i++) {
            answers.add(Question.answer(
                    raw.get(i), at, horizon, customers.get(i).bought(), true, at.isAfter(log.currentUntil())));
        }
        return new Chunk(customers, features, answers);
    }
}
