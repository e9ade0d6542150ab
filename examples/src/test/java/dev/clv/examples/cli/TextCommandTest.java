package dev.clv.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextCommandTest {

    @TempDir
    Path folder;

    @Test
    void everyRowBecomesALineInItsOrderWithWhatItsTextSays() throws IOException {
        Path reviews = folder.resolve("reviews.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(reviews))) {
            out.write(("\ufeffid,review,stars\n"
                            + "a,\"The dress is beautiful,\r\nbut \"\"delivery\"\" was late\",3\n"
                            + "b,,4\n"
                            + "c,虽然物流慢，但是质量很好，199元,5\n"
                            + "d,\"Nike Air Max, order 12345678, size 10\",5\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
        Path catalogue = Files.writeString(
                folder.resolve("catalogue.csv"), "product_id,name,brand,category\n7,Nike Air Max,Nike,Shoes\n");
        Path result = folder.resolve("out.jsonl");

        Session session = Session.run(
                "text",
                reviews.toString(),
                "--column",
                "review",
                "--id",
                "id",
                "--catalogue",
                catalogue.toString(),
                "--out",
                result.toString());

        assertThat(session.code()).as(session.err()).isZero();
        assertThat(session.err()).contains("read 4 rows: 3 texts, of which 2 speak of an aspect, and 1 missing");
        List<String> lines = Files.readAllLines(result);
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0))
                .startsWith("{\"row\":1,\"id\":\"a\",\"sentiment\":{\"score\":")
                .contains("\"aspect\":\"appearance\",\"polarity\":\"positive\"")
                .contains("\"aspect\":\"delivery\",\"polarity\":\"negative\",\"words\":[{\"text\":\"late\",");
        assertThat(lines.get(1))
                .isEqualTo("{\"row\":2,\"id\":\"b\",\"sentiment\":null,\"aspects\":null,\"entities\":null}");
        assertThat(lines.get(2))
                .contains("\"aspect\":\"quality\",\"polarity\":\"positive\"")
                .contains("{\"kind\":\"amount\",\"text\":\"199元\"");
        assertThat(lines.get(3))
                .contains("{\"kind\":\"product\",\"text\":\"Nike Air Max\",\"start\":0,\"end\":12,\"id\":\"7\"}")
                .contains("{\"kind\":\"order_number\",\"text\":null,")
                .contains("{\"kind\":\"size\",\"text\":\"size 10\"")
                .doesNotContain("12345678");
    }

    @Test
    void withRatingsSentimentIsLearnedFromTheFileItself() throws IOException {
        StringBuilder rows = new StringBuilder("review,stars\n");
        for (int i = 0; i < 300; i++) {
            rows.append(i % 2 == 0 ? "zork zork no " + i + ",1\n" : "blip blip no " + i + ",5\n");
        }
        Path reviews = Files.writeString(folder.resolve("reviews.csv"), rows + "a zork,\n,3\n");
        Session learned = Session.run("text", reviews.toString(), "--column", "review", "--rating", "stars");
        assertThat(learned.code()).as(learned.err()).isZero();
        assertThat(learned.err()).contains("learned sentiment from column 'stars', ratings from 1 to 5: ");
        List<String> lines = learned.out().lines().toList();
        assertThat(lines).hasSize(302);
        assertThat(lines.get(0)).contains("\"label\":\"negative\"", "{\"text\":\"zork\",\"start\":0");
        assertThat(lines.get(1)).contains("\"label\":\"positive\"");
        assertThat(lines.get(300)).contains("\"label\":\"negative\"");
        assertThat(lines.get(301)).contains("\"sentiment\":null");

        Path content = Files.writeString(folder.resolve("content.csv"), "review,stars\ngood,5\nbad,5\n");
        Session list = Session.run("text", content.toString(), "--column", "review", "--rating", "stars");
        assertThat(list.err()).contains("note: sentiment is read by a word list, as column 'stars' has fewer than 3");
        assertThat(list.out().lines().toList().get(1)).contains("\"label\":\"negative\"");
        Path alike = Files.writeString(
                folder.resolve("alike.csv"), "review,stars\n" + "Péssimo produto,1\nMuito bom,5\n".repeat(200));
        Session better = Session.run("text", alike.toString(), "--column", "review", "--rating", "stars");
        assertThat(better.err())
                .contains(
                        "note: sentiment is read by a word list, which tells praise from complaints better (area under"
                                + " the curve 1.00) than column 'stars' teaches (0.50)");
        assertThat(better.out().lines().toList().get(0)).contains("\"label\":\"negative\"");
        Session wrong = Session.run("text", reviews.toString(), "--column", "stars", "--rating", "review");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("review");
    }

    @Test
    void ratingsThatAreReversedOrNoneAreSaid() throws IOException {
        StringBuilder rows = new StringBuilder("review,grade,age,shelf\n");
        for (int i = 0; i < 600; i++) {
            rows.append(i % 2 == 0 ? "lovely and beautiful " : "awful and broken ")
                    .append(i)
                    .append(i % 2 == 0 ? ",1," : ",5,")
                    .append(19 + i % 75)
                    .append(",shelf")
                    .append(i)
                    .append('\n');
        }
        String reviews = Files.writeString(folder.resolve("grades.csv"), rows).toString();
        Session grades = Session.run("text", reviews, "--column", "review", "--rating", "grade");
        assertThat(grades.err())
                .contains("sentiment is read by a word list, as column 'grade' seems to fall the better a text sounds")
                .contains("of 300 texts with a high and 300 with a low one")
                .contains("Turn the column around, such as 6 less the rating where 1 is the best of 5");
        assertThat(grades.out().lines().toList().get(0)).contains("\"label\":\"positive\"");
        Session ages = Session.run("text", reviews, "--column", "review", "--rating", "age");
        assertThat(ages.err())
                .contains("note: column 'age' holds 75 different numbers, as ages and amounts do, and is taken for"
                        + " ratings; leave --rating out if it holds none");
        Session shelves = Session.run("text", reviews, "--column", "shelf", "--rating", "grade");
        assertThat(shelves.out().lines()).allMatch(line -> line.contains("\"score\":0.0,\"label\":\"neutral\""));
        assertThat(shelves.err())
                .contains("ratings from 1 to 5")
                .contains("neutral: they say nothing of how they were meant, or use words that no other text of the");
    }

    @Test
    void textsInALanguageThatIsNotKnownAndNamesThatAreNotLookedForAreCounted() throws IOException {
        Path reviews = Files.writeString(
                folder.resolve("german.csv"), "review\nDie Lieferung kam pünktlich\nGanz wunderbar\ngood\n");
        Path catalogue = Files.writeString(folder.resolve("names.csv"), "name,brand\nX,\nY,\nZelda,Z\n");
        Session session =
                Session.run("text", reviews.toString(), "--column", "review", "--catalogue", catalogue.toString());
        assertThat(session.err())
                .contains("note: 2 texts hold no word that is known, which makes them neutral")
                .contains("note: 3 names of the catalogue have one character or none");
        Path english = Files.writeString(folder.resolve("english.csv"), "review\ngood\n");
        assertThat(Session.run("text", english.toString(), "--column", "review").err())
                .doesNotContain("note:");
    }

    @Test
    void aColumnThatIsNotThereIsRefusedByName() throws IOException {
        Path reviews = Files.writeString(folder.resolve("reviews.csv"), "id,review\n1,good\n");

        Session session = Session.run("text", reviews.toString(), "--column", "reviews");

        assertThat(session.code()).isEqualTo(2);
        assertThat(session.err()).contains("'reviews'", "review");
    }

    @Test
    void aCatalogueWithoutNamesIsRefused() throws IOException {
        Path reviews = Files.writeString(folder.resolve("reviews.csv"), "id,review\n1,good\n");
        Path catalogue = Files.writeString(folder.resolve("catalogue.csv"), "sku,title\n1,x\n");

        Session session =
                Session.run("text", reviews.toString(), "--column", "review", "--catalogue", catalogue.toString());

        assertThat(session.code()).isEqualTo(2);
        assertThat(session.err()).contains("name, brand and category");
    }
}
