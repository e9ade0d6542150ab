package dev.clv.features.text;

import dev.clv.features.Feature;
import dev.clv.features.FeatureExtractor;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.internal.text.WrittenText;
import dev.clv.features.state.StateReader;
import dev.clv.features.state.StateWriter;
import java.time.Instant;

/** The mean of the vectors of a customer's texts; one in which nothing is known does not count. */
final class MeanVector implements FeatureExtractor.State {

    private final TextEmbedder embedder;
    private final float[] vector;
    private final double[] sum;
    private long texts;

    MeanVector(TextEmbedder embedder) {
        this.embedder = embedder;
        this.vector = new float[embedder.dimensions()];
        this.sum = new double[vector.length];
    }

    static Feature feature(String name, int dimensions) {
        return Feature.vector(name, "direction", "What the customer's texts are like", "satisfaction", dimensions);
    }

    @Override
    public void add(CustomerEvent event) {
        String text = WrittenText.of(event);
        if (text == null) {
            return;
        }
        embedder.embed(text, vector);
        boolean known = false;
        for (int i = 0; i < sum.length; i++) {
            sum[i] += vector[i];
            known |= vector[i] != 0;
        }
        texts += known ? 1 : 0;
    }

    @Override
    public void write(Instant cutoff, double[] row, int offset) {
        for (int i = 0; i < sum.length; i++) {
            row[offset + i] = texts == 0 ? Double.NaN : sum[i] / texts;
        }
    }

    @Override
    public void snapshot(StateWriter out) {
        out.whole(texts);
        for (double part : sum) {
            out.number(part);
        }
    }

    @Override
    public void restore(StateReader in) {
        merge(in);
    }

    @Override
    public void merge(StateReader later) {
        texts += later.whole();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += later.number();
        }
    }
}
