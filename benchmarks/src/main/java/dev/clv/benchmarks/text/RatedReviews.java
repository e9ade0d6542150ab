package dev.clv.benchmarks.text;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/** Public sets of reviews with ratings, without exact duplicates. */
final class RatedReviews {

    /**
     * A review.
     *
     * @param category of the product, or empty
     */
    record RatedReview(String text, double rating, String category) {}

    private RatedReviews() {}

    /** 62,724 Chinese reviews of ten categories, rated 1 or 0. */
    static List<RatedReview> chinese(Path shared) {
        return read(
                shared.resolve("data/chinese_reviews/online_shopping_10_cats.csv.gz"),
                row -> new RatedReview(
                        row.getField("review"), Double.parseDouble(row.getField("label")), row.getField("cat")));
    }

    /** English reviews of clothes with stars. */
    static List<RatedReview> english(Path shared) {
        return read(
                shared.resolve("data/womens_clothing_reviews/womens_clothing_reviews.csv.gz"),
                row -> new RatedReview(row.getField("Review Text"), Double.parseDouble(row.getField("Rating")), ""));
    }

    private static List<RatedReview> read(Path file, Function<NamedCsvRecord, RatedReview> review) {
        Map<String, RatedReview> distinct = new LinkedHashMap<>();
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file));
                CsvReader<NamedCsvRecord> rows =
                        CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (NamedCsvRecord row : rows) {
                RatedReview one = review.apply(row);
                if (!one.text().isBlank()) {
                    distinct.putIfAbsent(one.text().strip(), one);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ArrayList<>(distinct.values());
    }
}
