package dev.clv.nn.internal.kernel;

import dev.clv.nn.layer.ParameterShape;
import java.util.List;

/**
 * The first layers of a network as one stage that reads a sequence and sums it up: embeddings of token features, then a
 * recurrent walk. A row in is C plain columns, the length of the sequence, and the tokens, newest first; a row out is
 * the plain columns and the hidden state behind the newest token. Its parameters are the first of the network.
 *
 * <p>F = numbers of a token behind the embeddings: first those that no embedding replaces, in their order, then the
 * embeddings' vectors. H = hidden. The gates lie in four slots side by side, in an order in which those that tokens
 * give to follow each other, and those that states give to, too. All weights of gates are one matrix: a row for each
 * number of a token, then one for each of a state, and the biases.
 *
 * @param columns C
 * @param steps T, the longest sequence
 * @param features numbers of a token before the embeddings
 * @param embeddings of token features, in the order of their layers
 * @param cell the kind of recurrent layer
 * @param hidden H
 * @param shapes of all parameters: the embeddings', then the recurrent layer's
 */
public record SequenceStage(
        int columns,
        int steps,
        int features,
        List<Embedding> embeddings,
        Cell cell,
        int hidden,
        List<ParameterShape> shapes) {

    /** Slots for gates, of every kind of cell. */
    public static final int SLOTS = 4;

    /** Copies the lists. */
    public SequenceStage {
        embeddings = List.copyOf(embeddings);
        shapes = List.copyOf(shapes);
    }

    /**
     * A token feature that becomes a vector.
     *
     * @param feature its place in the token as it is given, before any embedding
     * @param size numbers per category
     * @param weightsAt where the vectors (K, size) begin in the array of all parameters
     */
    public record Embedding(int feature, int size, int weightsAt) {}

    /** The kinds of recurrent layers, with the slots of their gates. */
    public enum Cell {
        /** {@code dev.clv.nn.sequence.Gru}: the candidate, r, z, and what the state gives to the candidate. */
        GRU(3, 1, 1, 2, 0),
        /** {@code dev.clv.nn.sequence.Lstm}: i, f, o and g. */
        LSTM(4, 0, 0, 1, 3, 2);

        private final int firstOfState;
        private final int gates;
        private final int[] slots; // of the gates, in the order of the parameters

        Cell(int gates, int firstOfState, int... slots) {
            this.gates = gates;
            this.firstOfState = firstOfState;
            this.slots = slots;
        }

        /** How many gates parameters have; tokens give to as many slots from the first on. */
        public int gates() {
            return gates;
        }

        /** The first slot that states give to; they give to all behind it. */
        public int firstOfState() {
            return firstOfState;
        }
    }

    /** F. */
    public int inputs() {
        return others() + embeddings.stream().mapToInt(Embedding::size).sum();
    }

    /** How many numbers of a token no embedding replaces. */
    public int others() {
        return features - embeddings.size();
    }

    /** The numbers of a row out. */
    public int outputs() {
        return columns + hidden;
    }

    /** How many parameters there are. */
    public int size() {
        return shapes.stream().mapToInt(ParameterShape::size).sum();
    }

    /** The first parameter of the recurrent layer in the array of all. */
    public int gatesAt() {
        return shapes.subList(0, embeddings.size()).stream()
                .mapToInt(ParameterShape::size)
                .sum();
    }

    /** Takes the place of each weight and bias of a gate in the matrix of all. */
    @FunctionalInterface
    public interface Places {

        /**
         * One parameter.
         *
         * @param index in the array of all parameters
         * @param row below F of a token's number, below F + H of a state's, else F + H
         * @param slot of the gate
         * @param unit below H
         */
        void place(int index, int row, int slot, int unit);
    }

    /** Tells the places of all weights and biases of gates. */
    public void forEachPlace(Places places) {
        int index = gatesAt();
        for (int row = 0; row <= inputs() + hidden; row++) {
            for (int gate = 0; gate < cell.gates; gate++) {
                boolean ofState = row >= inputs() && row < inputs() + hidden;
                int slot = cell.slots[gate];
                for (int unit = 0; unit < hidden; unit++) {
                    // What the state gives to the candidate of a GRU has the last slot, and a bias of its own.
                    places.place(index++, row, ofState && slot < cell.firstOfState ? SLOTS - 1 : slot, unit);
                }
            }
        }
        for (int unit = 0; index < size(); unit++) {
            places.place(index++, inputs() + hidden, SLOTS - 1, unit);
        }
    }
}
