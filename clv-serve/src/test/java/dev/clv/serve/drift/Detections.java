package dev.clv.serve.drift;

import dev.clv.features.event.EventLog;
import dev.clv.features.event.Purchase;
import dev.clv.features.event.View;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How many days after a shift the first report tells it, of reports every fortnight. */
final class Detections {

    private static final int FORTNIGHT = 14;
    private static final int MOST = 9;

    private static final List<Named> ALL = List.of(
            new Named("prices up 20 %", Shifts.amounts(draw -> 1.2), DriftKind.AMOUNT, "amounts of purchases"),
            new Named("amounts times 100", Shifts.amounts(draw -> 100), DriftKind.AMOUNT, "amounts of purchases"),
            new Named("half of the views lost", Shifts.lost(View.class, 0.5), DriftKind.VOLUME, "product views"),
            new Named("purchases down 30 %", Shifts.lost(Purchase.class, 0.3), DriftKind.VOLUME, "purchases"),
            new Named(
                    "a new channel, 30 % of those who join",
                    Shifts.channel("new", 0.3), DriftKind.CATEGORY, "'channel'"),
            new Named("an attribute that stops", Shifts.channel(null, 1), DriftKind.CATEGORY, "'channel'"),
            new Named("products that stop", Shifts.withoutProducts(), DriftKind.MISSING, "product of purchases"),
            new Named("10 bots a day", Shifts.bots(10), DriftKind.VOLUME, "new customers"),
            new Named("one bot", Shifts.oneBot(), DriftKind.VOLUME, "product views of the busiest"),
            new Named("amounts times 3: intervals", Shifts.amounts(draw -> 3), DriftKind.OUTCOME, "80 % intervals"));

    private Detections() {}

    /** @param subject how the subject of a finding begins that tells of the shift */
    private record Named(String name, StationaryShop.Shift shift, DriftKind kind, String subject) {

        boolean isIn(DriftReport report) {
            return report.detected().stream()
                    .anyMatch(finding ->
                            finding.kind() == kind && finding.subject().startsWith(subject));
        }
    }

    /** @param arguments customers who join a day, number of shops, and perhaps a part of the name of a shift */
    public static void main(String[] arguments) {
        double joining = Double.parseDouble(arguments[0]);
        int shops = Integer.parseInt(arguments[1]);
        int cutoff = FalseAlarms.CUTOFF;
        int from = cutoff + 42;
        DriftMonitor monitor = DriftMonitor.of(StationaryShop.model(joining, cutoff));
        for (Named named : ALL) {
            if (arguments.length > 2 && !named.name().contains(arguments[2])) {
                continue;
            }
            Map<Integer, Integer> shopsByDays = new TreeMap<>();
            for (int shop = 0; shop < shops; shop++) {
                EventLog log =
                        new StationaryShop(joining, from + MOST * FORTNIGHT, 900 + shop).log(from, named.shift());
                int days = FORTNIGHT;
                while (days <= MOST * FORTNIGHT && !named.isIn(monitor.compare(log, StationaryShop.day(from + days)))) {
                    days += FORTNIGHT;
                }
                shopsByDays.merge(days, 1, Integer::sum);
            }
            System.out.printf(Locale.ROOT, "%s: shops by days %s%n", named.name(), shopsByDays);
        }
    }
}
