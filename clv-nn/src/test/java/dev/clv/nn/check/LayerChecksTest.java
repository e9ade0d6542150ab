package dev.clv.nn.check;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clv.nn.Vocabulary;
import dev.clv.nn.describe.Description;
import dev.clv.nn.layer.Elementwise;
import dev.clv.nn.layer.Layer;
import dev.clv.nn.layer.LayerMemory;
import dev.clv.nn.layer.ParameterShape;
import dev.clv.nn.math.NamedMatrices;
import dev.clv.nn.sequence.SequenceLayer;
import dev.clv.nn.sequence.SequenceShape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Layers with a fault planted, each of which must be caught by the check that names it. */
class LayerChecksTest {

    /** A right layer for subclasses to break: y = gain x, where the gain is trained. */
    private static class Right implements Layer {

        @Override
        public int inputs() {
            return 3;
        }

        @Override
        public int outputs() {
            return 3;
        }

        @Override
        public List<ParameterShape> parameters() {
            return List.of(new ParameterShape("gain", 1, 1, false));
        }

        @Override
        public void forward(DMatrixRMaj x, NamedMatrices parameters, DMatrixRMaj y, LayerMemory memory) {
            CommonOps_DDRM.scale(parameters.get("gain").get(0, 0), x, y);
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
            if (gradients != null) {
                gradients.get("gain").add(0, 0, dot(dy, x));
            }
            if (dx != null) {
                CommonOps_DDRM.scale(parameters.get("gain").get(0, 0), dy, dx);
            }
        }

        static double dot(DMatrixRMaj a, DMatrixRMaj b) {
            double sum = 0;
            for (int i = 0; i < a.getNumElements(); i++) {
                sum += a.data[i] * b.data[i];
            }
            return sum;
        }

        @Override
        public Description describe() {
            return Description.of("planted");
        }
    }

    private static void assertCaught(Function<Description, Layer> make, String promise) {
        Layer layer = make.apply(Description.of("planted").with("leak", 0.3));
        Vocabulary words = Vocabulary.standard().withLayer("planted", make);
        for (long seed = 0; seed < 3; seed++) {
            long drawn = seed;
            assertThatThrownBy(() -> LayerChecks.check(layer, drawn, words))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("layer 'planted': " + promise);
        }
    }

    @Test
    @DisplayName("a right layer passes")
    void aRightLayerPasses() {
        LayerChecks.check(new Right(), 1, Vocabulary.standard().withLayer("planted", d -> new Right()));
    }

    @Test
    void aLayerThatKeepsItsInputsInAFieldIsCaught() {
        assertCaught(
                d -> new Right() {
                    private final DMatrixRMaj kept = new DMatrixRMaj(1, 1);

                    @Override
                    public void forward(DMatrixRMaj x, NamedMatrices parameters, DMatrixRMaj y, LayerMemory memory) {
                        kept.setTo(x);
                        super.forward(x, parameters, y, memory);
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
                        super.backward(kept, y, dy, parameters, dx, gradients, memory);
                    }
                },
                "interleaved passes must not disturb each other");
    }

    @Test
    void aLayerThatKeepsScratchSpaceInAFieldIsCaught() {
        assertCaught(
                d -> new Right() {
                    private final double[] scratch = new double[15];

                    @Override
                    public void forward(DMatrixRMaj x, NamedMatrices parameters, DMatrixRMaj y, LayerMemory memory) {
                        int n = x.getNumElements();
                        for (int i = 0; i < n; i++) {
                            scratch[i] += parameters.get("gain").get(0, 0) * x.data[i];
                        }
                        LockSupport.parkNanos(1); // so that the other thread comes in between for sure
                        System.arraycopy(scratch, 0, y.data, 0, n);
                        Arrays.fill(scratch, 0);
                    }
                },
                "passes on two threads must not disturb each other");
    }

    @Test
    void aSettingMissingInTheDescriptionIsCaught() {
        assertCaught(
                d -> new Elementwise("planted", 3) {
                    private final double leak = d.numbers().getOrDefault("leak", 0.1);

                    @Override
                    protected double value(double x) {
                        return x > 0 ? x : leak * x;
                    }

                    @Override
                    protected double derivative(double x, double y) {
                        return x > 0 ? 1 : leak;
                    }
                },
                "a layer rebuilt from its description must give the same numbers");
    }

    @Test
    void aLayerThatOverwritesGradientsIsCaught() {
        assertCaught(
                d -> new Right() {
                    @Override
                    public void backward(
                            DMatrixRMaj x,
                            DMatrixRMaj y,
                            DMatrixRMaj dy,
                            NamedMatrices parameters,
                            @Nullable DMatrixRMaj dx,
                            @Nullable NamedMatrices gradients,
                            LayerMemory memory) {
                        if (gradients != null) {
                            gradients.zero();
                        }
                        super.backward(x, y, dy, parameters, dx, gradients, memory);
                    }
                },
                "backward must add to the gradients");
    }

    @Test
    void aLayerThatMixesRowsIsCaught() {
        assertCaught(
                d -> new Right() {
                    @Override
                    public void forward(DMatrixRMaj x, NamedMatrices parameters, DMatrixRMaj y, LayerMemory memory) {
                        super.forward(x, parameters, y, memory);
                        CommonOps_DDRM.add(y, CommonOps_DDRM.elementSum(x));
                    }
                },
                "a row must give the same bits alone and in a batch");
    }

    @Test
    void aLayerThatWritesBeyondItsRowsIsCaught() {
        assertCaught(
                d -> new Right() {
                    @Override
                    public void forward(DMatrixRMaj x, NamedMatrices parameters, DMatrixRMaj y, LayerMemory memory) {
                        super.forward(x, parameters, y, memory);
                        Arrays.fill(y.data, y.getNumElements(), y.data.length, 0);
                    }
                },
                "forward must not write y beyond its rows");
    }

    @Test
    void aWrongSignIsCaughtByTheGradientCheck() {
        Layer layer = new Right() {
            @Override
            public void backward(
                    DMatrixRMaj x,
                    DMatrixRMaj y,
                    DMatrixRMaj dy,
                    NamedMatrices parameters,
                    @Nullable DMatrixRMaj dx,
                    @Nullable NamedMatrices gradients,
                    LayerMemory memory) {
                super.backward(x, y, dy, parameters, dx, gradients, memory);
                if (dx != null) {
                    CommonOps_DDRM.scale(-1, dx);
                }
            }
        };
        Vocabulary words = Vocabulary.standard().withLayer("planted", d -> layer);
        assertThatThrownBy(() -> LayerChecks.check(layer, 1, words))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the gradient is off by a relative");
    }

    /** A right layer that reads sequences, for subclasses to break: every token that counts doubled. */
    private static class RightSequence implements SequenceLayer {

        private static final SequenceShape SHAPE = new SequenceShape(1, 3, 2);

        @Override
        public SequenceShape shape() {
            return SHAPE;
        }

        @Override
        public Optional<SequenceShape> result() {
            return Optional.of(SHAPE);
        }

        @Override
        public int outputs() {
            return SHAPE.width();
        }

        int counting(DMatrixRMaj x, int row) {
            return SHAPE.width((int) x.get(row, SHAPE.lengthColumn()));
        }

        @Override
        public void forward(DMatrixRMaj x, NamedMatrices parameters, DMatrixRMaj y, LayerMemory memory) {
            y.zero();
            for (int b = 0; b < x.numRows; b++) {
                for (int i = 0; i < counting(x, b); i++) {
                    y.set(b, i, (i > SHAPE.lengthColumn() ? 2 : 1) * x.get(b, i));
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
            dx.zero();
            for (int b = 0; b < x.numRows; b++) {
                for (int i = 0; i < counting(x, b); i++) {
                    dx.set(b, i, i == SHAPE.lengthColumn() ? 0 : (i > SHAPE.lengthColumn() ? 2 : 1) * dy.get(b, i));
                }
            }
        }

        @Override
        public Description describe() {
            return Description.of("planted");
        }
    }

    @Test
    void aRightLayerOfSequencesPasses() {
        LayerChecks.check(new RightSequence(), 1, Vocabulary.standard().withLayer("planted", d -> new RightSequence()));
    }

    @Test
    void aLayerThatReadsPaddingIsCaught() {
        assertCaught(
                d -> new RightSequence() {
                    @Override
                    int counting(DMatrixRMaj x, int row) {
                        return shape().width();
                    }
                },
                "tokens behind the length of a sequence are padding and must change no bit");
    }

    @Test
    void aLayerThatChangesThePlainColumnsIsCaught() {
        assertCaught(
                d -> new RightSequence() {
                    @Override
                    public void forward(DMatrixRMaj x, NamedMatrices parameters, DMatrixRMaj y, LayerMemory memory) {
                        super.forward(x, parameters, y, memory);
                        for (int b = 0; b < y.numRows; b++) {
                            y.add(b, 0, 1);
                        }
                    }
                },
                "the plain columns, and the length of a sequence that goes on, must be passed on as they are");
    }

    @Test
    void aLayerWhoseSequenceDependsOnThePlainColumnsIsCaught() {
        assertCaught(
                d -> new RightSequence() {
                    @Override
                    public void forward(DMatrixRMaj x, NamedMatrices parameters, DMatrixRMaj y, LayerMemory memory) {
                        super.forward(x, parameters, y, memory);
                        for (int b = 0; b < y.numRows; b++) {
                            y.add(b, y.numCols - 1, x.get(b, 0));
                        }
                    }
                },
                "what a layer makes of a sequence must not depend on the plain columns");
    }
}
