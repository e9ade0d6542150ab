package dev.clv.features.read;

import static java.util.Objects.requireNonNull;

import dev.clv.features.internal.StrictReader;
import dev.clv.features.internal.cell.Blank;
import dev.clv.features.internal.cell.Masked;
import dev.clv.features.internal.cell.Printable;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The form of a text file: how its columns are laid out, whatever they mean. What they mean is said by a
 * {@link ColumnMapping}, which holds the form too where it is read from JSON. Immutable and thread-safe.
 *
 * @param header the columns of a file without a header line; empty if the file has one
 * @param delimiter what separates columns: one character, or {@value #WHITESPACE} for any number of blanks and tabs
 * @param skipLines how many lines to pass over before the header, or before the first row
 * @param decimal the decimal mark of all numbers, {@code '.'} or {@code ','}; null if the numbers of each column decide
 * @param encoding of a file that does not begin with a byte order mark
 */
public record CsvFormat(
        List<String> header,
        String delimiter,
        int skipLines,
        @Nullable Character decimal,
        Charset encoding) {

    /** The delimiter of columns that are lined up by blanks. */
    public static final String WHITESPACE = "whitespace";

    private static final CsvFormat STANDARD = new CsvFormat(List.of(), ",", 0, null, StandardCharsets.UTF_8);

    /**
     * Refuses what cannot be read.
     *
     * @throws IllegalArgumentException if a column is named twice, the delimiter occurs in values, a number of lines is
     *     negative, the decimal mark is neither point nor comma, or the encoding neither extends ASCII nor is UTF-16
     */
    public CsvFormat {
        header = header.stream().map(Blank::trim).toList();
        if (new HashSet<>(header).size() < header.size()) {
            throw new IllegalArgumentException("header must name every column once, was "
                    + header.stream().map(Printable::name).collect(Collectors.joining(", ")));
        }
        if (!delimiter.equals(WHITESPACE)) {
            requireDelimiter(delimiter);
        }
        if (skipLines < 0) {
            throw new IllegalArgumentException("skipLines must be zero or more, was " + skipLines);
        }
        if (decimal != null && decimal != '.' && decimal != ',') {
            throw new IllegalArgumentException("decimal mark must be '.' or ',', was '" + decimal + "'");
        }
        if (!StrictReader.canRead(encoding)) {
            throw new IllegalArgumentException(
                    "encoding must extend ASCII or be UTF-16, was " + encoding + "; convert the file to UTF-8");
        }
    }

    private static void requireDelimiter(String delimiter) {
        if (delimiter.length() != 1) {
            throw new IllegalArgumentException(
                    "delimiter must be a single character or '" + WHITESPACE + "', was " + Masked.quoted(delimiter));
        }
        char mark = delimiter.charAt(0);
        if (Character.isLetterOrDigit(mark) || "\"\r\n.-+".indexOf(mark) >= 0) {
            throw new IllegalArgumentException(
                    "delimiter must not occur in values, was '" + Printable.of(delimiter) + "'");
        }
    }

    /** RFC 4180 in UTF-8 with a header line: commas between columns, numbers with a decimal point. */
    public static CsvFormat standard() {
        return STANDARD;
    }

    /** The same for a file without a header line, whose columns are these, from left to right. */
    public CsvFormat header(String... columns) {
        if (columns.length == 0) {
            throw new IllegalArgumentException("header must name every column once, was empty");
        }
        return new CsvFormat(List.of(columns), delimiter, skipLines, decimal, encoding);
    }

    /** The same with another delimiter: one character, or {@value #WHITESPACE}; a comma unless set. */
    public CsvFormat delimiter(String delimiter) {
        return new CsvFormat(header, requireNonNull(delimiter, "delimiter"), skipLines, decimal, encoding);
    }

    /** The same with lines to pass over at the beginning; 0 unless set. */
    public CsvFormat skipLines(int lines) {
        return new CsvFormat(header, delimiter, lines, decimal, encoding);
    }

    /**
     * The same with a decimal mark for all numbers, of which those with the other mark are skipped. Unless set, the
     * first number of a column that allows only one mark decides for the column; see {@link ColumnMapping}.
     *
     * @param mark {@code '.'} or {@code ','}
     */
    public CsvFormat decimal(char mark) {
        return new CsvFormat(header, delimiter, skipLines, mark, encoding);
    }

    /** The same in another encoding, which a byte order mark overrides; UTF-8 unless set. */
    public CsvFormat encoding(Charset encoding) {
        return new CsvFormat(header, delimiter, skipLines, decimal, requireNonNull(encoding, "encoding"));
    }

    /** Whether the first line names the columns. */
    boolean hasHeaderLine() {
        return header.isEmpty();
    }

    /** Whether any number of blanks and tabs separates columns. */
    boolean isWhitespaceDelimited() {
        return delimiter.equals(WHITESPACE);
    }
}
