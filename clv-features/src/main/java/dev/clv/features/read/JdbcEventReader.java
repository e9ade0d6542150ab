package dev.clv.features.read;

import static java.util.Objects.requireNonNull;

import dev.clv.features.event.DataQualityReport.Sample;
import dev.clv.features.event.EventLog;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JDBC result set, whose column labels are the header: of the standard, in any case, or of a mapping.
 *
 * <p>Numbers are read as exact decimals, except floating-point columns, whose shortest decimal form is taken. A
 * {@code TIMESTAMP} or {@code DATE} is a local time, so it needs a zone, from the mapping or from {@link #zone}; a
 * {@code TIMESTAMP WITH TIME ZONE} is an instant. A time pattern counts for columns of texts and numbers only. The
 * result set is read forward from where it stands to its end; it is not closed, and no statement is touched. Lines in
 * reports and errors are row numbers.
 */
public final class JdbcEventReader extends EventReader<JdbcEventReader> {

    private static final String SOURCE = "result set";

    /** Numbers below this are written without an exponent. */
    private static final double WHOLE = 1e18;

    private final ResultSet rows;

    JdbcEventReader(ResultSet rows) {
        this.rows = requireNonNull(rows, "rows");
    }

    @Override
    JdbcEventReader self() {
        return this;
    }

    /**
     * The log of all rows that are left.
     *
     * @throws EventReadException if they cannot be read
     */
    public EventLog read() {
        return collect(SOURCE, (log, tally) -> {
            try {
                refuseRecords(SOURCE);
                Columns columns = Columns.of(rows.getMetaData(), mapping());
                List<String> patterns = columns.timeIsText() ? columns.mapping.timePatterns : List.of();
                for (String column : Header.resembling(columns.mapping, columns.header())) {
                    tally.count(Fault.COLUMN_RESEMBLES.reason(), new Sample(0, column, ""));
                }
                Row row = new Row(trim());
                RowMapper mapper = mapper(columns.mapping, columns.mapping.format(), row, patterns);
                Intake intake = intake(SOURCE, log, tally, OptionalLong::empty);
                int[] indices = columns.indices(row);
                while (rows.next()) {
                    row.clear();
                    for (int slot = 0; slot < indices.length; slot++) {
                        int type = columns.types[indices[slot]];
                        String text = text(indices[slot], type);
                        if (text != null && isNumber(type)) {
                            row.setNumber(slot, text.toCharArray(), 0, text.length());
                        } else if (text != null) {
                            row.set(slot, text);
                        }
                    }
                    intake.take(mapper, intake.nextRecord());
                }
                intake.finish(mapper);
            } catch (SQLException e) {
                throw EventReadException.about(SOURCE)
                        .cause(e)
                        .because("the database says: " + e.getMessage(), "check the query and the connection");
            }
        });
    }

    private static boolean isNumber(int type) {
        return switch (type) {
            case Types.DECIMAL,
                    Types.NUMERIC,
                    Types.TINYINT,
                    Types.SMALLINT,
                    Types.INTEGER,
                    Types.BIGINT,
                    Types.REAL,
                    Types.FLOAT,
                    Types.DOUBLE -> true;
            default -> false;
        };
    }

    private @Nullable String text(int index, int type) throws SQLException {
        Object value = switch (type) {
            case Types.TIMESTAMP -> rows.getObject(index, LocalDateTime.class);
            case Types.TIMESTAMP_WITH_TIMEZONE -> rows.getObject(index, OffsetDateTime.class);
            case Types.DATE -> rows.getObject(index, LocalDate.class);
            case Types.DECIMAL, Types.NUMERIC -> plain(rows.getBigDecimal(index));
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> rows.getLong(index);
            case Types.REAL -> plain(rows.getFloat(index));
            case Types.FLOAT, Types.DOUBLE -> plain(rows.getDouble(index));
            default -> rows.getString(index);
        };
        return value == null || rows.wasNull() ? null : value.toString();
    }

    /** The shortest decimal form, without an exponent where that is not too long. */
    private static @Nullable String plain(@Nullable Number value) {
        if (value == null) {
            return null;
        }
        String shortest = value.toString();
        return Math.abs(value.doubleValue()) < WHOLE ? new BigDecimal(shortest).toPlainString() : shortest;
    }

    /** Labels and types of the columns, from 1, and the mapping in these labels. */
    private static final class Columns {

        private final String[] labels;
        private final int[] types;
        private final ColumnMapping mapping;

        private Columns(String[] labels, int[] types, ColumnMapping mapping) {
            this.labels = labels;
            this.types = types;
            this.mapping = mapping;
        }

        static Columns of(ResultSetMetaData data, @Nullable ColumnMapping given) throws SQLException {
            int count = data.getColumnCount();
            String[] labels = new String[count + 1];
            labels[0] = "";
            int[] types = new int[count + 1];
            List<String> header = new ArrayList<>();
            for (int i = 1; i <= count; i++) {
                String label = data.getColumnLabel(i);
                // Databases fold the case of names that were not quoted.
                labels[i] = given == null ? label.toLowerCase(Locale.ROOT) : label;
                types[i] = data.getColumnType(i);
                header.add(labels[i]);
            }
            ColumnMapping mapping = given != null ? given.forHeader(header) : Header.standard(header, SOURCE);
            Header.requireColumns(SOURCE, mapping, header);
            return new Columns(labels, types, mapping);
        }

        List<String> header() {
            return List.of(labels).subList(1, labels.length);
        }

        boolean timeIsText() {
            String time = requireNonNull(mapping.columns.get(Field.TIME));
            for (int i = 1; i < labels.length; i++) {
                if (labels[i].equals(time)) {
                    return types[i] != Types.TIMESTAMP
                            && types[i] != Types.TIMESTAMP_WITH_TIMEZONE
                            && types[i] != Types.DATE;
                }
            }
            return true;
        }

        /** The index of each of the row's columns. */
        int[] indices(Row row) {
            int[] indices = new int[row.columns().size()];
            for (int slot = 0; slot < indices.length; slot++) {
                for (int i = 1; i < labels.length; i++) {
                    if (labels[i].equals(row.column(slot))) {
                        indices[slot] = i;
                    }
                }
            }
            return indices;
        }
    }
}
