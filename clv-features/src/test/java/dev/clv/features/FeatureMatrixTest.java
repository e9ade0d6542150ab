package dev.clv.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureMatrixTest {

    private static final FeatureSchema SCHEMA = FeatureSchema.of(List.of(
            Feature.numeric("a", "days", "First", "x"),
            Feature.numeric("b", "days", "Second", "y"),
            Feature.numeric("c", "days", "Third", "x")));

    private static final List<RowKey> KEYS = List.of(new RowKey("ada", Instant.EPOCH), new RowKey("bob", Instant.MAX));

    private static FeatureMatrix matrix() {
        return FeatureMatrix.of(SCHEMA, KEYS, new double[][] {{1, 2, 3}, {4, Double.NaN, 6}});
    }

    @Test
    void rowsColumnsAndCellsAgree() {
        FeatureMatrix matrix = matrix();
        assertThat(matrix.rows()).isEqualTo(2);
        assertThat(matrix.row(1)).containsExactly(4, Double.NaN, 6);
        assertThat(matrix.column("c")).containsExactly(3, 6);
        assertThat(matrix.get(0, 1)).isEqualTo(2);
        assertThat(matrix.customer(1)).isEqualTo("bob");
        assertThat(matrix.cutoff(0)).isEqualTo(Instant.EPOCH);
        assertThat(matrix.toArray()[0]).containsExactly(1, 2, 3);
        assertThat(matrix.toArray()[1]).containsExactly(4, Double.NaN, 6);
    }

    @Test
    void whatComesOutIsACopy() {
        FeatureMatrix matrix = matrix();
        matrix.row(0)[0] = 99;
        matrix.column(0)[0] = 99;
        assertThat(matrix.get(0, 0)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 5, 9})
    void columnsAreHandedOverOneAfterTheOtherOrOnSeveralThreads(int width) {
        FeatureSchema schema = FeatureSchema.of(IntStream.range(0, width)
                .mapToObj(i -> Feature.numeric("f" + i, "days", "Some", "x"))
                .toList());
        double[][] rows = new double[2][width];
        Arrays.setAll(rows[0], i -> i);
        Arrays.setAll(rows[1], i -> i == 2 ? Double.NaN : -i);
        FeatureMatrix matrix = FeatureMatrix.of(schema, KEYS, rows);
        List<double[]> columns = new ArrayList<>();
        matrix.forEachColumn((values, column) -> {
            assertThat(column).isEqualTo(columns.size());
            columns.add(values);
        });
        double[][] onThreads = new double[width][];
        ExecutorService threads = Executors.newFixedThreadPool(2);
        matrix.forEachColumn((values, column) -> onThreads[column] = values, threads);
        threads.shutdown();

        assertThat(columns).hasSize(width);
        for (int column = 0; column < width; column++) {
            assertThat(columns.get(column)).isEqualTo(matrix.column(column)).isEqualTo(onThreads[column]);
        }
    }

    @Test
    void rowsCanBeSelectedInAnyOrder() {
        FeatureMatrix selected = matrix().select(1, 0, 1);
        assertThat(selected.column("a")).containsExactly(4, 1, 4);
        assertThat(selected.keys()).extracting(RowKey::customer).containsExactly("bob", "ada", "bob");
    }

    @Test
    void shapesMustAgreeAndValuesBeFinite() {
        assertThatThrownBy(() -> FeatureMatrix.of(SCHEMA, KEYS, new double[1][3]))
                .hasMessageContaining("2 row keys");
        assertThatThrownBy(() -> FeatureMatrix.of(SCHEMA, KEYS, new double[2][2]))
                .hasMessageContaining("row 0 has 2");
        assertThatThrownBy(() ->
                        FeatureMatrix.of(SCHEMA, KEYS, new double[][] {{1, 2, 3}, {4, 5, Double.POSITIVE_INFINITY}}))
                .hasMessage("feature 'c' is infinite in row 1; write NaN where it is undefined");
        assertThatThrownBy(() -> matrix().row(2)).hasMessage("row must be from 0 to 1, was 2");
        assertThatThrownBy(() -> matrix().get(0, 3)).hasMessage("column must be from 0 to 2, was 3");
        assertThatThrownBy(() -> FeatureMatrix.allocate(100_000_000, 60)).hasMessageContaining("several parts");
    }

    @Test
    void theSchemaFindsFeaturesByNameAndGroup() {
        assertThat(SCHEMA.indexOf("b")).isEqualTo(1);
        assertThat(SCHEMA.groups()).containsExactly(Map.entry("x", List.of(0, 2)), Map.entry("y", List.of(1)));
        assertThatThrownBy(() -> SCHEMA.indexOf("z")).hasMessage("no feature is named 'z'; there are: [a, b, c]");
    }

    @Test
    void nothingPrintsACustomersId() {
        assertThat(matrix() + " " + KEYS).doesNotContain("ada").doesNotContain("bob");
    }
}
