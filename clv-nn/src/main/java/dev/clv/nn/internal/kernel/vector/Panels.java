package dev.clv.nn.internal.kernel.vector;

import java.util.Arrays;

/**
 * How a matrix (rows, columns) lies in column panels: a panel is a few vectors wide, its rows lie one after the other,
 * and the panels follow each other. A product reads a panel from front to back. Columns are padded to whole vectors.
 * Immutable.
 */
final class Panels {

    final int rows;
    final int columns; // padded
    final int count;
    private final int lanes;
    private final int[] vectors; // of each panel: the widest first, then 2 and 1 for the rest

    /** No panel has more than {@code widest} vectors: 4 or 2. */
    Panels(int rows, int columns, int lanes, int widest) {
        this.rows = rows;
        this.lanes = lanes;
        int all = (columns + lanes - 1) / lanes;
        this.columns = all * lanes;
        int[] widths = new int[all];
        int n = 0;
        for (int left = all; left > 0; left -= widths[n++]) {
            widths[n] = left >= widest ? widest : Math.min(Integer.highestOneBit(left), 2);
        }
        this.count = n;
        this.vectors = Arrays.copyOf(widths, n);
    }

    int size() {
        return rows * columns;
    }

    /** Vectors across a panel. */
    int vectors(int panel) {
        return vectors[panel];
    }

    /** The first column of a panel. */
    int column(int panel) {
        int column = 0;
        for (int p = 0; p < panel; p++) {
            column += vectors[p] * lanes;
        }
        return column;
    }

    /** Where a panel starts. */
    int at(int panel) {
        return column(panel) * rows;
    }

    /** Where the number (row, column) lies. */
    int at(int row, int column) {
        int panel = 0;
        int first = 0;
        while (column >= first + vectors[panel] * lanes) {
            first += vectors[panel++] * lanes;
        }
        return first * rows + row * vectors[panel] * lanes + column - first;
    }
}
