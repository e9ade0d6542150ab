package dev.clv.nn.sequence;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;

/** The numbers of goldens.txt, which goldens.py beside it wrote with PyTorch. */
final class Goldens {

    private final Map<String, DMatrixRMaj> matrices = new HashMap<>();

    Goldens() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                requireNonNull(Goldens.class.getResourceAsStream("goldens.txt")), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ", -1);
                double[] numbers = Arrays.stream(words)
                        .skip(3)
                        .mapToDouble(Double::parseDouble)
                        .toArray();
                matrices.put(
                        words[0],
                        new DMatrixRMaj(Integer.parseInt(words[1]), Integer.parseInt(words[2]), true, numbers));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    DMatrixRMaj get(String name) {
        return requireNonNull(matrices.get(name), name);
    }
}
