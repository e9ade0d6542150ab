package dev.clv.general;

import dev.clv.features.FeatureMatrix;
import dev.clv.features.FeaturePipeline;
import dev.clv.features.FeaturePlan;
import dev.clv.features.FeatureSchema;
import dev.clv.features.RowKey;
import dev.clv.features.relative.FittedRelativeFeatures;
import dev.clv.features.relative.RelativeFeatures;
import dev.clv.simulate.RandomShop;
import dev.clv.simulate.ShopPrior;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The customers of simulated shops, each as features relative to the own shop, with a value that came true and its
 * expectation, in units of the shop. The arrays are not to be modified.
 *
 * @param schema of the features
 * @param features one array per customer, in float
 * @param labels a value and its expectation per customer
 */
record SimulatedRows(FeatureSchema schema, List<float[]> features, List<double[]> labels) {

    /** Values beyond so many units teach nothing but themselves. */
    private static final double MOST = 1_000;

    /**
     * Simulates shops.
     *
     * @param count how many, numbered from 0
     * @param most customers of a shop, the first ones
     * @param done told how many shops are done, from one thread at a time
     */
    static SimulatedRows of(ShopPrior prior, int count, int most, int threads, IntConsumer done) {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<@Nullable SimulatedRows>> shops = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                long number = i;
                shops.add(executor.submit(() -> of(prior.shop(number), most)));
            }
            SimulatedRows all = null;
            for (int i = 0; i < count; i++) {
                SimulatedRows shop = shops.get(i).get();
                shops.set(i, null);
                if (shop != null) {
                    all = all == null ? shop : all;
                    if (all != shop) {
                        all.features.addAll(shop.features);
                        all.labels.addAll(shop.labels);
                    }
                }
                done.accept(i + 1);
            }
            if (all == null) {
                throw new IllegalArgumentException("none of " + count + " shops has enough customers");
            }
            return all;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("simulation was interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a shop could not be simulated", e.getCause());
        } finally {
            executor.shutdownNow();
        }
    }

    /** Null if too few customers spent. */
    private static @Nullable SimulatedRows of(RandomShop shop, int most) {
        FeaturePipeline pipeline = FeaturePlan.of(List.of(RelativeFeatures.of(shop.horizon())))
                .fit(shop.customers().stream().map(RandomShop.Customer::history).toList());
        FittedRelativeFeatures relative =
                (FittedRelativeFeatures) pipeline.extractors().get(0);
        if (relative.cutoffs().isEmpty()) {
            return null;
        }
        double unit = relative.unit(shop.cutoff());
        List<float[]> features = new ArrayList<>();
        List<double[]> labels = new ArrayList<>();
        for (RandomShop.Customer customer :
                shop.customers().subList(0, Math.min(most, shop.customers().size()))) {
            double[] row = pipeline.row(customer.history(), shop.cutoff());
            float[] floats = new float[row.length];
            for (int k = 0; k < row.length; k++) {
                floats[k] = (float) row[k];
            }
            features.add(floats);
            labels.add(
                    new double[] {Math.min(MOST, customer.outcome() / unit), Math.min(MOST, customer.expected() / unit)
                    });
        }
        return new SimulatedRows(pipeline.schema(), features, labels);
    }

    int size() {
        return features.size();
    }

    /** Writes a customer's features. */
    void write(int customer, double[] row) {
        float[] floats = features.get(customer);
        for (int k = 0; k < floats.length; k++) {
            row[k] = floats[k];
        }
    }

    /** About so many customers, spread over all. */
    FeatureMatrix sample(int most) {
        int step = Math.max(1, size() / most);
        List<RowKey> keys = new ArrayList<>();
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < size(); i += step) {
            double[] row = new double[schema.size()];
            write(i, row);
            rows.add(row);
            keys.add(new RowKey("c" + i, Instant.EPOCH));
        }
        return FeatureMatrix.of(schema, keys, rows.toArray(double[][]::new));
    }

    double[][] labels(int from, int to) {
        return labels.subList(from, to).stream().map(double[]::clone).toArray(double[][]::new);
    }
}
