package dev.clv.nn.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.clv.nn.Vocabulary;
import dev.clv.nn.check.GradientCheck;
import dev.clv.nn.check.LayerChecks;
import dev.clv.nn.layer.Activations;
import dev.clv.nn.layer.Dropout;
import dev.clv.nn.layer.LayerMemory;
import dev.clv.nn.layer.ParameterShape;
import dev.clv.nn.math.NamedMatrices;
import dev.clv.nn.math.SplitMix;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Layers that read sequences")
class SequenceLayersTest {

    private static final SequenceShape SHAPE = new SequenceShape(2, 5, 3);
    private static final SequenceShape BARE = new SequenceShape(0, 1, 1);
    private static final SequenceShape LONG = new SequenceShape(1, 9, 2);

    static Stream<SequenceLayer> layers() {
        return Stream.of(
                new Gru(SHAPE, 4),
                new Gru(BARE, 1),
                new Gru(LONG, 9),
                new Lstm(SHAPE, 4),
                new Lstm(BARE, 1),
                new Lstm(LONG, 9),
                CausalConvolution.of(SHAPE, 4, 2, 1),
                CausalConvolution.of(BARE, 1, 1, 1),
                CausalConvolution.of(LONG, 3, 2, Activations.gelu(7)),
                CausalConvolution.of(SHAPE, 3, 2, Activations.leakyRelu(2, 0.3)),
                new TokenEmbedding(SHAPE, 1, 4, 2),
                new TokenEmbedding(BARE, 0, 1, 3),
                new TokenEmbedding(LONG, 1, 7, 1),
                AttentionPooling.of(SHAPE, 2, 3),
                AttentionPooling.of(BARE, 1, 1).withAge(0),
                AttentionPooling.of(LONG, 3, 4).withAge(1),
                new SequencePooling(SHAPE, SequencePooling.Kind.NEWEST),
                new SequencePooling(BARE, SequencePooling.Kind.MEAN),
                new SequencePooling(LONG, SequencePooling.Kind.NEWEST_AND_MEAN));
    }

    /** Those that make numbers of a sequence, to each of which an empty sequence gives zeros. */
    static Stream<SequenceLayer> ends() {
        return layers().filter(layer -> layer.result().isEmpty());
    }

    static Stream<RecurrentLayer> recurrent() {
        return layers().filter(RecurrentLayer.class::isInstance).map(RecurrentLayer.class::cast);
    }

    /** The seeds draw rows of all lengths, none and the longest included; the checks include rows alone and padding. */
    @ParameterizedTest
    @MethodSource("layers")
    void keepTheContractOfLayersAndOfSequences(SequenceLayer layer) {
        int parameters =
                layer.parameters().stream().mapToInt(ParameterShape::size).sum();
        long numbers = IntStream.range(0, layer.inputs())
                .filter(column -> layer.categories(column) == 0)
                .count();
        for (long seed = 0; seed < 5; seed++) {
            GradientCheck check = LayerChecks.check(layer, seed);
            assertThat(check.checked()).isEqualTo((int) (2 * (5 * numbers + parameters)));
            assertThat(check.worst()).isLessThanOrEqualTo(1e-6);
        }
    }

    private static NamedMatrices parameters(SequenceLayer layer, long seed) {
        NamedMatrices parameters = ParameterShape.zeros(layer.parameters());
        SplitMix random = new SplitMix(seed);
        layer.initialize(parameters, random);
        for (int p = 0; p < parameters.count(); p++) {
            DMatrixRMaj matrix = parameters.get(p);
            for (int i = 0; i < matrix.getNumElements(); i++) {
                matrix.data[i] += random.nextSymmetric(0.5);
            }
        }
        return parameters;
    }

    /** Rows of these lengths. */
    private static DMatrixRMaj rows(SequenceLayer layer, long seed, int... lengths) {
        SplitMix random = new SplitMix(seed);
        DMatrixRMaj x = new DMatrixRMaj(lengths.length, layer.inputs());
        for (int i = 0; i < x.getNumElements(); i++) {
            int categories = layer.categories(i % layer.inputs());
            x.data[i] = categories == 0 ? random.nextSymmetric(1) : random.nextInt(categories);
        }
        for (int b = 0; b < lengths.length; b++) {
            x.set(b, layer.shape().lengthColumn(), lengths[b]);
        }
        return x;
    }

    /** The outputs, then the gradients by the inputs and by the parameters, of the gradient 1 by every output. */
    private static double[][] pass(SequenceLayer layer, NamedMatrices parameters, DMatrixRMaj x) {
        DMatrixRMaj y = new DMatrixRMaj(x.numRows, layer.outputs());
        DMatrixRMaj dy = y.createLike();
        dy.fill(1);
        DMatrixRMaj dx = x.createLike();
        NamedMatrices gradients = parameters.createLike();
        LayerMemory memory = layer.memory(Math.max(1, x.numRows));
        memory.begin(false, 0);
        layer.forward(x, parameters, y, memory);
        layer.backward(x, y, dy, parameters, dx, gradients, memory);
        return new double[][] {y.data, dx.data, gradients.toArray()};
    }

    @ParameterizedTest
    @MethodSource("ends")
    void anEmptySequenceGivesZerosBehindThePlainColumns(SequenceLayer layer) {
        DMatrixRMaj x = rows(layer, 3, 0, 0, 0);
        double[][] pass = pass(layer, parameters(layer, 4), x);

        for (int b = 0; b < 3; b++) {
            for (int j = 0; j < layer.outputs(); j++) {
                assertThat(pass[0][b * layer.outputs() + j])
                        .isEqualTo(j < layer.shape().columns() ? x.get(b, j) : 0);
            }
        }
        assertThat(pass[2]).isEqualTo(new double[pass[2].length]);
    }

    @ParameterizedTest
    @MethodSource("layers")
    void theOrderOfTheRowsChangesNoBit(SequenceLayer layer) {
        int steps = layer.shape().steps();
        NamedMatrices parameters = parameters(layer, 5);
        DMatrixRMaj x = rows(layer, 6, 0, steps, 1, (steps + 1) / 2, 1, steps, 0);
        double[][] pass = pass(layer, parameters, x);
        int[] order = {4, 6, 1, 0, 2, 5, 3};
        DMatrixRMaj shuffled = x.createLike();
        for (int b = 0; b < order.length; b++) {
            CommonOps_DDRM.extract(x, order[b], order[b] + 1, 0, x.numCols, shuffled, b, 0);
        }
        double[][] other = pass(layer, parameters, shuffled);

        for (int b = 0; b < order.length; b++) {
            assertThat(row(other[0], b, layer.outputs())).isEqualTo(row(pass[0], order[b], layer.outputs()));
            assertThat(row(other[1], b, layer.inputs())).isEqualTo(row(pass[1], order[b], layer.inputs()));
        }
        // A sum of doubles in another order.
        assertThat(other[2]).containsExactly(pass[2], within(1e-12));
    }

    private static double[] row(double[] numbers, int row, int width) {
        return Arrays.copyOfRange(numbers, row * width, (row + 1) * width);
    }

    /**
     * In a process of its own, without the Vector API, whose vectors are objects as long as nothing is compiled well.
     */
    @Test
    void passesAllocateNothingOnceTheMemoryHasGrown() throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        AllocationOfPasses.class.getName())
                .redirectErrorStream(true)
                .start();
        List<String> lines = child.inputReader().lines().toList();
        assertThat(child.waitFor()).as(String.join("\n", lines)).isZero();
        assertThat(lines).hasSize((int) layers().count());
        assertThat(lines)
                .allSatisfy(line -> assertThat(Long.parseLong(line.substring(0, line.indexOf(' '))))
                        .as(line)
                        .isLessThan(AllocationOfPasses.ONE_OBJECT_EACH));
    }

    /** Prints, for each layer, the bytes that a thousand passes allocate once they are warm. */
    static final class AllocationOfPasses {

        /** Of a thousand passes; the compiler may leave a few bytes on its way. */
        private static final long ONE_OBJECT_EACH = 1_000 * 16;

        public static void main(String[] args) {
            layers().forEach(layer -> System.out.println(allocatedBy(layer) + " " + layer.describe()));
        }

        private static long allocatedBy(SequenceLayer layer) {
            int steps = layer.shape().steps();
            NamedMatrices parameters = parameters(layer, 5);
            DMatrixRMaj x = rows(layer, 6, 0, steps, 1, (steps + 1) / 2, 1, steps, 0);
            DMatrixRMaj y = new DMatrixRMaj(x.numRows, layer.outputs());
            DMatrixRMaj dx = x.createLike();
            NamedMatrices gradients = parameters.createLike();
            LayerMemory memory = layer.memory(x.numRows);
            long allocated = ONE_OBJECT_EACH;
            for (int time = 0; time < 60 && allocated >= ONE_OBJECT_EACH; time++) {
                ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int pass = 0; pass < 1_000; pass++) {
                    memory.begin(true, 0);
                    layer.forward(x, parameters, y, memory);
                    layer.backward(x, y, y, parameters, dx, gradients, memory);
                }
                allocated = threads.getCurrentThreadAllocatedBytes() - before;
            }
            return allocated;
        }
    }

    @ParameterizedTest
    @MethodSource("layers")
    void nothingOfATokenGoesToAnOlderOne(SequenceLayer layer) {
        SequenceShape given = layer.result().orElse(null);
        int steps = layer.shape().steps();
        if (given == null || steps == 1) {
            assertThat(layer.outputs()).isGreaterThan(layer.shape().columns());
            return;
        }
        NamedMatrices parameters = parameters(layer, 7);
        DMatrixRMaj x = rows(layer, 8, steps);
        double[] before = pass(layer, parameters, x)[0];
        x.data[layer.shape().column(0, 0)] += 0.25;
        double[] after = pass(layer, parameters, x)[0];

        assertThat(after).isNotEqualTo(before);
        assertThat(Arrays.copyOfRange(after, given.column(1, 0), given.width()))
                .isEqualTo(Arrays.copyOfRange(before, given.column(1, 0), given.width()));
    }

    @ParameterizedTest
    @MethodSource("recurrent")
    void aStateThatIsMovedOnTokenByTokenHasTheBitsOfTheWholeWalk(RecurrentLayer layer) {
        SequenceShape shape = layer.shape();
        NamedMatrices parameters = parameters(layer, 9);
        int[] lengths = new int[shape.steps() + 1];
        Arrays.setAll(lengths, length -> length);
        DMatrixRMaj x = rows(layer, 10, lengths);
        double[] y = pass(layer, parameters, x)[0];
        LayerMemory memory = layer.memory(1);
        memory.begin(false, 0);

        for (int b = 0; b < lengths.length; b++) {
            double[] state = new double[layer.stateSize()];
            for (int token = lengths[b] - 1; token >= 0; token--) {
                int at = b * x.numCols + shape.column(token, 0);
                layer.step(parameters, state, Arrays.copyOfRange(x.data, at, at + shape.features()), memory);
            }
            assertThat(Arrays.copyOf(state, layer.hidden()))
                    .isEqualTo(Arrays.copyOfRange(y, b * layer.outputs() + shape.columns(), (b + 1) * layer.outputs()));
        }
    }

    @Test
    void aStepRefusesAStateOrATokenOfAnotherSize() {
        Lstm layer = new Lstm(SHAPE, 4);
        NamedMatrices parameters = parameters(layer, 1);

        assertThatThrownBy(() -> layer.step(parameters, new double[4], new double[3], layer.memory(1)))
                .hasMessage("the state of this layer must have 8 numbers, has 4");
        assertThatThrownBy(() -> layer.step(parameters, new double[8], new double[2], layer.memory(1)))
                .hasMessage("a token must have 3 numbers, has 2; hand in the features that the network was trained on,"
                        + " in their order");
    }

    @Test
    void recurrentWeightsStartOrthogonalAndTheForgetGateOpen() {
        NamedMatrices parameters = ParameterShape.zeros(new Lstm(SHAPE, 6).parameters());
        new Lstm(SHAPE, 6).initialize(parameters, new SplitMix(1));

        for (int gate = 0; gate < 4; gate++) {
            DMatrixRMaj weights =
                    CommonOps_DDRM.extract(parameters.get("recurrent_weights"), 0, 6, gate * 6, gate * 6 + 6);
            DMatrixRMaj product = new DMatrixRMaj(6, 6);
            CommonOps_DDRM.multTransB(weights, weights, product);
            assertThat(product.data).containsExactly(CommonOps_DDRM.identity(6).data, within(1e-14));
        }
        assertThat(parameters.get("bias").data)
                .containsExactly(0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        assertThat(Arrays.stream(parameters.get("input_weights").data).boxed())
                .allSatisfy(weight -> assertThat(Math.abs(weight)).isBetween(1e-9, Math.sqrt(6.0 / 9)));
    }

    @Test
    void penaltiesForAgeStartAsInAlibi() {
        AttentionPooling layer = AttentionPooling.of(SHAPE, 4, 2).withAge(2);
        NamedMatrices parameters = ParameterShape.zeros(layer.parameters());
        layer.initialize(parameters, new SplitMix(1));

        assertThat(parameters.get("penalties").data)
                .containsExactly(new double[] {0.25, 0.0625, 0.015625, 0.00390625}, within(1e-15));
        assertThat(layer.age()).hasValue(2);
        assertThat(AttentionPooling.of(SHAPE, 4, 2).age()).isEmpty();
    }

    @Test
    void poolingTakesTheNewestTokenAndTheMean() {
        SequenceShape shape = new SequenceShape(1, 3, 2);
        SequencePooling layer = new SequencePooling(shape, SequencePooling.Kind.NEWEST_AND_MEAN);
        DMatrixRMaj x = new DMatrixRMaj(1, 8, true, 7, 2, /* newest */ 1, 10, /* older */ 3, 30, /* padding */ 9, 9);

        double[][] pass = pass(layer, NamedMatrices.none(), x);

        assertThat(pass[0]).containsExactly(7, 1, 10, 2, 20);
        assertThat(pass[1]).containsExactly(1, 0, 1.5, 1.5, 0.5, 0.5, 0, 0);
    }

    @Test
    void anEmbeddingOfTokensPutsTheVectorBehindTheOtherFeatures() {
        TokenEmbedding layer = new TokenEmbedding(new SequenceShape(1, 2, 3), 1, 3, 2);
        NamedMatrices parameters = ParameterShape.zeros(layer.parameters());
        parameters.load(new double[] {.1, .2, .3, .4, .5, .6}, 0);
        DMatrixRMaj x = new DMatrixRMaj(2, 8, true, 7, 2, 8, 2, 9, 4, 0, 5, 6, 1, 1, 1, 2, 99, 99, 99);

        double[][] pass = pass(layer, parameters, x);

        assertThat(pass[0]).containsExactly(7, 2, 8, 9, .5, .6, 4, 5, .1, .2, 6, 1, 1, 2, .3, .4, 0, 0, 0, 0);
        assertThat(pass[2]).containsExactly(1, 1, 1, 1, 1, 1);
    }

    @Test
    void lengthsAndCategoriesThatCannotBeAreRefused() {
        Gru gru = new Gru(SHAPE, 1);
        for (double length : new double[] {-1, 6, 1.5, Double.NaN}) {
            DMatrixRMaj x = new DMatrixRMaj(1, gru.inputs());
            x.data[2] = length;
            assertThatThrownBy(() -> pass(gru, parameters(gru, 1), x))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("column 2 must hold the length of a sequence, a whole number from 0 to 5, was " + length
                            + "; cut longer sequences to their newest 5 tokens");
        }
        TokenEmbedding embedding = new TokenEmbedding(SHAPE, 1, 4, 2);
        DMatrixRMaj x = rows(embedding, 1, 2);
        x.data[SHAPE.column(1, 1)] = 4;
        assertThatThrownBy(() -> pass(embedding, parameters(embedding, 1), x))
                .hasMessage("feature 1 of every token must hold a category index, a whole number from 0 to 3, was 4.0;"
                        + " encode unknown categories as one of them");
    }

    @Test
    void settingsThatCannotBeAreRefusedByName() {
        assertThatThrownBy(() -> new SequenceShape(-1, 1, 1))
                .hasMessage("plain columns beside a sequence must be at least 0, was -1");
        assertThatThrownBy(() -> new SequenceShape(0, 0, 1))
                .hasMessage("steps of a sequence must be at least 1, was 0");
        assertThatThrownBy(() -> new SequenceShape(0, 1, 0))
                .hasMessage("features of a token must be at least 1, was 0");
        assertThatThrownBy(() -> new SequenceShape(0, 1 << 20, 1 << 20)).hasMessageContaining("is too long");
        assertThatThrownBy(() -> new Gru(SHAPE, 0)).hasMessage("hidden size of a gru layer must be at least 1, was 0");
        assertThatThrownBy(() -> new Lstm(SHAPE, 0))
                .hasMessage("hidden size of an lstm layer must be at least 1, was 0");
        assertThatThrownBy(() -> new TokenEmbedding(SHAPE, 3, 1, 1))
                .hasMessage("feature of a token_embedding layer must be 0 to 2, was 3");
        assertThatThrownBy(() -> AttentionPooling.of(SHAPE, 0, 1))
                .hasMessage("heads of an attention_pooling layer must be at least 1, was 0");
        assertThatThrownBy(() -> AttentionPooling.of(SHAPE, 1, 1).withAge(3))
                .hasMessage("age of an attention_pooling layer must be 0 to 2, was 3");
        assertThatThrownBy(() -> CausalConvolution.of(SHAPE, 4, 3, 3))
                .hasMessage("a causal_convolution layer of kernel 3 and dilation 3 reaches back by 6 tokens, a sequence"
                        + " has at most 5; take less of either");
        assertThatThrownBy(() -> CausalConvolution.of(SHAPE, 2, 1, new Dropout(3, 0.5)))
                .hasMessage("the activation of a causal_convolution layer must be elementwise, was 'dropout'; add other"
                        + " layers behind it");
    }

    @ParameterizedTest
    @MethodSource("layers")
    void areRebuiltFromTheirDescriptions(SequenceLayer layer) {
        SequenceLayer rebuilt = (SequenceLayer) Vocabulary.standard().layer(layer.describe());

        assertThat(rebuilt.shape()).isEqualTo(layer.shape());
        assertThat(rebuilt.result()).isEqualTo(layer.result());
        assertThat(rebuilt.describe()).isEqualTo(layer.describe());
    }
}
