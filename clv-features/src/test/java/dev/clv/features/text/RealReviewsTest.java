package dev.clv.features.text;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.clv.features.SharedData;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** One split each of what {@code SentimentReport} of the benchmarks repeats; the limits leave room for one split. */
class RealReviewsTest {

    private record Rated(String text, double rating) {}

    @Test
    void tellsGoodFromBadChineseReviews() throws IOException {
        Result result = result(read("chinese_reviews/online_shopping_10_cats.csv.gz", "review", "label"), 0.5);
        assertThat(result.accuracy()).isGreaterThan(0.933);
        assertThat(result.auc()).isGreaterThan(0.978);
    }

    @Test
    void tellsGoodFromBadEnglishReviews() throws IOException {
        List<Rated> reviews =
                read("womens_clothing_reviews/womens_clothing_reviews.csv.gz", "Review Text", "Rating").stream()
                        .filter(review -> review.rating() != 3)
                        .toList();
        Result result = result(reviews, 3);
        assertThat(result.accuracy()).isGreaterThan(0.938);
        assertThat(result.auc()).isGreaterThan(0.967);
    }

    private record Result(double accuracy, double auc) {}

    private static Result result(List<Rated> reviews, double middle) {
        List<Rated> shuffled = new ArrayList<>(reviews);
        Collections.shuffle(shuffled, new Random(0));
        int training = shuffled.size() * 4 / 5;
        SentimentLearner learner = new SentimentLearner(3);
        for (int i = 0; i < training; i++) {
            learner.add("writer " + i, shuffled.get(i).text(), shuffled.get(i).rating());
        }
        SentimentModel model = learner.learned();
        record Held(double score, boolean good) {}
        List<Held> held = shuffled.subList(training, shuffled.size()).stream()
                .map(review -> new Held(model.positive(review.text()), review.rating() > middle))
                .sorted(Comparator.comparingDouble(Held::score))
                .toList();
        double right = 0;
        double ranks = 0;
        double goods = 0;
        for (int rank = 0; rank < held.size(); rank++) {
            Held one = held.get(rank);
            right += one.score() > 0.5 == one.good() ? 1 : 0;
            ranks += one.good() ? rank + 1 : 0;
            goods += one.good() ? 1 : 0;
        }
        return new Result(right / held.size(), (ranks - goods * (goods + 1) / 2) / (goods * (held.size() - goods)));
    }

    private static List<Rated> read(String name, String text, String rating) throws IOException {
        Path file = SharedData.file(name);
        Map<String, Rated> distinct = new LinkedHashMap<>();
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder()
                .ofNamedCsvRecord(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (NamedCsvRecord row : rows) {
                if (!row.getField(text).isBlank()) {
                    distinct.putIfAbsent(
                            row.getField(text).strip(),
                            new Rated(row.getField(text), Double.parseDouble(row.getField(rating))));
                }
            }
        }
        return List.copyOf(distinct.values());
    }
}
