package dev.clv.examples.cli;

import dev.clv.decide.CsvRows;
import dev.clv.features.event.UnknownIds;
import dev.clv.features.read.CustomerIds;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A file of customer ids as {@link CustomerIds} reads it, which may have been written by {@link CsvRows}. */
final class CustomerList {

    private CustomerList() {}

    /**
     * The ids in a file; at least one.
     *
     * <p>An id that {@link CsvRows} may have made harmless counts as it was before, unless it is known as it stands.
     *
     * @param form from an id of the file to one as it would be known
     */
    static Set<String> read(Path file, UnaryOperator<String> form, Set<String> known) {
        Set<String> ids = new LinkedHashSet<>();
        for (String written : CustomerIds.read(file, id -> isKnown(id, form, known))) {
            String id = form.apply(written);
            ids.add(known.contains(id) ? id : form.apply(CsvRows.original(written)));
        }
        if (ids.isEmpty()) {
            throw new UsageException("'" + file + "' holds no customer id");
        }
        return ids;
    }

    private static boolean isKnown(String written, UnaryOperator<String> form, Set<String> known) {
        return known.contains(form.apply(written)) || known.contains(form.apply(CsvRows.original(written)));
    }

    /** What to say of ids that are not known; empty if all are. */
    static String unknown(UnknownIds ids, boolean mapped) {
        if (ids.unknown() == 0) {
            return "";
        }
        UnknownIds told = mapped
                ? ids
                : new UnknownIds(ids.asked(), ids.unknown(), ids.spelled(), ids.difference(), List.of(), ids.hint());
        return "; " + ids.unknown() + " of the " + ids.asked() + " ids asked for are not there"
                + (told.sentence().isEmpty() ? "" : ". " + told.sentence());
    }
}
