package dev.clv.features.event;

import dev.clv.features.event.DataQualityReport.Effect;
import dev.clv.features.event.DataQualityReport.Reason;
import dev.clv.features.internal.cell.Masked;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds a part of a log that ends long before the rest: purchases on one day of the week, in one category, with one
 * form of customers' ids or of numbers of orders, or with one value of an attribute, as where an export lacks a channel
 * from one day on.
 *
 * <p>In the {@value #REFERENCE} days up to its last one, the part had at least {@value #SHARE} of all purchases and
 * {@value #FEWEST_CUSTOMERS} customers. What came later would have that share of purchases with a probability below one
 * in a hundred million if there were none at random; it lasts for {@value #LEAST_DAYS} days, and longer than
 * {@value #TIMES} times any pause of the part before, the one before its beginning included, which spares seasonal
 * goods. A part whose place another one takes, as after a change of names, does not count.
 */
final class EndedPart {

    private static final int REFERENCE = 56;
    private static final double SHARE = 0.05;
    private static final int FEWEST_CUSTOMERS = 10;
    private static final int LEAST_DAYS = 28;
    private static final int TIMES = 2;
    private static final double IMPROBABLE = StrictMath.log(1e8);

    /** A part takes the place of another if it begins so many days around its end and has half of its share. */
    private static final int AROUND = 28;

    private static final double HALF = 0.5;

    /** Parts with fewer purchases of all are not looked at. */
    private static final double LEAST_SHARE = 0.02;

    private static final int FEWEST = 30;
    private static final int MOST_VALUES = 10_000;
    private static final int MOST_DAYS = 20_000;

    /** By what purchases are parted: the upper half of a key; an attribute by its number from the last one on. */
    private static final long ALL = 0;

    private static final long WEEKDAY = 1;
    private static final long CATEGORY = 2;
    private static final long CUSTOMER = 3;
    private static final long ORDER = 4;
    private static final long ATTRIBUTE = 5;
    private static final int OTHERS = 5;

    private final EventTable table;
    private final long earliest;

    /** One of so many customers is looked at. */
    private final int step;

    private final ZonedDays calendar;
    private final int days;

    /** The visits with a purchase before each day, and before the end. */
    private final long[] sums;

    private final Map<String, Integer> forms = new HashMap<>();
    private final int[] customerForms;
    private final int[] orderForms;

    private EndedPart(EventTable table, Instant from, ZoneId zone) {
        this.table = table;
        this.earliest = Micros.floor(from);
        this.step = table.step();
        long last = earliest;
        for (int i = 0; i < table.size(); i++) {
            last = isCounted(i) ? Math.max(last, table.times().get(i)) : last;
        }
        this.calendar = ZonedDays.of(from, last, zone, MOST_DAYS);
        this.days = calendar.size();
        this.sums = new long[days + 1];
        this.customerForms = new int[table.customers().size()];
        this.orderForms = new int[table.texts()[EventField.ORDER.ordinal()].size()];
    }

    /**
     * Remarks on such parts, once.
     *
     * @param from events before are left out, as they are detached
     */
    static void remark(EventTable table, Instant from, ZoneId zone, DataQualityReport.Builder tally) {
        EndedPart ended = new EndedPart(table, from, zone);
        if (ended.days > LEAST_DAYS && ended.days <= MOST_DAYS) {
            ended.remark(tally);
        }
    }

    private boolean isCounted(int i) {
        return table.kinds()[i] == EventTable.code(EventKind.PURCHASE)
                && table.times().get(i) >= earliest;
    }

    private void remark(DataQualityReport.Builder tally) {
        Map<Long, Part> parts = new HashMap<>();
        eachVisit(
                key -> parts.size() < MOST_VALUES || parts.containsKey(key)
                        ? parts.computeIfAbsent(key, Part::new)
                        : null,
                (part, customer, day) -> part.add(day));
        int total = parts.getOrDefault(ALL, new Part(ALL)).visits;
        parts.values().removeIf(part -> part.visits < Math.max(FEWEST, LEAST_SHARE * total));
        parts.values().forEach(part -> part.count(days));
        Part all = parts.remove(ALL);
        for (int day = 0; all != null && day < days; day++) {
            sums[day + 1] = sums[day] + all.counts[day];
        }
        List<Part> ended = parts.values().stream()
                .filter(this::hasEnded)
                .filter(part -> parts.values().stream().noneMatch(other -> replaces(other, part)))
                .sorted(Comparator.comparingLong(part -> part.key))
                .toList();
        List<Part> told = ended.stream()
                .filter(part -> customers(part) >= FEWEST_CUSTOMERS)
                .toList();
        if (!told.isEmpty()) {
            tally.count(new Reason(Effect.REMARKED, LogReasons.PART_ENDED, sentence(told)), daysAfter(told.get(0)));
        }
    }

    private int daysAfter(Part part) {
        return days - 1 - part.last();
    }

    private long visits(int from, int until) {
        return sums[until] - sums[Math.max(0, from)];
    }

    /** The share of a part in the days up to its last one. */
    private double share(Part part, int end) {
        return part.visits(end - REFERENCE, end) / Math.max(1.0, visits(end - REFERENCE, end));
    }

    private boolean hasEnded(Part part) {
        int end = part.last() + 1;
        double share = share(part, end);
        return share >= SHARE
                && share * visits(end, days) > IMPROBABLE
                && daysAfter(part) >= Math.max(LEAST_DAYS, TIMES * part.longestPause());
    }

    private boolean replaces(Part other, Part part) {
        return other != part
                && other.key >> Integer.SIZE == part.key >> Integer.SIZE
                && Math.abs(other.first() - part.last()) <= AROUND
                && share(other, Math.min(days, other.first() + REFERENCE)) >= HALF * share(part, part.last() + 1);
    }

    /** How many customers a part has in the days up to its last one. */
    private int customers(Part part) {
        BitSet seen = new BitSet();
        int from = part.last() - REFERENCE;
        eachVisit(
                key -> key == part.key ? part : null,
                (same, customer, day) -> seen.set(customer, day > from || seen.get(customer)));
        return seen.cardinality();
    }

    private interface Visit {

        void at(Part part, int customer, int day);
    }

    /**
     * Every customer's every time of purchases with all parts that it has a share in.
     *
     * @param parts the part of a key, or null if it is none
     */
    private void eachVisit(LongFunction<@Nullable Part> parts, Visit visit) {
        Keys keys = new Keys();
        for (int block = 0, customer = 0;
                (customer = Picked.at(block, step)) < table.customers().size();
                block++) {
            keys.start(customer);
            for (int i = table.starts()[customer]; i < table.starts()[customer + 1]; i++) {
                if (table.kinds()[i] == EventTable.ATTRIBUTE) {
                    keys.setAttribute(i);
                } else if (isCounted(i)) {
                    keys.set(i);
                    for (int slot = 0; slot < keys.size; slot++) {
                        Part part = keys.part(slot, parts);
                        if (part != null && part.isNew(customer, table.times().get(i))) {
                            visit.at(part, customer, keys.day);
                        }
                    }
                }
            }
        }
    }

    /** The keys of one event after the other, and their parts, which are mostly those of the event before. */
    private final class Keys {

        private long[] keys = new long[2 * OTHERS];
        private long[] known = new long[keys.length];
        private @Nullable Part[] found = new Part[keys.length];
        private int size = OTHERS;
        private int day;

        Keys() {
            keys[1] = key(WEEKDAY, 1 + calendar.weekday(0));
        }

        void start(int customer) {
            size = OTHERS;
            keys[0] = ALL;
            keys[3] = key(CUSTOMER, form(customerForms, customer, table.customers()));
        }

        void setAttribute(int i) {
            long dimension = ATTRIBUTE + table.textNumber(RecordedEvents.ATTRIBUTE_NAME, i);
            int slot = OTHERS;
            while (slot < size && keys[slot] >> Integer.SIZE != dimension) {
                slot++;
            }
            if (slot == keys.length) {
                keys = Arrays.copyOf(keys, 2 * slot);
                known = Arrays.copyOf(known, 2 * slot);
                found = Arrays.copyOf(found, 2 * slot);
            }
            size = Math.max(size, slot + 1);
            keys[slot] = key(dimension, table.textNumber(RecordedEvents.ATTRIBUTE_VALUE, i));
        }

        void set(int i) {
            long time = table.times().get(i);
            if (!calendar.contains(day, time)) {
                day = calendar.of(time);
                keys[1] = key(WEEKDAY, 1 + calendar.weekday(day));
            }
            keys[2] = key(CATEGORY, 1 + table.textNumber(EventField.CATEGORY.column, i));
            int order = table.textNumber(EventField.ORDER.column, i);
            keys[4] = key(
                    ORDER,
                    order == Texts.NONE ? 0 : form(orderForms, order, table.texts()[EventField.ORDER.ordinal()]));
        }

        private static long key(long dimension, int value) {
            return dimension << Integer.SIZE | value;
        }

        @Nullable
        Part part(int slot, LongFunction<@Nullable Part> parts) {
            if (known[slot] != keys[slot] || found[slot] == null) {
                known[slot] = keys[slot];
                found[slot] = parts.apply(keys[slot]);
            }
            return found[slot];
        }
    }

    private int form(int[] known, int text, Texts texts) {
        if (known[text] == 0) {
            String form = RespelledIds.form(texts.get(text));
            known[text] = forms.size() < MOST_VALUES || forms.containsKey(form)
                    ? forms.computeIfAbsent(form, any -> forms.size() + 1)
                    : MOST_VALUES + 1;
        }
        return known[text];
    }

    private String sentence(List<Part> ended) {
        Part first = ended.get(0);
        int end = first.last() + 1;
        Map<String, List<String>> shares = ended.stream()
                .collect(Collectors.groupingBy(
                        this::name,
                        LinkedHashMap::new,
                        Collectors.mapping(
                                part -> String.format(Locale.ROOT, "%.0f", 100 * share(part, part.last() + 1)),
                                Collectors.toList())));
        String names = shares.entrySet().stream()
                .map(entry -> named(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "days at the end, from %s on, saw no purchase %s, while there are %s%,d others: unless the shop has given that"
                        + " up, the export lacks it from then on, customers look inactive and values are too low. Export"
                        + " again, or leave such rows out of the time before too",
                calendar.date(end),
                names,
                step > 1 ? "about " : "",
                step * visits(end, days));
    }

    /** Parts that have one name, as values are not shown, with what share each had. */
    private static String named(String name, List<String> shares) {
        String several = shares.size() == 1
                ? name
                : name.replace("one of the categories", "several categories").replace("one value", "several values");
        return several + " (" + String.join(", ", shares) + " % before)";
    }

    private String name(Part part) {
        int value = (int) part.key;
        long dimension = part.key >> Integer.SIZE;
        if (dimension == WEEKDAY) {
            return "on a " + DayOfWeek.of(value).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
        }
        if (dimension == CATEGORY) {
            return value == 0 ? "without a category" : "in one of the categories";
        }
        if (dimension == CUSTOMER || dimension == ORDER) {
            String form = forms.entrySet().stream()
                    .filter(entry -> entry.getValue() == value)
                    .map(entry -> " of the form '" + IdShape.of(entry.getKey()) + "'")
                    .findAny()
                    .orElse("");
            return dimension == CUSTOMER
                    ? "of customers with ids" + form
                    : value == 0 ? "without a number of the order" : "with numbers of orders" + form;
        }
        String attribute = table.texts()[EventField.NAME.ordinal()].get((int) (dimension - ATTRIBUTE));
        return "with one value of the attribute '" + Masked.name(attribute) + "'";
    }

    /** One value of what purchases are parted by. */
    private static final class Part {

        private final long key;
        private int visits;

        /** The day of each visit. */
        private int[] dayOf = new int[8];

        private int[] counts = {};
        private int customer = -1;
        private long time;

        Part(long key) {
            this.key = key;
        }

        /** Whether the visit differs from the one before. */
        boolean isNew(int customer, long time) {
            boolean isNew = this.customer != customer || this.time != time;
            this.customer = customer;
            this.time = time;
            return isNew;
        }

        void add(int day) {
            if (visits == dayOf.length) {
                dayOf = Arrays.copyOf(dayOf, 2 * visits);
            }
            dayOf[visits++] = day;
        }

        /** Counts the visits by their days. */
        void count(int days) {
            counts = new int[days];
            for (int i = 0; i < visits; i++) {
                counts[dayOf[i]]++;
            }
            dayOf = new int[0];
        }

        int first() {
            int day = 0;
            while (counts[day] == 0) {
                day++;
            }
            return day;
        }

        int last() {
            int day = counts.length - 1;
            while (counts[day] == 0) {
                day--;
            }
            return day;
        }

        long visits(int from, int until) {
            return Arrays.stream(counts, Math.max(0, from), until)
                    .asLongStream()
                    .sum();
        }

        /** The most days without a purchase before the last one. */
        int longestPause() {
            int longest = 0;
            int before = -1;
            for (int day = 0; day <= last(); day++) {
                if (counts[day] > 0) {
                    longest = Math.max(longest, day - before - 1);
                    before = day;
                }
            }
            return longest;
        }
    }
}
