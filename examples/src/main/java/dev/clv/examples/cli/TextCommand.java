package dev.clv.examples.cli;

import static java.util.Objects.requireNonNull;

import dev.clv.features.table.Table;
import dev.clv.features.table.TableReader;
import dev.clv.features.text.SentimentComparison;
import dev.clv.features.text.SentimentLearner;
import dev.clv.features.text.SentimentModel;
import dev.clv.features.text.aspect.AspectOpinion;
import dev.clv.features.text.aspect.AspectReader;
import dev.clv.features.text.entity.Catalogue;
import dev.clv.features.text.entity.EntityReader;
import dev.clv.features.text.lexicon.SentimentLexicon;
import dev.clv.features.text.lexicon.SentimentScore;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "text",
        description =
                "Reads a column of reviews: how good or bad each sounds, what it praises or complains about, and the"
                        + " products, brands, amounts and sizes it names, a line of JSON per row.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  clv text reviews.csv.gz --column review --out reviews.jsonl",
            "  clv text reviews.csv --column review --id review_id --catalogue products.csv --out reviews.jsonl.gz"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the options before the call
final class TextCommand implements Callable<Integer> {

    private static final int STEP = 1000;

    /** So many texts must use a word for it to be learned. */
    private static final int MIN_TEXTS = 3;

    /** Ratings have five steps, ten, or twenty halves of ten. */
    private static final int MOST_STEPS = 20;

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "FILE", description = "A CSV file with a header line; plain or gzip.")
    private Path file;

    @Option(names = "--column", paramLabel = "COLUMN", required = true, description = "The column of texts.")
    private String column;

    @Option(names = "--id", paramLabel = "COLUMN", description = "A column that is copied to each line, as its id.")
    private @Nullable String id;

    @Option(
            names = "--rating",
            paramLabel = "COLUMN",
            description =
                    "A column of ratings, on any scale: sentiment is learned from them, and each text is read by what"
                            + " the others taught (default: by a word list of English, Chinese and Portuguese).")
    private @Nullable String rating;

    @Option(
            names = "--catalogue",
            paramLabel = "FILE",
            description =
                    "A CSV file of what the shop sells, with any of the columns product_id, name, brand and category.")
    private @Nullable Path catalogue;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to write the lines of JSON, compressed when named .gz (default: standard output).")
    private @Nullable Path out;

    TextCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Destination.requireWritableIfGiven(out);
        Destination.requireOther(out, "--out", file);
        if (catalogue != null) {
            Destination.requireOther(out, "--out", catalogue);
        }
        Catalogue names = catalogue == null ? Catalogue.empty() : Catalogue.csv(catalogue);
        if (names.ignored() > 0) {
            terminal.note(
                    "note: %,d names of the catalogue have one character or none and are not looked for",
                    names.ignored());
        }
        EntityReader entities = EntityReader.of(names);
        TableReader reader = Table.csv(file).categorical(column);
        if (id != null) {
            reader.id(id);
        }
        Table table = reader.read();
        table.notes().forEach(note -> terminal.note("note: %s", note));
        Counts counts = new Counts();
        Destination.write(out, terminal.out(), writer -> {
            Function<String, SentimentScore> sentiment = sentiment(table, counts);
            AspectReader aspects = AspectReader.standard();
            try (Terminal.Progress progress = terminal.progress("texts", table.rows())) {
                for (int row = 0; row < table.rows(); row++) {
                    String text = table.text(row, column);
                    TextLine line = new TextLine(row + 1, id == null ? null : table.text(row, id));
                    if (text == null) {
                        counts.missing++;
                        writer.write(line.withoutText());
                    } else {
                        List<AspectOpinion> opinions = aspects.read(text);
                        counts.withAspects += opinions.isEmpty() ? 0 : 1;
                        SentimentScore score = sentiment.apply(text);
                        counts.unknown += opinions.isEmpty() && score.words().isEmpty() ? 1 : 0;
                        writer.write(line.of(text, score, opinions, entities.read(text)));
                    }
                    writer.write('\n');
                    if ((row + 1) % STEP == 0) {
                        progress.at(row + 1);
                    }
                }
            }
        });
        terminal.note(
                "read %,d rows: %,d texts, of which %,d speak of an aspect, and %,d missing",
                table.rows(), table.rows() - counts.missing, counts.withAspects, counts.missing);
        if (counts.unknown > 0) {
            terminal.note(
                    "note: %,d texts hold no word that is known, which makes them neutral: they say nothing of how they"
                            + " were meant, or %s",
                    counts.unknown,
                    counts.learned
                            ? "use words that no other text of the file uses"
                            : "are in a language other than English, Chinese and Portuguese, for which --rating helps");
        }
        return 0;
    }

    private Function<String, SentimentScore> sentiment(Table table, Counts counts) {
        SentimentModel model = rating == null ? null : learned(table, rating);
        counts.learned = model != null;
        return model == null ? SentimentLexicon.standard()::score : model::readHeldOut;
    }

    /** Null, which is said, where there is too little to learn from. */
    private @Nullable SentimentModel learned(Table table, String ratings) {
        int[] rated = IntStream.range(0, table.rows())
                .filter(row -> table.text(row, column) != null && table.text(row, ratings) != null)
                .toArray();
        double[] values = table.select(rated).ratings(ratings);
        SentimentLearner learner = new SentimentLearner(MIN_TEXTS);
        for (int i = 0; i < rated.length; i++) {
            learner.add(Integer.toString(i), requireNonNull(table.text(rated[i], column)), values[i]);
        }
        SentimentComparison compared = learner.comparedWith(SentimentLexicon.standard());
        SentimentModel model = compared.learned();
        if (compared.isReversed()) {
            terminal.note(
                    "note: sentiment is read by a word list, as column '%s' seems to fall the better a text sounds: of"
                            + " %,d texts with a high and %,d with a low one the list tells which is which the wrong way"
                            + " round (area under the curve %.2f, where .5 is chance). Turn the column around, such as 6"
                            + " less the rating where 1 is the best of 5, or leave --rating out",
                    ratings, compared.praises(), compared.complaints(), compared.listAuc());
            return null;
        }
        steps(ratings, values);
        if (model.isAble() && compared.isListBetter()) {
            terminal.note(
                    "note: sentiment is read by a word list, which tells praise from complaints better (area under the"
                            + " curve %.2f) than column '%s' teaches (%.2f)",
                    compared.listAuc(), ratings, compared.learnedAuc());
            return null;
        }
        if (model.isAble()) {
            DoubleSummaryStatistics given = given(values).summaryStatistics();
            terminal.note(
                    "learned sentiment from column '%s', ratings from %s to %s: %,d words and phrases, which tell praise"
                            + " from complaints (area under the curve %.2f, of the word list %.2f)",
                    ratings,
                    plain(given.getMin()),
                    plain(given.getMax()),
                    model.terms(),
                    compared.learnedAuc(),
                    compared.listAuc());
            return model;
        }
        terminal.note(
                "note: sentiment is read by a word list, as column '%s' has fewer than %d low or high ratings beside a"
                        + " text",
                ratings, MIN_TEXTS);
        return null;
    }

    private void steps(String ratings, double[] values) {
        long steps = given(values).distinct().count();
        if (steps > MOST_STEPS) {
            terminal.note(
                    "note: column '%s' holds %,d different numbers, as ages and amounts do, and is taken for ratings;"
                            + " leave --rating out if it holds none",
                    ratings, steps);
        }
    }

    private static DoubleStream given(double[] values) {
        return DoubleStream.of(values).filter(value -> !Double.isNaN(value));
    }

    private static String plain(double rating) {
        return BigDecimal.valueOf(rating).stripTrailingZeros().toPlainString();
    }

    private static final class Counts {
        private int missing;
        private int withAspects;
        private int unknown;
        private boolean learned;
    }
}
