package dev.clv.decide;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The rows of {@link Decisions#writeCsv}. Not thread-safe. */
final class DecisionRows<C extends Record> {

    private static final int VERSION = 1;

    private final CsvRows out;
    private final RecordComponent[] components;
    private final Decisions<C> all;

    DecisionRows(CsvRows out, Class<C> choice, Decisions<C> all) {
        this.out = out;
        this.components = choice.getRecordComponents();
        this.all = all;
    }

    void header() throws IOException {
        List<String> names = new ArrayList<>(List.of("customer_id"));
        for (RecordComponent component : components) {
            names.add(component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));
        }
        names.addAll(List.of("reason", "overridden_by", "at", "model", "format"));
        out.header(names);
    }

    void write(Decision<C> decision) throws IOException {
        out.text(decision.customer());
        for (RecordComponent component : components) {
            cell(value(component, decision.choice()));
        }
        out.text(String.join("; ", decision.reasons()));
        out.text(decision.revision() == null ? "" : decision.revision().by().by());
        out.text(all.provenance().at().toString());
        out.text(all.provenance().model() == null ? "" : all.provenance().model());
        out.text(all.kind() + "/" + VERSION);
        out.endRow();
    }

    private static @Nullable Object value(RecordComponent component, Record choice) {
        try {
            return component.getAccessor().invoke(choice);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(choice.getClass() + " must be a public record", e);
        }
    }

    private void cell(@Nullable Object value) throws IOException {
        if (value instanceof Number number) {
            out.number(number.doubleValue());
        } else {
            out.text(value == null ? "" : value.toString());
        }
    }
}
