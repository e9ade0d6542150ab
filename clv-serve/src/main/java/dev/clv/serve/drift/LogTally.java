package dev.clv.serve.drift;

import dev.clv.features.event.AttributeChange;
import dev.clv.features.event.CustomerEvent;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The sums of every window of a log, from one walk over its histories. A customer is active in a window who did
 * anything in it, and new who did nothing for a long time before it ({@link Windows#gap}). Not thread-safe.
 */
final class LogTally {

    /** Whose values of an attribute are counted. */
    enum Who {
        ACTIVE("customers"),
        NEW("new customers");

        final String words;

        Who(String words) {
            this.words = words;
        }
    }

    private final Windows windows;
    private final LocalDate firstDay;
    private final CustomerSums[][] sums; // by measure and group of windows
    private final double[][][] daily; // by measure: numerators and denominators of days
    private final Map<String, CategoryCounts[]> ofActive = new TreeMap<>();
    private final Map<String, CategoryCounts[]> ofNew = new TreeMap<>();
    private final PairedLevels[] paired;
    private final CategoryCounts[] categories;
    private final Set<String> attributeNames = new TreeSet<>();
    private final Instant[] from;
    private final Instant[] until;
    private final Instant begin;
    private int customers;

    private LogTally(EventLog log, Windows windows) {
        this.windows = windows;
        // Whole days only: part of a day would look like a fall.
        LocalDate first = LocalDate.ofInstant(windows.referenceFrom(), windows.zone());
        boolean isWhole = first.atStartOfDay(windows.zone()).toInstant().equals(windows.referenceFrom());
        this.firstDay = isWhole ? first : first.plusDays(1);
        this.from = IntStream.range(0, windows.count()).mapToObj(windows::from).toArray(Instant[]::new);
        this.until =
                IntStream.range(0, windows.count()).mapToObj(windows::until).toArray(Instant[]::new);
        this.begin = windows.daysBefore(from[from.length - 1], windows.gap());
        int days = (int) ChronoUnit.DAYS.between(firstDay, LocalDate.ofInstant(windows.now(), windows.zone()));
        sums = new CustomerSums[Measure.values().length][windows.groups()];
        for (CustomerSums[] groups : sums) {
            Arrays.setAll(groups, group -> new CustomerSums());
        }
        daily = new double[Measure.values().length][2][days];
        paired = new PairedLevels[windows.groups()];
        Arrays.setAll(paired, group -> new PairedLevels());
        categories = counts();
        List<String> ids = log.customers();
        for (String id : ids) {
            log.history(id)
                    .before(windows.now())
                    .events(AttributeChange.class)
                    .forEach(change -> attributeNames.add(change.name()));
        }
        for (String id : ids) {
            new OneCustomer().count(log.history(id).before(windows.now()));
        }
    }

    static LogTally of(EventLog log, Windows windows) {
        return new LogTally(log, windows);
    }

    Windows windows() {
        return windows;
    }

    /** How many customers the log knows anything of before now. */
    int customers() {
        return customers;
    }

    /** The sums of a measure, by group of windows. */
    CustomerSums[] sums(Measure measure) {
        return sums[measure.ordinal()];
    }

    /** The levels of amounts of the customers who also bought in the reference, by group of windows. */
    PairedLevels[] paired() {
        return paired;
    }

    /** The counts of each attribute, by group of windows. */
    Map<String, CategoryCounts[]> attributes(Who who) {
        return who == Who.NEW ? ofNew : ofActive;
    }

    /** The counts of purchases by product category, by group of windows. */
    CategoryCounts[] categories() {
        return categories;
    }

    /**
     * Since when a measure is another one, and what it was before and after; null if it changed no more than before.
     */
    @Nullable
    Step onset(Measure measure) {
        double[][] days = daily[measure.ordinal()];
        double[] per = days[1];
        if (measure.kind == DriftKind.VOLUME) {
            per = new double[per.length];
            Arrays.fill(per, 1);
        }
        Onset onset = Onset.of(days[0], per);
        LocalDate day = firstDay.plusDays(onset.day());
        boolean isLater = day.isAfter(LocalDate.ofInstant(windows.reference(), windows.zone()));
        return onset.day() > 0 && isLater ? new Step(day, onset.before(), onset.after()) : null;
    }

    /** A change at a day: of a count a day, a share or a mean. */
    record Step(LocalDate day, double before, double after) {}

    private CategoryCounts[] counts() {
        CategoryCounts[] counts = new CategoryCounts[windows.groups()];
        Arrays.setAll(counts, group -> new CategoryCounts());
        return counts;
    }

    /** What one customer adds; once the history is read, it goes into the sums. */
    private final class OneCustomer {

        private final double[][][] own = new double[Measure.values().length][windows.groups()][2];
        private final boolean[] active = new boolean[windows.count()];
        private final boolean[] isNew = new boolean[windows.count()];
        private final Map<Integer, Map<String, Integer>> bought = new HashMap<>();

        void count(CustomerHistory history) {
            if (history.isEmpty()) {
                return;
            }
            customers++;
            Instant last = null;
            for (CustomerEvent event : history.eventsFrom(begin)) {
                if (!(event instanceof AttributeChange)) {
                    count(event, last);
                    last = event.time();
                }
            }
            addSums();
            addAttributes(history);
        }

        /** @param last when the customer did something before it; null if that is not known */
        private void count(CustomerEvent event, @Nullable Instant last) {
            if (!event.time().isBefore(from[windows.references()])) {
                int day = (int) ChronoUnit.DAYS.between(firstDay, LocalDate.ofInstant(event.time(), windows.zone()));
                Measure.of(event, (measure, numerator, denominator) -> {
                    if (day >= 0 && day < daily[measure.ordinal()][0].length) {
                        daily[measure.ordinal()][0][day] += numerator;
                        daily[measure.ordinal()][1][day] += denominator;
                    }
                });
            }
            int window = window(event.time());
            if (window < 0) {
                return;
            }
            int group = windows.group(window);
            Measure.of(event, (measure, numerator, denominator) -> add(measure, group, numerator, denominator));
            if (!active[window]) {
                active[window] = true;
                Instant since = windows.daysBefore(from[window], windows.gap());
                isNew[window] = last == null || last.isBefore(since);
                if (isNew[window]) {
                    add(Measure.NEW_CUSTOMERS, group, 1, 1);
                }
            }
            String category = Measure.category(event);
            if (category != null) {
                bought.computeIfAbsent(group, g -> new TreeMap<>()).merge(category, 1, Integer::sum);
            }
        }

        /** The window of a time; -1 for a time between reference and now, or before all windows. */
        private int window(Instant time) {
            for (int window = 0; window < from.length; window++) {
                if (!time.isBefore(from[window])) {
                    return time.isBefore(until[window]) ? window : -1;
                }
            }
            return -1;
        }

        private void add(Measure measure, int group, double numerator, double denominator) {
            own[measure.ordinal()][group][0] += numerator;
            own[measure.ordinal()][group][1] += denominator;
        }

        private void addSums() {
            for (Measure measure : Measure.values()) {
                double[][] groups = own[measure.ordinal()];
                for (int group = 0; group < groups.length; group++) {
                    sums(measure)[group].add(groups[group], groups[1]);
                    if (measure == Measure.AMOUNT) {
                        paired[group].add(groups[group], groups[1]);
                    }
                }
            }
            bought.forEach((group, rows) -> categories[group].add(rows));
        }

        /** The values that were known at the end of each window in which the customer was active. */
        private void addAttributes(CustomerHistory history) {
            Map<String, Map<Integer, Map<String, Integer>>> rows = new TreeMap<>();
            Map<String, Map<Integer, Map<String, Integer>>> rowsOfNew = new TreeMap<>();
            List<AttributeChange> changes = history.events(AttributeChange.class);
            Map<String, String> known = new HashMap<>();
            int next = 0;
            for (int window = from.length - 1; window >= 0; window--) {
                while (next < changes.size() && changes.get(next).time().isBefore(until[window])) {
                    known.put(changes.get(next).name(), changes.get(next).value());
                    next++;
                }
                if (active[window]) {
                    int group = windows.group(window);
                    for (String name : attributeNames) {
                        String value = known.getOrDefault(name, CategoryCounts.MISSING);
                        count(rows, name, group, value);
                        if (isNew[window]) {
                            count(rowsOfNew, name, group, value);
                        }
                    }
                }
            }
            add(Who.ACTIVE, rows);
            add(Who.NEW, rowsOfNew);
        }

        private void count(Map<String, Map<Integer, Map<String, Integer>>> rows, String name, int group, String value) {
            rows.computeIfAbsent(name, n -> new TreeMap<>())
                    .computeIfAbsent(group, g -> new TreeMap<>())
                    .merge(value, 1, Integer::sum);
        }

        private void add(Who who, Map<String, Map<Integer, Map<String, Integer>>> rows) {
            rows.forEach((name, groups) -> {
                CategoryCounts[] all = attributes(who).computeIfAbsent(name, n -> counts());
                groups.forEach((group, values) -> all[group].add(values));
            });
        }
    }
}
