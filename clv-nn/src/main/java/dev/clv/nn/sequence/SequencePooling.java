package dev.clv.nn.sequence;

import dev.clv.nn.describe.Description;
import dev.clv.nn.layer.LayerMemory;
import dev.clv.nn.math.NamedMatrices;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * Sums a sequence up by the newest token, by the mean of all, or by both side by side: y is (B, C + F) or (B, C + 2 F),
 * first the plain columns, then what is pooled. An empty sequence gives 0. It ends a stack of
 * {@link CausalConvolution}s, whose newest token has seen the others.
 *
 * @param shape of the sequence
 * @param kind what is taken
 */
public record SequencePooling(SequenceShape shape, Kind kind) implements SequenceLayer {

    /** What is taken of a sequence. */
    public enum Kind {
        /** The newest token. */
        NEWEST,
        /** The mean of all tokens. */
        MEAN,
        /** The newest token, then the mean of all. */
        NEWEST_AND_MEAN;

        private boolean hasNewest() {
            return this != MEAN;
        }

        private boolean hasMean() {
            return this != NEWEST;
        }
    }

    @Override
    public Optional<SequenceShape> result() {
        return Optional.empty();
    }

    @Override
    public int outputs() {
        return shape.columns() + (kind == Kind.NEWEST_AND_MEAN ? 2 : 1) * shape.features();
    }

    private int meanAt() {
        return shape.columns() + (kind.hasNewest() ? shape.features() : 0);
    }

    @Override
    public void forward(DMatrixRMaj x, NamedMatrices parameters, DMatrixRMaj y, LayerMemory memory) {
        int features = shape.features();
        y.zero();
        shape.copyColumns(x, y);
        for (int b = 0; b < x.numRows; b++) {
            int length = shape.length(x, b);
            int tokens = b * x.numCols + shape.column(0, 0);
            if (length > 0 && kind.hasNewest()) {
                System.arraycopy(x.data, tokens, y.data, b * y.numCols + shape.columns(), features);
            }
            if (length > 0 && kind.hasMean()) {
                int to = b * y.numCols + meanAt();
                for (int i = 0; i < length * features; i++) {
                    y.data[to + i % features] += x.data[tokens + i];
                }
                for (int f = 0; f < features; f++) {
                    y.data[to + f] /= length;
                }
            }
        }
    }

    @Override
    public void backward(
            DMatrixRMaj x,
            DMatrixRMaj y,
            DMatrixRMaj dy,
            NamedMatrices parameters,
            @Nullable DMatrixRMaj dx,
            @Nullable NamedMatrices gradients,
            LayerMemory memory) {
        if (dx == null) {
            return;
        }
        int features = shape.features();
        dx.zero();
        shape.copyColumns(dy, dx);
        for (int b = 0; b < x.numRows; b++) {
            int length = shape.length(x, b);
            int tokens = b * dx.numCols + shape.column(0, 0);
            if (length > 0 && kind.hasNewest()) {
                System.arraycopy(dy.data, b * dy.numCols + shape.columns(), dx.data, tokens, features);
            }
            if (kind.hasMean()) {
                int from = b * dy.numCols + meanAt();
                for (int i = 0; i < length * features; i++) {
                    dx.data[tokens + i] += dy.data[from + i % features] / length;
                }
            }
        }
    }

    @Override
    public Description describe() {
        return shape.describe("sequence_pooling")
                .with(List.of(Description.of(kind.name().toLowerCase(Locale.ROOT))));
    }

    /** The layer that {@link #describe} described. */
    public static SequencePooling of(Description description) {
        Kind kind = Kind.valueOf(description.onlyPart().word().toUpperCase(Locale.ROOT));
        return new SequencePooling(SequenceShape.of(description), kind);
    }
}
