package dev.clv.nn.internal.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.nn.internal.kernel.DenseChain;
import dev.clv.nn.layer.Dense;
import dev.clv.nn.layer.Initialization;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The drawing in the comment of the package of kernels, number by number. */
class LayoutTest {

    private static final int INPUTS = 100;
    private static final int OUTPUTS = 40;

    @Test
    void panelsOfWeightsFollowEachOther() {
        Panels panels = new Panels(INPUTS, OUTPUTS, 16, 2);
        assertThat(panels.at(0, 0)).isZero();
        assertThat(panels.at(1, 0)).isEqualTo(32);
        assertThat(panels.at(99, 0)).isEqualTo(3168);
        assertThat(panels.at(0, 32)).isEqualTo(3200);
        assertThat(panels.at(1, 32)).isEqualTo(3216);
        assertThat(panels.at(99, 32)).isEqualTo(4784);
        assertThat(panels.size()).isEqualTo(4800);
        assertThat(panels.columns).isEqualTo(48);
    }

    @Test
    void panelsOfActivationsHaveRowsOfAConstantDistance() {
        int rows = 30;
        VectorBatch batch = new VectorBatch(Floats::alone, rows, 300);
        assertThat(VectorBatch.WIDTH).isEqualTo(128);
        assertThat(batch.at(1, 0)).isEqualTo(128);
        assertThat(batch.at(0, 128)).isEqualTo(128 * rows);
        assertThat(batch.at(1, 128)).isEqualTo(128 * rows + 128);
        assertThat(batch.at(0, 256)).isEqualTo(256 * rows);
        assertThat(batch.at(1, 299)).isEqualTo(256 * rows + 128 + 43);
    }

    @Test
    @DisplayName("a part is 48 rows of a panel of weights, and the first one of a panel has the bias of its columns")
    void partsAreRowsOfPanels() {
        DenseChain chain = DenseChain.of(List.of(new Dense(INPUTS, OUTPUTS, Initialization.HE)))
                .orElseThrow();
        VectorLayer layer = new VectorLayer(new Arena(), chain.stages().get(0), true, 1);
        assertThat(layer.parts()).isEqualTo(3 * layer.panels.count);
        for (int part = 0; part < layer.parts(); part++) {
            assertThat(layer.panelOf(part)).isEqualTo(part / 3);
            assertThat(layer.firstRow(part)).isEqualTo(48 * (part % 3));
            assertThat(layer.endRow(part)).isEqualTo(Math.min(48 * (part % 3) + 48, INPUTS));
        }
    }
}
