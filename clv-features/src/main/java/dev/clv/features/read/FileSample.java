package dev.clv.features.read;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.clv.features.internal.InputSource;
import dev.clv.features.internal.StrictReader;
import dev.clv.features.internal.cell.DecimalParser;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The first rows of a CSV file of unknown form, or of JSON, and the form that fits them. Immutable. */
final class FileSample {

    private static final int MAX_CHARACTERS = 1 << 23;
    private static final int MAX_ROWS = 50_000;

    /** No more lines than this stand above the rows. */
    private static final int MAX_SKIPPED_LINES = 20;

    private static final List<String> DELIMITERS = List.of(",", ";", "\t", "|", CsvFormat.WHITESPACE);

    /** A row and the line on which it begins. */
    private record Record(List<String> cells, long line) {}

    /** A way to split the text into columns: how many there are, and for what share of the rows. */
    private record Split(String delimiter, List<Record> records, int columns, double share) {}

    private final String name;
    private final String text;
    private final Charset encoding;
    private final boolean marked;
    private final CsvFormat format;
    private final List<ColumnSample> columns;
    private final List<String> repeated;
    private final int rows;
    private final boolean json;
    private final @Nullable String list;
    private final @Nullable String records;
    private final List<String> otherLists;

    private FileSample(String name, String text, Charset encoding, boolean marked, JsonSample sample) {
        this.name = name;
        this.text = text;
        this.encoding = encoding;
        this.marked = marked;
        this.format = marked ? CsvFormat.standard() : CsvFormat.standard().encoding(encoding);
        this.columns = sample.columns();
        this.rows = sample.rows();
        this.json = true;
        this.repeated = List.of();
        this.list = sample.list();
        this.records = sample.records();
        this.otherLists = sample.otherLists();
    }

    private FileSample(String name, String text, Charset encoding, boolean marked) {
        this.name = name;
        this.text = text;
        this.encoding = encoding;
        this.marked = marked;
        this.json = false;
        this.list = null;
        this.records = null;
        this.otherLists = List.of();
        Split best = null;
        for (String delimiter : DELIMITERS) {
            Split split = split(text, delimiter);
            if (split != null
                    && (best == null
                            || split.share > best.share + 0.05
                            || (split.share > best.share - 0.05
                                    && split.columns > best.columns
                                    && !delimiter.equals(CsvFormat.WHITESPACE)))) {
                best = split;
            }
        }
        if (best == null) {
            throw EventReadException.about(name)
                    .because(
                            "has no columns separated by comma, semicolon, tab, vertical bar or blanks",
                            "convert it to CSV");
        }
        int columnCount = best.columns;
        List<Record> regular = best.records.stream()
                .filter(record -> record.cells.size() == columnCount)
                .toList();
        List<String> first = regular.get(0).cells;
        boolean headed = isHeader(first);
        this.repeated = headed ? repeated(first) : List.of();
        boolean named = headed && repeated.isEmpty();
        int skip = (int) Math.min(regular.get(0).line - (headed && !named ? 0 : 1), Integer.MAX_VALUE);
        List<String> names = headed ? distinct(first) : numbered(columnCount);
        List<Record> below = regular.stream()
                .skip(headed ? 1 : 0)
                .filter(record -> !headed || !Set.copyOf(record.cells).equals(Set.copyOf(first)))
                .toList();
        this.rows = below.size();
        List<ColumnSample> samples = new ArrayList<>();
        for (int i = 0; i < columnCount; i++) {
            int column = i;
            samples.add(new ColumnSample(
                    names.get(i),
                    below.stream().map(record -> record.cells.get(column)).toList()));
        }
        this.columns = List.copyOf(samples);
        CsvFormat found =
                CsvFormat.standard().delimiter(best.delimiter).skipLines(skip <= MAX_SKIPPED_LINES ? skip : 0);
        found = marked ? found : found.encoding(encoding);
        this.format = named ? found : found.header(names.toArray(String[]::new));
    }

    /**
     * The first rows of a file.
     *
     * @throws EventReadException if it cannot be read, or has no columns
     */
    static FileSample of(Path file) {
        try {
            return of(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw FileEventReader.unreadable(InputSource.nameOf(file), e);
        }
    }

    private static FileSample of(Path file, Charset encoding) throws IOException {
        try (InputSource source = InputSource.open(file, bytes -> {});
                StrictReader reader = new StrictReader(source.content(), encoding)) {
            StringBuilder text = new StringBuilder();
            boolean whole = fill(text, reader);
            boolean marked = !reader.charset().equals(encoding);
            if (encoding.equals(StandardCharsets.UTF_8) && !marked) {
                Charset other = otherEncoding(text, reader.hasMalformed());
                if (other != null) {
                    return of(file, other);
                }
            }
            if (text.toString().isBlank()) {
                throw EventReadException.about(source.name()).because("empty file", "check where it comes from");
            }
            if (text.toString().stripLeading().matches("(?s)(\\{\\s*\"|\\[\\s*[{\\]]).*")) {
                JsonSample sample = JsonSample.of(text.toString());
                if (sample.rows() == 0) {
                    throw EventReadException.about(source.name())
                            .because("holds no JSON object that can be read", "check where it comes from");
                }
                return new FileSample(source.name(), text.toString(), reader.charset(), marked, sample);
            }
            if (!whole) {
                text.setLength(Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r")) + 1);
            }
            return new FileSample(source.name(), text.toString(), reader.charset(), marked);
        }
    }

    /** Reads until the sample is full; true if that is the whole text. */
    private static boolean fill(StringBuilder text, Reader reader) throws IOException {
        char[] buffer = new char[1 << 16];
        int got = reader.read(buffer, 0, buffer.length);
        while (got >= 0 && text.length() < MAX_CHARACTERS) {
            text.append(buffer, 0, got);
            got = reader.read(buffer, 0, buffer.length);
        }
        return got < 0;
    }

    /** The likely encoding of a text that is not UTF-8; null if it is. */
    private static @Nullable Charset otherEncoding(CharSequence text, boolean malformed) {
        int[] zeros = new int[2];
        for (int i = 0; i < Math.min(text.length(), 1000); i++) {
            zeros[i % 2] += text.charAt(i) == 0 ? 1 : 0;
        }
        if (zeros[0] + zeros[1] > 0) {
            return zeros[1] >= zeros[0] ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
        }
        return malformed ? Charset.forName("windows-1252") : null;
    }

    /** The text split by a delimiter; null if there are fewer than two columns. */
    private static @Nullable Split split(String text, String delimiter) {
        boolean blanks = delimiter.equals(CsvFormat.WHITESPACE);
        List<Record> records = new ArrayList<>();
        Reader characters = new StringReader(text);
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .fieldSeparator(blanks ? '\t' : delimiter.charAt(0))
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(blanks ? new BlankCollapsingReader(characters) : characters)) {
            for (CsvRecord row : csv) {
                List<String> cells = row.getFields().stream().map(String::strip).toList();
                records.add(new Record(cells, row.getStartingLineNumber()));
                if (records.size() > MAX_ROWS) {
                    break;
                }
            }
        } catch (CsvParseException | IOException e) {
            if (records.isEmpty()) {
                return null;
            }
        }
        Map<Integer, Integer> counts = new TreeMap<>();
        records.forEach(record -> counts.merge(record.cells.size(), 1, Integer::sum));
        int columns = 0;
        int most = 0;
        for (Map.Entry<Integer, Integer> count : counts.entrySet()) {
            if (count.getValue() >= most) {
                columns = count.getKey();
                most = count.getValue();
            }
        }
        return columns < 2 ? null : new Split(delimiter, records, columns, (double) most / records.size());
    }

    /** Names are neither empty nor numbers. */
    private static boolean isHeader(List<String> cells) {
        boolean names = cells.stream()
                .filter(cell -> !cell.isEmpty())
                .allMatch(cell -> cell.codePoints().anyMatch(Character::isLetter)
                        && !DecimalParser.plain().parse(cell)
                        && !looksLikeTime(cell));
        return names && cells.stream().filter(cell -> !cell.isEmpty()).count() >= cells.size() - 1;
    }

    /** Names that stand there more than once. */
    private static List<String> repeated(List<String> names) {
        return names.stream()
                .filter(name -> names.indexOf(name) != names.lastIndexOf(name))
                .distinct()
                .toList();
    }

    /** The names, with a number behind each that was there before: {@code price} and {@code price (2)}. */
    private static List<String> distinct(List<String> names) {
        List<String> distinct = new ArrayList<>();
        for (String name : names) {
            String other = name;
            for (int number = 2; distinct.contains(other); number++) {
                other = name + " (" + number + ")";
            }
            distinct.add(other);
        }
        return distinct;
    }

    private static boolean looksLikeTime(String cell) {
        return cell.codePoints().filter(Character::isDigit).count() >= 6;
    }

    private static List<String> numbered(int columns) {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
            names.add("column" + i);
        }
        return names;
    }

    String name() {
        return name;
    }

    CsvFormat format() {
        return format;
    }

    /** What was found at the beginning of the file, or guessed from its bytes. */
    Charset encoding() {
        return encoding;
    }

    /** Whether a byte order mark told the encoding. */
    boolean marked() {
        return marked;
    }

    /** Names that the header holds more than once. */
    List<String> repeated() {
        return repeated;
    }

    List<ColumnSample> columns() {
        return columns;
    }

    int rows() {
        return rows;
    }

    /** Whether it is JSON, so that columns are paths. */
    boolean isJson() {
        return json;
    }

    /** The path of the JSON list whose objects are rows, with its brackets; null if there is none. */
    @Nullable
    String list() {
        return list;
    }

    /** The path of the JSON list whose objects are records; null if the file is no object around one. */
    @Nullable
    String records() {
        return records;
    }

    /** The paths of the JSON lists of objects beside that of the records, which are not read. */
    List<String> otherLists() {
        return otherLists;
    }

    /** The text of the sample. */
    String text() {
        return text;
    }
}
