package dev.clv.decide.money;

import dev.clv.decide.CsvRows;
import dev.clv.evaluate.Interval;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The two ends of an interval as cells, which are empty if there is none. */
final class Ends {

    private Ends() {}

    static CsvRows write(CsvRows rows, @Nullable Interval interval) throws IOException {
        return rows.number(interval == null ? Double.NaN : interval.low())
                .number(interval == null ? Double.NaN : interval.high());
    }
}
