package dev.clv.nn.internal.kernel.vector;

import static dev.clv.nn.internal.kernel.vector.VectorBatch.LANES;
import static dev.clv.nn.internal.kernel.vector.VectorBatch.WIDTH;

import dev.clv.nn.internal.kernel.DenseChain;
import dev.clv.nn.internal.kernel.FloatNet;
import dev.clv.nn.internal.kernel.Update;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The weights of a hidden or wide dense layer of {@link VectorNet}. I = inputs, O = outputs; weights, gradients and
 * moments lie in {@link Panels} (I, O), followed by the bias; the transpose, rebuilt when weights move, in panels (O,
 * I).
 */
final class VectorLayer implements VectorWeights {

    /** Rows of weights in one part: whole blocks of a gradient, and whole vectors of the transpose. */
    private static final int PART = 48;

    final DenseChain.Stage stage;
    final Panels panels;
    final Panels transposed;
    final int biasAt;
    final Floats w;
    final Floats wt; // empty where no gradient by the input is needed
    final Floats zeros;
    final Floats[] gradients; // of shares of a batch; the first becomes the total
    private final Floats m;
    private final Floats v;
    private final int partRows;
    private final int partsPerPanel;
    private final int partsDown;

    /**
     * Room for the weights of a stage.
     *
     * @param first whether it is the first of all, which needs no gradient by its input
     * @param gradientCount how many gradients are kept apart, at least 1
     */
    VectorLayer(Arena arena, DenseChain.Stage stage, boolean first, int gradientCount) {
        this.stage = stage;
        int widest = VectorBatch.NARROW ? 2 : 4;
        int columns = (stage.inputs() + LANES - 1) / LANES * LANES;
        panels = new Panels(first ? (stage.inputs() + 3) / 4 * 4 : columns, stage.outputs(), LANES, widest);
        transposed = new Panels(stage.outputs(), first ? 0 : columns, LANES, widest);
        biasAt = panels.size();
        int count = biasAt + panels.columns;
        w = arena.take(count);
        gradients = new Floats[gradientCount];
        Arrays.setAll(gradients, slot -> arena.take(count));
        m = arena.take(count);
        v = arena.take(count);
        wt = arena.take(transposed.size());
        zeros = arena.take(transposed.columns);
        partRows = panels.rows <= WIDTH ? PART : WIDTH;
        partsPerPanel = (WIDTH + partRows - 1) / partRows;
        partsDown = panels.rows / WIDTH * partsPerPanel + (panels.rows % WIDTH + partRows - 1) / partRows;
    }

    @Override
    public VectorLayerRows rows(Arena arena, VectorBatch x, @Nullable VectorSource before, int rows) {
        return new VectorLayerRows(arena, this, x, before, rows);
    }

    /** Whether the derivative of what follows the product is known from the sign of the output. */
    boolean gates() {
        return !stage.hasDerivatives() && stage.rectifies();
    }

    @Override
    public int parts() {
        return partsDown * panels.count;
    }

    int panelOf(int part) {
        return part / partsDown;
    }

    int firstRow(int part) {
        int down = part % partsDown;
        return down / partsPerPanel * WIDTH + down % partsPerPanel * partRows;
    }

    int endRow(int part) {
        int first = firstRow(part);
        return Math.min(Math.min(first + partRows, first / WIDTH * WIDTH + WIDTH), panels.rows);
    }

    @Override
    public void total(int part, int count, float l1, float l2) {
        int panel = panelOf(part);
        int width = panels.vectors(panel) * LANES;
        int from = panels.at(panel) + firstRow(part) * width;
        int to = panels.at(panel) + endRow(part) * width;
        VectorUpdate.total(gradients, count, from, to);
        if (firstRow(part) == 0) {
            int bias = biasAt + panels.column(panel);
            VectorUpdate.total(gradients, count, bias, bias + width);
        }
        if (l1 > 0 || l2 > 0) {
            VectorUpdate.penalize(l1, l2, w, gradients[0], from, to);
        }
    }

    @Override
    public double squares(int part) {
        int panel = panelOf(part);
        int width = panels.vectors(panel) * LANES;
        int at = panels.at(panel);
        double sum = squares(at + firstRow(part) * width, at + endRow(part) * width);
        int bias = biasAt + panels.column(panel);
        return firstRow(part) == 0 ? sum + squares(bias, bias + width) : sum;
    }

    private double squares(int from, int to) {
        Floats g = gradients[0];
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) g.get(i) * g.get(i);
        }
        return sum;
    }

    @Override
    public void update(int part, Update update) {
        int panel = panelOf(part);
        int width = panels.vectors(panel) * LANES;
        int at = panels.at(panel);
        int first = firstRow(part);
        int end = endRow(part);
        Floats g = gradients[0];
        VectorUpdate.apply(update, update.decay(), w, g, m, v, at + first * width, at + end * width);
        if (first == 0) {
            int bias = biasAt + panels.column(panel);
            VectorUpdate.apply(update, 0, w, g, m, v, bias, bias + width);
        }
        finish(panel, first, end);
    }

    /** Sets the padding to 0 and copies the weights to the transpose. */
    private void finish(int panel, int first, int end) {
        int width = panels.vectors(panel) * LANES;
        int column = panels.column(panel);
        int at = panels.at(panel);
        int used = Math.min(width, stage.outputs() - column);
        for (int i = first; i < end; i++) {
            for (int o = i < stage.inputs() ? used : 0; o < width; o++) {
                w.set(at + i * width + o, 0);
            }
        }
        for (int o = used; o < width; o++) {
            w.set(biasAt + column + o, 0);
        }
        if (wt.length() > 0) {
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

    private Floats numbers(FloatNet.Numbers kind) {
        return switch (kind) {
            case WEIGHTS -> w;
            case GRADIENT -> gradients[0];
            case FIRST_MOMENTS -> m;
            case SECOND_MOMENTS -> v;
        };
    }

    @Override
    public void load(FloatNet.Numbers kind, double[] values) {
        Floats numbers = numbers(kind);
        for (int p = 0; p < panels.count; p++) {
            int used = Math.min(panels.vectors(p) * LANES, stage.outputs() - panels.column(p));
            for (int i = 0; i < stage.inputs(); i++) {
                int to = panels.at(p) + i * panels.vectors(p) * LANES;
                int from = stage.weightsAt() + i * stage.outputs() + panels.column(p);
                for (int o = 0; o < used; o++) {
                    numbers.set(to + o, (float) values[from + o]);
                }
            }
            for (int o = panels.column(p); o < panels.column(p) + used; o++) {
                numbers.set(biasAt + o, (float) values[stage.biasAt() + o]);
            }
            if (kind == FloatNet.Numbers.WEIGHTS) {
                finish(p, 0, panels.rows);
            }
        }
    }

    @Override
    public void store(FloatNet.Numbers kind, double[] values) {
        Floats numbers = numbers(kind);
        for (int p = 0; p < panels.count; p++) {
            int used = Math.min(panels.vectors(p) * LANES, stage.outputs() - panels.column(p));
            for (int i = 0; i < stage.inputs(); i++) {
                int from = panels.at(p) + i * panels.vectors(p) * LANES;
                int to = stage.weightsAt() + i * stage.outputs() + panels.column(p);
                for (int o = 0; o < used; o++) {
                    values[to + o] = numbers.get(from + o);
                }
            }
            for (int o = panels.column(p); o < panels.column(p) + used; o++) {
                values[stage.biasAt() + o] = numbers.get(biasAt + o);
            }
        }
    }
}
