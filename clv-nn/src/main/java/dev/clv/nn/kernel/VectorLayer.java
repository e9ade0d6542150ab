package dev.clv.nn.kernel;

import static dev.clv.nn.kernel.VectorTiles.LANES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;

/**
 * A dense layer of {@link VectorNet}. B = rows, I = inputs, O = outputs; activations and their gradients are (B, O) with padded rows; weights,
 * gradient and moments lie in {@link Panels} (I, O), followed by the bias; the transpose, rebuilt when weights move, in panels (O, I).
 */
final class VectorLayer {

    /** Steps of a product after which the next ones start from the sums so far: as much of a panel as the first cache holds. */
    private static final int DEPTH = 128;

    /** Rows of a batch that a weight gradient adds up in registers before it goes on to memory. */
    private static final int BATCH = 256;

    /** Rows of weights in one part. */
    private static final int PART = 16;

    final FloatShape.Dense shape;
    final int stride; // from row to row of y and dy
    final float[] y;
    final float[] dy;
    final int parts;
    private final float @Nullable [] slope; // where the sign of y does not tell it
    private final int inputStride;
    private final Panels panels;
    private final Panels transposed;
    private final int biasAt;
    private final float[] w;
    private final float[] g;
    private final float[] m;
    private final float[] v;
    private final float[] wt;
    private final float[] zeros;
    private final int partsPerPanel;

    /** inputWidth is the padded width of what comes in, inputStride its distance from row to row. */
    VectorLayer(FloatShape.Dense shape, int inputWidth, int inputStride, int rows) {
        this.shape = shape;
        this.inputStride = inputStride;
        panels = new Panels(inputWidth, shape.outputs(), LANES);
        transposed = new Panels(shape.outputs(), inputWidth, LANES);
        stride = stride(panels.columns);
        y = new float[rows * stride];
        dy = new float[rows * stride];
        slope = shape.hasSlopes() ? new float[rows * stride] : null;
        biasAt = panels.size();
        w = new float[biasAt + panels.columns];
        g = new float[w.length];
        m = new float[w.length];
        v = new float[w.length];
        wt = new float[transposed.size()];
        zeros = new float[Math.max(panels.columns, transposed.columns)];
        partsPerPanel = (inputWidth + PART - 1) / PART;
        parts = partsPerPanel * panels.count;
    }

    /** Rows a power of two apart would all fall into the same few lines of the cache. */
    static int stride(int width) {
        return width % 256 == 0 ? width + 16 : width;
    }

    int width() {
        return panels.columns;
    }

    void forward(float[] x, int from, int to, boolean training, long noise) {
        product(x, inputStride, shape.inputs(), panels, w, w, biasAt, from, to, y, stride);
        if (shape.rectifies()) {
            rectify(from, to);
        }
        if (shape.curve() != null) {
            bend(shape.curve(), from, to);
        }
        if (slope != null && training) {
            drop(from, to, noise);
        }
    }

    /** c (B, columns) = start + a (B, depth) times the matrix in panels. */
    private static void product(
            float[] a,
            int aStride,
            int depth,
            Panels panels,
            float[] w,
            float[] start,
            int startAt,
            int from,
            int to,
            float[] c,
            int cStride) {
        for (int p = 0; p < panels.count; p++) {
            int vectors = panels.vectors(p);
            int column = panels.column(p);
            int at = panels.at(p);
            for (int k = 0; k < depth; k += DEPTH) {
                int steps = Math.min(DEPTH, depth - k);
                int wAt = at + k * vectors * LANES;
                int b = from;
                while (b < to) {
                    int aAt = b * aStride + k;
                    int cAt = b * cStride + column;
                    float[] s = k == 0 ? start : c;
                    int sAt = k == 0 ? startAt + column : cAt;
                    int sStride = k == 0 ? 0 : cStride;
                    if (to - b <= 2) {
                        block1(vectors, a, aAt, aStride, steps, w, wAt, s, sAt, sStride, c, cAt, cStride);
                        b++;
                    } else {
                        block6(vectors, a, aAt, aStride, steps, w, wAt, s, sAt, sStride, c, cAt, cStride);
                        b += FloatNet.ROWS;
                    }
                }
            }
        }
    }

    private static void block6(
            int vectors,
            float[] a,
            int aAt,
            int aStride,
            int depth,
            float[] w,
            int wAt,
            float[] start,
            int startAt,
            int startStride,
            float[] c,
            int cAt,
            int cStride) {
        switch (vectors) {
            case 4 ->
                VectorTiles.product6x4(a, aAt, aStride, depth, w, wAt, start, startAt, startStride, c, cAt, cStride);
            case 2 ->
                VectorTiles.product6x2(a, aAt, aStride, depth, w, wAt, start, startAt, startStride, c, cAt, cStride);
            default ->
                VectorTiles.product6x1(a, aAt, aStride, depth, w, wAt, start, startAt, startStride, c, cAt, cStride);
        }
    }

    private static void block1(
            int vectors,
            float[] a,
            int aAt,
            int aStride,
            int depth,
            float[] w,
            int wAt,
            float[] start,
            int startAt,
            int startStride,
            float[] c,
            int cAt,
            int cStride) {
        switch (vectors) {
            case 4 ->
                VectorTiles.product1x4(a, aAt, aStride, depth, w, wAt, start, startAt, startStride, c, cAt, cStride);
            case 2 ->
                VectorTiles.product1x2(a, aAt, aStride, depth, w, wAt, start, startAt, startStride, c, cAt, cStride);
            default ->
                VectorTiles.product1x1(a, aAt, aStride, depth, w, wAt, start, startAt, startStride, c, cAt, cStride);
        }
    }

    /** A positive float is positive as an integer too; a maximum by Java's rules for NaN and -0 would cost several times as much. */
    private void rectify(int from, int to) {
        for (int i = from * stride; i < to * stride; i += LANES) {
            FloatVector.fromArray(VectorTiles.S, y, i)
                    .reinterpretAsInts()
                    .max(0)
                    .reinterpretAsFloats()
                    .intoArray(y, i);
        }
    }

    private void bend(Curve curve, int from, int to) {
        for (int b = from; b < to; b++) {
            int row = b * stride;
            for (int i = row; i < row + shape.outputs(); i++) {
                double x = y[i];
                double value = curve.value(x);
                y[i] = (float) value;
                if (slope != null) {
                    slope[i] = (float) curve.slope(x, value);
                }
            }
        }
    }

    private void drop(int from, int to, long noise) {
        float[] slopes = slope;
        if (slopes == null || shape.dropout() == 0) {
            return;
        }
        for (int b = from; b < to; b++) {
            long seed = Noise.seed(noise, b, shape.noise());
            for (int o = 0; o < shape.outputs(); o++) {
                int i = b * stride + o;
                float factor = Noise.factor(seed, b, shape.outputs(), o, shape.dropout());
                float own = shape.curve() != null ? slopes[i] : shape.rectifies() && !(y[i] > 0) ? 0 : 1;
                slopes[i] = own * factor;
                y[i] *= factor;
            }
        }
    }

    /** dx = dy wᵀ, through what follows the layer before. */
    void backward(VectorLayer before, int from, int to) {
        product(dy, stride, shape.outputs(), transposed, wt, zeros, 0, from, to, before.dy, before.stride);
        before.backThroughCurve(from, to);
    }

    private void backThroughCurve(int from, int to) {
        float[] slopes = slope;
        if (slopes != null) {
            for (int i = from * stride; i < to * stride; i += LANES) {
                FloatVector.fromArray(VectorTiles.S, dy, i)
                        .mul(FloatVector.fromArray(VectorTiles.S, slopes, i))
                        .intoArray(dy, i);
            }
        } else if (shape.rectifies()) {
            for (int i = from * stride; i < to * stride; i += LANES) {
                VectorMask<Float> off =
                        FloatVector.fromArray(VectorTiles.S, y, i).compare(VectorOperators.LE, 0f);
                FloatVector.fromArray(VectorTiles.S, dy, i).blend(0f, off).intoArray(dy, i);
            }
        }
    }

    /** dw = xᵀ dy of one part, and with a panel's first part its bias gradient. */
    void gradient(float[] x, int part, int rows, float l2) {
        int panel = part / partsPerPanel;
        int first = part % partsPerPanel * PART;
        int end = Math.min(first + PART, panels.rows);
        int vectors = panels.vectors(panel);
        int column = panels.column(panel);
        int at = panels.at(panel);
        for (int from = 0; from < rows; from += BATCH) {
            int to = Math.min(from + BATCH, rows);
            for (int o = 0; o < vectors; o += 2) {
                int i = first;
                while (i < end) {
                    int gAt = at + (i * vectors + o) * LANES;
                    i += block(x, i, end, vectors, column + o * LANES, from, to, gAt);
                }
            }
            if (first == 0) {
                addBias(column, vectors, from, to);
            }
        }
        if (l2 > 0) {
            VectorUpdate.penalize(l2, w, g, at + first * vectors * LANES, at + end * vectors * LANES);
        }
    }

    /** Returns the rows of weights done. */
    private int block(float[] x, int i, int end, int vectors, int column, int from, int to, int gAt) {
        int gStride = vectors * LANES;
        boolean add = from > 0;
        if (vectors == 1) {
            VectorTiles.gradient4x1(x, i, inputStride, dy, column, stride, from, to, g, gAt, gStride, add);
            return 4;
        }
        if (LANES != 8 && i + 8 <= end) {
            VectorTiles.gradient8x2(x, i, inputStride, dy, column, stride, from, to, g, gAt, gStride, add);
            return 8;
        }
        VectorTiles.gradient4x2(x, i, inputStride, dy, column, stride, from, to, g, gAt, gStride, add);
        return 4;
    }

    private void addBias(int column, int vectors, int from, int to) {
        for (int o = column; o < column + vectors * LANES; o += LANES) {
            FloatVector sum = FloatVector.zero(VectorTiles.S);
            for (int b = from; b < to; b++) {
                sum = sum.add(FloatVector.fromArray(VectorTiles.S, dy, b * stride + o));
            }
            if (from > 0) {
                sum = sum.add(FloatVector.fromArray(VectorTiles.S, g, biasAt + o));
            }
            sum.intoArray(g, biasAt + o);
        }
    }

    double squares(int part) {
        int panel = part / partsPerPanel;
        int first = part % partsPerPanel * PART;
        int width = panels.vectors(panel) * LANES;
        int at = panels.at(panel) + first * width;
        double sum = squares(at, at + Math.min(PART, panels.rows - first) * width);
        int bias = biasAt + panels.column(panel);
        return first == 0 ? sum + squares(bias, bias + width) : sum;
    }

    private double squares(int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) g[i] * g[i];
        }
        return sum;
    }

    void update(int part, Update update) {
        int panel = part / partsPerPanel;
        int first = part % partsPerPanel * PART;
        int width = panels.vectors(panel) * LANES;
        int at = panels.at(panel) + first * width;
        int end = Math.min(first + PART, panels.rows);
        VectorUpdate.apply(update, update.decay, w, g, m, v, at, at + (end - first) * width);
        if (first == 0) {
            int bias = biasAt + panels.column(panel);
            VectorUpdate.apply(update, 0, w, g, m, v, bias, bias + width);
        }
        finish(panel, first, end);
    }

    /** Numbers beyond the layer's widths stay zero, and the transpose follows the weights. */
    private void finish(int panel, int first, int end) {
        int width = panels.vectors(panel) * LANES;
        int column = panels.column(panel);
        int at = panels.at(panel);
        int used = Math.min(width, shape.outputs() - column);
        for (int i = first; i < end; i++) {
            for (int o = i < shape.inputs() ? used : 0; o < width; o++) {
                w[at + i * width + o] = 0;
            }
        }
        for (int o = used; o < width; o++) {
            w[biasAt + column + o] = 0;
        }
        transpose(at, width, column, used, first, end);
    }

    private void transpose(int at, int width, int column, int used, int first, int end) {
        for (int i = first; i < end; ) {
            int to = transposed.at(0, i);
            int stretch = 1;
            while (i + stretch < end && transposed.at(0, i + stretch) == to + stretch) {
                stretch++;
            }
            int toStride = transposed.at(1 % transposed.rows, i) - to;
            for (int o = 0; o < used; o++) {
                int target = to + (column + o) * toStride;
                int source = at + i * width + o;
                for (int s = 0; s < stretch; s++) {
                    wt[target + s] = w[source + s * width];
                }
            }
            i += stretch;
        }
    }

    float[] numbers(FloatNet.Numbers kind) {
        return switch (kind) {
            case WEIGHTS -> w;
            case GRADIENT -> g;
            case FIRST_MOMENTS -> m;
            case SECOND_MOMENTS -> v;
        };
    }

    void load(FloatNet.Numbers kind, double[] values) {
        float[] numbers = numbers(kind);
        for (int o = 0; o < shape.outputs(); o++) {
            for (int i = 0; i < shape.inputs(); i++) {
                numbers[panels.at(i, o)] = (float) values[shape.weightsAt() + i * shape.outputs() + o];
            }
            numbers[biasAt + o] = (float) values[shape.biasAt() + o];
        }
        for (int p = 0; p < panels.count && kind == FloatNet.Numbers.WEIGHTS; p++) {
            finish(p, 0, panels.rows);
        }
    }

    void store(FloatNet.Numbers kind, double[] values) {
        float[] numbers = numbers(kind);
        for (int o = 0; o < shape.outputs(); o++) {
            for (int i = 0; i < shape.inputs(); i++) {
                values[shape.weightsAt() + i * shape.outputs() + o] = numbers[panels.at(i, o)];
            }
            values[shape.biasAt() + o] = numbers[biasAt + o];
        }
    }
}
