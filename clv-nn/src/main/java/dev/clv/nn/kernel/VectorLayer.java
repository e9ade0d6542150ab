package dev.clv.nn.kernel;

import static dev.clv.nn.kernel.VectorBatch.LANES;
import static dev.clv.nn.kernel.VectorBatch.S;
import static dev.clv.nn.kernel.VectorBatch.WIDTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;

/**
 * A hidden or wide dense layer of {@link VectorNet}. B = rows, I = inputs, O = outputs; weights, gradient and moments lie in {@link Panels} (I, O),
 * followed by the bias; the transpose, rebuilt when weights move, in panels (O, I).
 */
final class VectorLayer implements VectorStage {

    /** Rows of weights in one part: whole blocks of a gradient, and whole vectors of the transpose. */
    private static final int PART = 48;

    final FloatShape.Dense shape;
    final VectorBatch y;
    final VectorBatch dy;
    private final VectorBatch x;
    private final float @Nullable [] slope; // as y, where the sign of y does not tell it
    private final Panels panels;
    private final Panels transposed;
    private final int biasAt;
    private final float[] w;
    private final float[] g;
    private final float[] m;
    private final float[] v;
    private final float[] wt; // empty in the first layer, which passes nothing on
    private final float[] zeros;
    private final int partRows;
    private final int partsPerPanel;
    private final int partsDown;

    /** x is what comes in; first whether it is the network's input. */
    VectorLayer(FloatShape.Dense shape, VectorBatch x, boolean first, int rows) {
        this.shape = shape;
        this.x = x;
        int widest = VectorBatch.NARROW ? 2 : 4;
        panels = new Panels(first ? (shape.inputs() + 3) / 4 * 4 : x.columns, shape.outputs(), LANES, widest);
        transposed = new Panels(shape.outputs(), first ? 0 : x.columns, LANES, widest);
        y = new VectorBatch(rows, panels.columns);
        dy = new VectorBatch(rows, panels.columns);
        slope = shape.hasSlopes() ? new float[y.numbers.length] : null;
        biasAt = panels.size();
        w = new float[biasAt + panels.columns];
        g = new float[w.length];
        m = new float[w.length];
        v = new float[w.length];
        wt = new float[transposed.size()];
        zeros = new float[transposed.columns];
        partRows = panels.rows <= WIDTH ? PART : WIDTH;
        partsPerPanel = (WIDTH + partRows - 1) / partRows;
        partsDown = panels.rows / WIDTH * partsPerPanel + (panels.rows % WIDTH + partRows - 1) / partRows;
    }

    @Override
    public void forward(int from, int to, boolean training, long noise) {
        VectorPanelProduct.of(x, shape.inputs(), panels, w, w, biasAt, from, to, y);
        if (shape.rectifies()) {
            for (int p = 0; p < y.panels; p++) {
                rectify(y.numbers, y.at(from, p * WIDTH), to - from, y.columns(p));
            }
        }
        if (shape.curve() != null) {
            bend(shape.curve(), from, to);
        }
        if (slope != null && training) {
            drop(slope, from, to, noise);
        }
    }

    /** A positive float is positive as an integer too; a maximum by Java's rules for NaN and -0 would cost several times as much. */
    private static void rectify(float[] numbers, int at, int rows, int columns) {
        for (int row = at; row < at + rows * WIDTH; row += WIDTH) {
            for (int i = row; i < row + columns; i += LANES) {
                FloatVector.fromArray(S, numbers, i)
                        .reinterpretAsInts()
                        .max(0)
                        .reinterpretAsFloats()
                        .intoArray(numbers, i);
            }
        }
    }

    private void bend(Curve curve, int from, int to) {
        for (int b = from; b < to; b++) {
            for (int o = 0; o < shape.outputs(); o++) {
                int i = y.at(b, o);
                double z = y.numbers[i];
                double value = curve.value(z);
                y.numbers[i] = (float) value;
                if (slope != null) {
                    slope[i] = (float) curve.slope(z, value);
                }
            }
        }
    }

    private void drop(float[] slopes, int from, int to, long noise) {
        if (shape.dropout() == 0) {
            return;
        }
        for (int b = from; b < to; b++) {
            long seed = Noise.seed(noise, b, shape.noise());
            for (int o = 0; o < shape.outputs(); o++) {
                int i = y.at(b, o);
                float factor = Noise.factor(seed, b, shape.outputs(), o, shape.dropout());
                float own = shape.curve() != null ? slopes[i] : shape.rectifies() && !(y.numbers[i] > 0) ? 0 : 1;
                slopes[i] = own * factor;
                y.numbers[i] *= factor;
            }
        }
    }

    @Override
    public void backward(VectorLayer before, int from, int to) {
        VectorPanelProduct.of(dy, shape.outputs(), transposed, wt, zeros, 0, from, to, before.dy);
        before.backThroughCurve(from, to);
    }

    /** Whether the sign of y alone says what comes back. */
    boolean gates() {
        return slope == null && shape.rectifies();
    }

    /** From the gradient by what the layer gave to the gradient by its product. */
    void backThroughCurve(int from, int to) {
        for (int p = 0; p < y.panels; p++) {
            int at = y.at(from, p * WIDTH);
            if (slope != null) {
                multiply(dy.numbers, slope, at, to - from, y.columns(p));
            } else if (gates()) {
                gate(dy.numbers, y.numbers, at, to - from, y.columns(p));
            }
        }
    }

    private static void multiply(float[] dy, float[] slopes, int at, int rows, int columns) {
        for (int row = at; row < at + rows * WIDTH; row += WIDTH) {
            for (int i = row; i < row + columns; i += LANES) {
                FloatVector.fromArray(S, dy, i)
                        .mul(FloatVector.fromArray(S, slopes, i))
                        .intoArray(dy, i);
            }
        }
    }

    private static void gate(float[] dy, float[] y, int at, int rows, int columns) {
        for (int row = at; row < at + rows * WIDTH; row += WIDTH) {
            for (int i = row; i < row + columns; i += LANES) {
                VectorMask<Float> off = FloatVector.fromArray(S, y, i).compare(VectorOperators.LE, 0f);
                FloatVector.fromArray(S, dy, i).blend(0f, off).intoArray(dy, i);
            }
        }
    }

    @Override
    public int parts() {
        return partsDown * panels.count;
    }

    private int firstRow(int part) {
        int down = part % partsDown;
        return down / partsPerPanel * WIDTH + down % partsPerPanel * partRows;
    }

    private int endRow(int part) {
        int first = firstRow(part);
        return Math.min(Math.min(first + partRows, first / WIDTH * WIDTH + WIDTH), panels.rows);
    }

    /** dw = xᵀ dy of one part, and with a panel's first part its bias gradient. */
    @Override
    public void gradient(int part, int rows, float l1, float l2) {
        int panel = part / partsDown;
        int vectors = panels.vectors(panel);
        int width = vectors * LANES;
        int at = panels.at(panel);
        int end = endRow(part);
        for (int o = 0; o < vectors; o += 2) {
            int dyAt = dy.at(0, panels.column(panel) + o * LANES);
            int i = firstRow(part);
            while (i < end) {
                i += block(vectors, x.at(0, i), end - i, dyAt, rows, at + i * width + o * LANES);
            }
        }
        if (firstRow(part) == 0) {
            addBias(panels.column(panel), width, rows);
        }
        if (l1 > 0 || l2 > 0) {
            VectorUpdate.penalize(l1, l2, w, g, at + firstRow(part) * width, at + end * width);
        }
    }

    /** Returns the rows of weights done. */
    private int block(int vectors, int xAt, int left, int dyAt, int rows, int gAt) {
        int gStride = vectors * LANES;
        if (vectors == 1) {
            VectorGradientTiles.gradient4x1(x.numbers, xAt, dy.numbers, dyAt, rows, g, gAt, gStride);
            return 4;
        }
        if (!VectorBatch.NARROW && left >= 12) {
            VectorGradientTiles.gradient12x2(x.numbers, xAt, dy.numbers, dyAt, rows, g, gAt, gStride);
            return 12;
        }
        if (!VectorBatch.NARROW && left == 8) {
            VectorGradientTiles.gradient8x2(x.numbers, xAt, dy.numbers, dyAt, rows, g, gAt, gStride);
            return 8;
        }
        if (left >= 6 && left != 8) {
            VectorGradientTiles.gradient6x2(x.numbers, xAt, dy.numbers, dyAt, rows, g, gAt, gStride);
            return 6;
        }
        VectorGradientTiles.gradient4x2(x.numbers, xAt, dy.numbers, dyAt, rows, g, gAt, gStride);
        return 4;
    }

    private void addBias(int column, int width, int rows) {
        for (int o = column; o < column + width; o += 2 * LANES) {
            if (o + LANES < column + width) {
                VectorGradientTiles.sum2(dy.numbers, dy.at(0, o), rows, g, biasAt + o);
            } else {
                VectorGradientTiles.sum1(dy.numbers, dy.at(0, o), rows, g, biasAt + o);
            }
        }
    }

    @Override
    public double squares(int part) {
        int panel = part / partsDown;
        int width = panels.vectors(panel) * LANES;
        int at = panels.at(panel);
        double sum = squares(at + firstRow(part) * width, at + endRow(part) * width);
        int bias = biasAt + panels.column(panel);
        return firstRow(part) == 0 ? sum + squares(bias, bias + width) : sum;
    }

    private double squares(int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) g[i] * g[i];
        }
        return sum;
    }

    @Override
    public void update(int part, Update update) {
        int panel = part / partsDown;
        int width = panels.vectors(panel) * LANES;
        int at = panels.at(panel);
        int first = firstRow(part);
        int end = endRow(part);
        VectorUpdate.apply(update, update.decay, w, g, m, v, at + first * width, at + end * width);
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
        if (wt.length > 0) {
            for (int i = first; i < end; i += LANES) {
                int across = transposed.at(1 % transposed.rows, i) - transposed.at(0, i);
                VectorUpdate.transpose(
                        w,
                        at + i * width,
                        panels.vectors(panel),
                        used,
                        wt,
                        transposed.at(0, i) + column * across,
                        across);
            }
        }
    }

    @Override
    public void outputs(int from, int to, double[] z) {
        int outputs = shape.outputs();
        for (int b = from; b < to; b++) {
            for (int k = 0; k < outputs; k++) {
                z[b * outputs + k] = y.numbers[y.at(b, k)];
            }
        }
    }

    @Override
    public void slopes(int from, int to, double[] dz) {
        int outputs = shape.outputs();
        for (int b = from; b < to; b++) {
            for (int k = 0; k < outputs; k++) {
                dy.numbers[dy.at(b, k)] = (float) dz[b * outputs + k];
            }
        }
    }

    @Override
    public boolean isFinite(int rows) {
        for (int b = 0; b < rows; b++) {
            for (int o = 0; o < shape.outputs(); o++) {
                if (!Float.isFinite(y.numbers[y.at(b, o)])) {
                    return false;
                }
            }
        }
        return true;
    }

    private float[] numbers(FloatNet.Numbers kind) {
        return switch (kind) {
            case WEIGHTS -> w;
            case GRADIENT -> g;
            case FIRST_MOMENTS -> m;
            case SECOND_MOMENTS -> v;
        };
    }

    @Override
    public void load(FloatNet.Numbers kind, double[] values) {
        float[] numbers = numbers(kind);
        for (int p = 0; p < panels.count; p++) {
            int used = Math.min(panels.vectors(p) * LANES, shape.outputs() - panels.column(p));
            for (int i = 0; i < shape.inputs(); i++) {
                int to = panels.at(p) + i * panels.vectors(p) * LANES;
                int from = shape.weightsAt() + i * shape.outputs() + panels.column(p);
                for (int o = 0; o < used; o++) {
                    numbers[to + o] = (float) values[from + o];
                }
            }
            for (int o = panels.column(p); o < panels.column(p) + used; o++) {
                numbers[biasAt + o] = (float) values[shape.biasAt() + o];
            }
            if (kind == FloatNet.Numbers.WEIGHTS) {
                finish(p, 0, panels.rows);
            }
        }
    }

    @Override
    public void store(FloatNet.Numbers kind, double[] values) {
        float[] numbers = numbers(kind);
        for (int p = 0; p < panels.count; p++) {
            int used = Math.min(panels.vectors(p) * LANES, shape.outputs() - panels.column(p));
            for (int i = 0; i < shape.inputs(); i++) {
                int from = panels.at(p) + i * panels.vectors(p) * LANES;
                int to = shape.weightsAt() + i * shape.outputs() + panels.column(p);
                for (int o = 0; o < used; o++) {
                    values[to + o] = numbers[from + o];
                }
            }
            for (int o = panels.column(p); o < panels.column(p) + used; o++) {
                values[shape.biasAt() + o] = numbers[biasAt + o];
            }
        }
    }
}
