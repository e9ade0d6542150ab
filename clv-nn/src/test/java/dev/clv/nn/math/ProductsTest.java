package dev.clv.nn.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.function.IntFunction;
import org.ejml.EjmlParameters;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.MatrixFeatures_DDRM;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProductsTest {

    private static final int[] AWKWARD = {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 63, 65, 127};

    /** Shared by all shapes, so that its room is reused by smaller ones and grows for larger ones. */
    private final Products products = new Products();

    @Test
    @DisplayName("every product gives the bits of its definition, one sum at a time, at awkward sizes")
    void equalsTheDefinitionAtAwkwardSizes() {
        SplitMix random = new SplitMix(7);
        int compared = 0;
        for (int rows : AWKWARD) {
            for (int inner : AWKWARD) {
                int columns = AWKWARD[random.nextInt(AWKWARD.length)];
                compare(rows, inner, columns, numbers(random));
                compared++;
            }
        }
        assertThat(compared).isEqualTo(256);
    }

    @Test
    @DisplayName("every product gives the bits of its definition for huge, tiny, infinite and missing numbers")
    void equalsTheDefinitionAtExtremeValues() {
        double[] extremes = {0, -0.0, 1e300, -1e300, 1e-300, Double.MIN_VALUE, Double.NaN, Double.POSITIVE_INFINITY, 1};
        SplitMix random = new SplitMix(8);
        for (int rows : new int[] {1, 3, 9}) {
            compare(rows, 13, 6, n -> {
                double[] array = new double[n];
                Arrays.setAll(array, i -> extremes[random.nextInt(extremes.length)]);
                return array;
            });
        }
    }

    private static IntFunction<double[]> numbers(SplitMix random) {
        return n -> {
            double[] array = new double[n];
            Arrays.setAll(array, i -> random.nextSymmetric(1));
            return array;
        };
    }

    private static DMatrixRMaj matrix(int rows, int columns, IntFunction<double[]> numbers) {
        return DMatrixRMaj.wrap(rows, columns, numbers.apply(rows * columns));
    }

    private void compare(int rows, int inner, int columns, IntFunction<double[]> numbers) {
        String sizes = rows + " x " + inner + " x " + columns;
        DMatrixRMaj a = matrix(rows, inner, numbers);
        DMatrixRMaj b = matrix(inner, columns, numbers);
        DMatrixRMaj start = matrix(rows, columns, numbers);
        DMatrixRMaj transposedA = matrix(inner, rows, numbers);
        DMatrixRMaj transposedB = matrix(columns, inner, numbers);

        DMatrixRMaj actual = start.copy();
        products.mult(a, b, actual);
        assertThat(actual.data).as("a b " + sizes).isEqualTo(naive(a, b, zeros(start)));
        actual.setTo(start);
        products.multAdd(a, b, actual);
        assertThat(actual.data).as("c + a b " + sizes).isEqualTo(naive(a, b, start));
        actual.setTo(start);
        products.multAddTransA(transposedA, b, actual);
        assertThat(actual.data).as("c + aᵀ b " + sizes).isEqualTo(naive(transpose(transposedA), b, start));
        actual.setTo(start);
        products.multTransB(a, transposedB, actual);
        assertThat(actual.data).as("a bᵀ " + sizes).isEqualTo(naive(a, transpose(transposedB), zeros(start)));
    }

    private static DMatrixRMaj zeros(DMatrixRMaj like) {
        return like.createLike();
    }

    private static DMatrixRMaj transpose(DMatrixRMaj matrix) {
        return CommonOps_DDRM.transpose(matrix, null);
    }

    /** start + a b by its definition. */
    private static double[] naive(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj start) {
        double[] c = start.data.clone();
        for (int i = 0; i < a.numRows; i++) {
            for (int j = 0; j < b.numCols; j++) {
                for (int k = 0; k < a.numCols; k++) {
                    c[i * b.numCols + j] += a.get(i, k) * b.get(k, j);
                }
            }
        }
        return c;
    }

    @Test
    @DisplayName("the products are those of EJML under the same names, within rounding")
    void agreesWithEjml() {
        SplitMix random = new SplitMix(3);
        DMatrixRMaj a = matrix(33, 17, numbers(random));
        DMatrixRMaj b = matrix(17, 65, numbers(random));
        DMatrixRMaj c = matrix(33, 65, numbers(random));
        DMatrixRMaj expected = c.copy();
        DMatrixRMaj actual = c.copy();
        CommonOps_DDRM.multAdd(a, b, expected);
        products.multAdd(a, b, actual);
        assertThat(MatrixFeatures_DDRM.isIdentical(actual, expected, 1e-13)).isTrue();
        CommonOps_DDRM.mult(a, b, expected);
        products.mult(a, b, actual);
        assertThat(MatrixFeatures_DDRM.isIdentical(actual, expected, 1e-13)).isTrue();
        CommonOps_DDRM.multTransB(actual, b, a);
        DMatrixRMaj other = a.createLike();
        products.multTransB(actual, b, other);
        assertThat(MatrixFeatures_DDRM.isIdentical(other, a, 1e-12)).isTrue();
        CommonOps_DDRM.multAddTransA(a, actual, b);
        DMatrixRMaj sum = matrix(17, 65, numbers(new SplitMix(4)));
        DMatrixRMaj expectedSum = sum.copy();
        CommonOps_DDRM.multAddTransA(a, actual, expectedSum);
        products.multAddTransA(a, actual, sum);
        assertThat(MatrixFeatures_DDRM.isIdentical(sum, expectedSum, 1e-10)).isTrue();
    }

    @Test
    @DisplayName("no switch of EJML's changes a bit, as it changes those of EJML's own products")
    void switchesOfEjmlChangeNoBit() {
        SplitMix random = new SplitMix(5);
        DMatrixRMaj a = matrix(9, 31, numbers(random));
        DMatrixRMaj b = matrix(31, 17, numbers(random));
        DMatrixRMaj first = new DMatrixRMaj(9, 17);
        DMatrixRMaj second = new DMatrixRMaj(9, 17);
        int before = EjmlParameters.MULT_COLUMN_SWITCH;
        try {
            EjmlParameters.MULT_COLUMN_SWITCH = 1;
            products.mult(a, b, first);
            EjmlParameters.MULT_COLUMN_SWITCH = 1000;
            products.mult(a, b, second);
        } finally {
            EjmlParameters.MULT_COLUMN_SWITCH = before;
        }
        assertThat(second.data).isEqualTo(first.data);
    }

    @Test
    @DisplayName("weights that are constant are packed once, and give the bits of any other operand")
    void constantWeightsGiveTheSameBits() {
        Products constant = new Products();
        constant.assumeConstantWeights();
        SplitMix random = new SplitMix(9);
        DMatrixRMaj[] weights = {
            matrix(13, 6, numbers(random)), matrix(13, 6, numbers(random)), matrix(13, 2, numbers(random))
        };
        for (int w : new int[] {0, 0, 1, 1, 2, 0, 2, 2}) {
            for (int rows : new int[] {1, 5}) {
                DMatrixRMaj x = matrix(rows, 13, numbers(random));
                DMatrixRMaj expected = new DMatrixRMaj(rows, weights[w].numCols);
                DMatrixRMaj y = expected.copy();
                products.multAdd(x, weights[w], expected);
                constant.multAddWeights(x, weights[w], y);
                assertThat(y.data).as("weights %d, %d rows", w, rows).isEqualTo(expected.data);
                // Other products of the same layer take the room that weights were packed into.
                constant.multAdd(x, matrix(13, 4, numbers(random)), new DMatrixRMaj(rows, 4));
                y.zero();
                constant.multAddWeights(x, weights[w], y);
                assertThat(y.data).isEqualTo(expected.data);
            }
        }
        assertThatThrownBy(() -> constant.multAddWeights(new DMatrixRMaj(1, 12), weights[0], new DMatrixRMaj(1, 6)))
                .hasMessageContaining("do not fit");
    }

    @Test
    void rowsAreBroadcastAndAddedUp() {
        DMatrixRMaj row = new DMatrixRMaj(new double[][] {{1, 2, 3}});
        DMatrixRMaj matrix = new DMatrixRMaj(2, 3);
        Products.broadcast(row, matrix);
        assertThat(matrix.data).containsExactly(1, 2, 3, 1, 2, 3);
        Products.addRows(matrix, row);
        assertThat(row.data).containsExactly(3, 6, 9);
    }

    @Test
    void shapesThatDoNotFitAreRefusedByName() {
        DMatrixRMaj a = new DMatrixRMaj(2, 3);
        DMatrixRMaj b = new DMatrixRMaj(4, 5);
        assertThatThrownBy(() -> products.mult(a, b, new DMatrixRMaj(2, 5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the shapes of c += a b do not fit: a is 2 x 3, b 4 x 5, c 2 x 5");
        assertThatThrownBy(() -> products.multAddTransA(a, b, new DMatrixRMaj(3, 5)))
                .hasMessage("the shapes of c += aᵀ b do not fit: a is 2 x 3, b 4 x 5, c 3 x 5");
        assertThatThrownBy(() -> products.multTransB(a, b, new DMatrixRMaj(2, 4)))
                .hasMessage("the shapes of c = a bᵀ do not fit: a is 2 x 3, b 4 x 5, c 2 x 4");
        assertThatThrownBy(() -> Products.broadcast(a, b))
                .hasMessage("a row for a matrix of 4 x 5 must be 1 x 5, was 2 x 3");
    }
}
