package dev.clv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clv.store.ModelFile;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that earlier versions of the format wrote predict the same bits for ever; see {@link StoredModels}. */
class StoredModelTest {

    @ParameterizedTest
    @ValueSource(ints = {1})
    void aModelOfAnEventLogPredictsTheSameBits(int version) throws IOException {
        Path folder = folder(version);

        assertThat(StoredModels.ofEvents(folder)).isEqualTo(Files.readAllLines(folder.resolve("events.expected")));
    }

    @ParameterizedTest
    @ValueSource(ints = {1})
    void aModelOfATablePredictsTheSameBits(int version) throws IOException {
        Path folder = folder(version);

        assertThat(StoredModels.ofTable(folder)).isEqualTo(Files.readAllLines(folder.resolve("table.expected")));
    }

    @Test
    void everyVersionOfTheFormatHasItsModels() {
        for (int version = 1; version <= ModelFile.VERSION; version++) {
            assertThat(folder(version)).isDirectory();
        }
    }

    private static Path folder(int version) {
        try {
            return Path.of(Objects.requireNonNull(
                            StoredModelTest.class.getResource("/stored/version" + version), "run StoredModels.main")
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
