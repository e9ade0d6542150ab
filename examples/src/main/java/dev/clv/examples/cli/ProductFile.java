package dev.clv.examples.cli;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.clv.decide.CsvRows;
import dev.clv.decide.recommend.Assortment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A CSV file of products: {@code product_id} and any of {@code category}, {@code margin} (a share of the price),
 * {@code in_stock} and {@code bought_once} (both {@code true} or {@code false}; blank counts as true and false).
 */
final class ProductFile {

    private static final List<String> COLUMNS = List.of("product_id", "category", "margin", "in_stock", "bought_once");

    private final Path file;
    private final Map<String, String> categories = new HashMap<>();
    private final Map<String, Double> margins = new HashMap<>();
    private final Set<String> withoutStock = new HashSet<>();
    private final Set<String> boughtOnce = new HashSet<>();
    private final Set<String> all = new HashSet<>();

    private ProductFile(Path file) {
        this.file = file;
    }

    /** Reads a file into an assortment. */
    static Assortment read(Path file) throws IOException {
        ProductFile products = new ProductFile(file);
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder()
                .commentStrategy(CommentStrategy.NONE)
                .detectBomHeader(true)
                .ofNamedCsvRecord(file)) {
            for (NamedCsvRecord row : rows) {
                products.add(row);
            }
        } catch (CsvParseException | UncheckedIOException e) {
            throw new UsageException("'" + file + "' cannot be read as CSV: " + e.getMessage());
        }
        return products.assortment();
    }

    private void add(NamedCsvRecord row) {
        List<String> header = row.getHeader();
        if (!header.contains("product_id") || !COLUMNS.containsAll(header)) {
            throw new UsageException("'" + file + "' must have the column product_id and may have "
                    + COLUMNS.subList(1, COLUMNS.size()) + "; has " + header);
        }
        String product = CsvRows.original(row.getField("product_id"));
        if (product.isBlank() || !all.add(product)) {
            throw wrong(row, "product_id", product, "there, and each only once");
        }
        String category = field(row, "category");
        if (!category.isBlank()) {
            categories.put(product, category);
        }
        String margin = field(row, "margin");
        if (!margin.isBlank()) {
            margins.put(product, share(row, margin));
        }
        if (!flag(row, "in_stock", true)) {
            withoutStock.add(product);
        }
        if (flag(row, "bought_once", false)) {
            boughtOnce.add(product);
        }
    }

    private double share(NamedCsvRecord row, String margin) {
        double share;
        try {
            share = Double.parseDouble(margin.strip());
        } catch (NumberFormatException e) {
            throw wrong(row, "margin", margin, "a number such as 0.3");
        }
        if (!(share <= 1 && share > Double.NEGATIVE_INFINITY)) {
            throw wrong(row, "margin", margin, "a share of the price, at most 1");
        }
        return share;
    }

    private boolean flag(NamedCsvRecord row, String column, boolean blank) {
        String text = field(row, column).strip().toLowerCase(Locale.ROOT);
        return switch (text) {
            case "" -> blank;
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(row, column, text, "true or false");
        };
    }

    private static String field(NamedCsvRecord row, String column) {
        return row.findField(column).map(CsvRows::original).orElse("");
    }

    private UsageException wrong(NamedCsvRecord row, String column, String value, String rule) {
        return new UsageException("'" + file + "', line " + row.getStartingLineNumber() + ", column " + column + ": '"
                + value + "' must be " + rule);
    }

    private Assortment assortment() {
        if (all.isEmpty()) {
            throw new UsageException("'" + file + "' holds no product");
        }
        Assortment assortment = Assortment.fromLog().withoutStock(withoutStock).boughtOnce(boughtOnce);
        if (!categories.isEmpty()) {
            assortment = assortment.catalogue(categories);
        }
        return margins.isEmpty() ? assortment : assortment.margin(1, margins);
    }
}
