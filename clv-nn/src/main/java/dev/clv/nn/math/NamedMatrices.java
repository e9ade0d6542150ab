package dev.clv.nn.math;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.ejml.data.DMatrixRMaj;

/**
 * Matrices under names, in a fixed order: the parameters of a layer or of a network, their gradients, or what an
 * optimiser remembers of one parameter. Names, order and shapes never change; the numbers may. Getting a matrix
 * allocates nothing. Not thread-safe while a thread writes.
 *
 * <pre>{@code
 * NamedMatrices parameters = NamedMatrices.of("weights", new DMatrixRMaj(20, 64)).and("bias", new DMatrixRMaj(1, 64));
 * DMatrixRMaj weights = parameters.get("weights");
 * }</pre>
 *
 * <p>A dot in a name makes a group: {@code group("dense1")} of a network's parameters holds the matrices
 * {@code dense1.weights} and {@code dense1.bias} under the names {@code weights} and {@code bias}.
 */
public final class NamedMatrices {

    private static final NamedMatrices NONE = new NamedMatrices(new String[0], new DMatrixRMaj[0]);

    private final String[] names;
    private final DMatrixRMaj[] matrices;
    private final Map<String, NamedMatrices> groups = new HashMap<>();
    private final int size;

    private NamedMatrices(String[] names, DMatrixRMaj[] matrices) {
        this.names = names;
        this.matrices = matrices;
        int sum = 0;
        for (int i = 0; i < names.length; i++) {
            sum = Math.addExact(sum, matrices[i].getNumElements());
            int dot = names[i].indexOf('.');
            if (dot >= 0) {
                String group = names[i].substring(0, dot);
                groups.put(group, group(group).and(names[i].substring(dot + 1), matrices[i]));
            }
        }
        size = sum;
    }

    /** No matrices. */
    public static NamedMatrices none() {
        return NONE;
    }

    /** One matrix, which is kept, not copied. */
    public static NamedMatrices of(String name, DMatrixRMaj matrix) {
        return NONE.and(name, matrix);
    }

    /**
     * These matrices and one more, which is kept, not copied.
     *
     * @throws IllegalArgumentException if the name is taken
     */
    public NamedMatrices and(String name, DMatrixRMaj matrix) {
        if (names().contains(name)) {
            throw new IllegalArgumentException(
                    "there is a matrix '" + name + "' already; give every matrix a name of its own");
        }
        String[] moreNames = Arrays.copyOf(names, names.length + 1);
        moreNames[names.length] = name;
        DMatrixRMaj[] more = Arrays.copyOf(matrices, names.length + 1);
        more[names.length] = matrix;
        return new NamedMatrices(moreNames, more);
    }

    /** The names, in order. */
    public List<String> names() {
        return List.of(names);
    }

    /** The number of matrices. */
    public int count() {
        return matrices.length;
    }

    /** The number of numbers in all matrices together. */
    public int size() {
        return size;
    }

    /**
     * The matrix of this name. Live: write to its elements, but do not reshape it.
     *
     * @throws IllegalArgumentException if there is none
     */
    public DMatrixRMaj get(String name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return matrices[i];
            }
        }
        throw new IllegalArgumentException("there is no matrix '" + name + "', only " + names());
    }

    /**
     * The matrix of this place in the order, from 0. Live, as {@link #get(String)}.
     *
     * @throws IndexOutOfBoundsException if there is no such place
     */
    public DMatrixRMaj get(int index) {
        return matrices[Objects.checkIndex(index, matrices.length)];
    }

    /** The matrices whose names begin with this word and a dot, under what follows the dot; none if there are none. */
    public NamedMatrices group(String word) {
        NamedMatrices group = groups.get(word);
        return group == null ? NONE : group;
    }

    /** New matrices of the same names, order and shapes, all zero. */
    public NamedMatrices createLike() {
        DMatrixRMaj[] zeros = new DMatrixRMaj[matrices.length];
        Arrays.setAll(zeros, i -> matrices[i].createLike());
        return new NamedMatrices(names, zeros);
    }

    /** A copy of the matrices under the same names. */
    public NamedMatrices copy() {
        NamedMatrices copy = createLike();
        copy.set(this);
        return copy;
    }

    /**
     * Copies the numbers of other matrices of the same shapes.
     *
     * @param other not modified
     */
    public void set(NamedMatrices other) {
        for (int i = 0; i < matrices.length; i++) {
            System.arraycopy(other.matrices[i].data, 0, matrices[i].data, 0, matrices[i].getNumElements());
        }
    }

    /** Sets every number to 0. */
    public void zero() {
        for (DMatrixRMaj matrix : matrices) {
            matrix.zero();
        }
    }

    /**
     * Takes the numbers from an array: matrix after matrix in their order, each row after row.
     *
     * @param from {@link #size} numbers from {@code at} on. Not modified.
     */
    public void load(double[] from, int at) {
        int next = at;
        for (DMatrixRMaj matrix : matrices) {
            System.arraycopy(from, next, matrix.data, 0, matrix.getNumElements());
            next += matrix.getNumElements();
        }
    }

    /**
     * Writes the numbers to an array, in the order of {@link #load}.
     *
     * @param to overwritten from {@code at} on, {@link #size} numbers
     */
    public void store(double[] to, int at) {
        int next = at;
        for (DMatrixRMaj matrix : matrices) {
            System.arraycopy(matrix.data, 0, to, next, matrix.getNumElements());
            next += matrix.getNumElements();
        }
    }

    /** The numbers as a new array, in the order of {@link #load}. */
    public double[] toArray() {
        double[] numbers = new double[size];
        store(numbers, 0);
        return numbers;
    }

    /** Names and shapes, without the numbers. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < names.length; i++) {
            text.append(i == 0 ? "" : ", ").append(names[i]).append(' ').append(matrices[i].numRows);
            text.append(" x ").append(matrices[i].numCols);
        }
        return text.append(']').toString();
    }
}
