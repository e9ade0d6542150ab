package dev.clv.serve.drift;

import dev.clv.ClvModel;
import dev.clv.features.event.EventLog;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often reports on shops that do not change tell something, by the level of {@link Chance}.
 *
 * @param customers of a log on average
 * @param reports how many
 * @param comparisons of a report on average
 * @param alarms how many reports tell something, by level
 * @param blamed how often each statistic was detected at the lowest level
 * @param seconds of a report
 */
record FalseAlarms(
        double customers,
        int reports,
        double comparisons,
        Map<Double, Integer> alarms,
        Map<String, Integer> blamed,
        double seconds) {

    static final int CUTOFF = 392;

    private static final double[] LEVELS = {3, 3.25, 3.5, Chance.LEVEL, 4};
    private static final int MONTHS = 6;

    /**
     * Reports on six months of each shop, by a model that was trained on another one.
     *
     * @param model of another shop
     * @param joining customers a day
     */
    static FalseAlarms of(ClvModel model, double joining, int shops, long firstSeed) {
        DriftMonitor monitor = DriftMonitor.of(model);
        Map<Double, Integer> alarms = new TreeMap<>();
        Arrays.stream(LEVELS).forEach(level -> alarms.put(level, 0));
        Map<String, Integer> blamed = new TreeMap<>();
        long compared = 0;
        long customers = 0;
        long begin = System.nanoTime();
        for (int shop = 0; shop < shops; shop++) {
            EventLog log = new StationaryShop(joining, CUTOFF + 28 * MONTHS, firstSeed + shop).log();
            customers += log.customerCount();
            for (int month = 1; month <= MONTHS; month++) {
                DriftMonitor.Comparison comparison = monitor.comparison(log, StationaryShop.day(CUTOFF + 28 * month));
                compared += comparison.changes().size();
                alarms.replaceAll((level, count) ->
                        count + (comparison.changes().stream().anyMatch(change -> change.isDetected(level)) ? 1 : 0));
                comparison.changes().stream()
                        .filter(change -> change.isDetected(LEVELS[0]))
                        .forEach(change -> blamed.merge(change.statistic(), 1, Integer::sum));
            }
        }
        int reports = shops * MONTHS;
        return new FalseAlarms(
                (double) customers / shops,
                reports,
                (double) compared / reports,
                alarms,
                blamed,
                (System.nanoTime() - begin) / 1e9 / reports);
    }

    /**
     * Prints them.
     *
     * @param arguments customers who join a day, number of shops, first seed; one more for a model that reads events
     *     one by one
     */
    public static void main(String[] arguments) {
        double joining = Double.parseDouble(arguments[0]);
        boolean reading = arguments.length > 3;
        FalseAlarms found = of(
                reading ? StationaryShop.readingModel(joining, CUTOFF) : StationaryShop.model(joining, CUTOFF),
                joining,
                Integer.parseInt(arguments[1]),
                Long.parseLong(arguments[2]));
        System.out.printf(
                Locale.ROOT,
                "%.0f customers, %d reports of %.0f comparisons, %.2f s each; by level %s; at the lowest %s%n",
                found.customers,
                found.reports,
                found.comparisons,
                found.seconds,
                found.alarms,
                found.blamed);
    }
}
