package dev.clv.benchmarks.accuracy;

import dev.clv.features.event.EventLog;
import dev.clv.features.read.ColumnMapping;
import dev.clv.features.read.EventReader;
import dev.clv.simulate.ShopSimulation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Protocols on event logs: Online Retail, CDNOW and simulated shops. */
final class EventProtocols {

    private static final String ONLINE_RETAIL = """
            {"customer": "CustomerID",
             "time": {"column": "InvoiceDate", "pattern": "yyyy-MM-dd HH:mm:ss", "zone": "Europe/London"},
             "amount": {"product": ["Quantity", "UnitPrice"]}, "currency": "GBP", "order": "InvoiceNo",
             "product": "StockCode", "attributes": ["Country"],
             "drop": [{"column": "CustomerID", "blank": true}, {"column": "UnitPrice", "atMost": 0},
                      {"all": [{"column": "Quantity", "atMost": 0},
                               {"not": {"column": "InvoiceNo", "startsWith": "C"}}]}],
             "refundWhen": {"column": "InvoiceNo", "startsWith": "C"}}
            """;
    private static final String CDNOW = """
            {"header": ["master_id", "id", "date", "quantity", "amount"], "delimiter": "whitespace",
             "customer": "master_id", "time": {"column": "date", "pattern": "yyyyMMdd", "zone": "UTC"},
             "amount": "amount", "quantity": "quantity", "currency": "USD"}
            """;

    /** So many of a hundred customers make a small shop. */
    private static final int FEW = 13;

    /**
     * A model that can tell what histories can tell has seen so many customers at least, and three times those that it
     * is asked about.
     */
    private static final int MANY = 20_000;

    private EventProtocols() {}

    static EventLog onlineRetailLog(SharedData shared) {
        return read(ONLINE_RETAIL, shared.data("online_retail/online_retail.csv.gz"));
    }

    static EventLog cdnowLog(SharedData shared) {
        return read(CDNOW, shared.data("cdnow/CDNOW_sample.txt.gz"));
    }

    static Protocol onlineRetailTemporal(SharedData shared) {
        return new Protocol() {
            @Override
            public String name() {
                return "online_retail/temporal";
            }

            @Override
            public List<Run> runs(List<Integer> numbers) {
                EventLog log = onlineRetailLog(shared);
                Instant cutoff = midnight(log, "2011-09-10");
                EventLog known = SharedData.knownAt(log, cutoff);
                Map<String, Double> truth = shared.truth("online_retail/temporal/truth.csv");
                return numbers.stream()
                        .<Run>map(seed -> new EventRun(
                                known, midnight(log, "2011-06-12"), log, cutoff, Duration.ofDays(90), truth, seed))
                        .toList();
            }
        };
    }

    static Protocol onlineRetailCustomers(SharedData shared) {
        return customerSplit(
                "online_retail/customer_split",
                () -> onlineRetailLog(shared),
                "2011-09-10",
                90,
                () -> shared.truth("online_retail/customer_split/truth.csv"),
                SharedData::isTest);
    }

    /** Small shops: some 430 of the customers of Online Retail teach, the others are scored. */
    static Protocol onlineRetailFew(SharedData shared) {
        Supplier<Map<String, Double>> truths = () -> shared.truth("online_retail/customer_split/truth.csv");
        return customerSplit(
                "online_retail/few",
                () -> onlineRetailLog(shared).only(truths.get().keySet()),
                "2011-09-10",
                90,
                truths,
                (split, customer) -> SharedData.hundredth(split, "few:" + customer) >= FEW);
    }

    static Protocol cdnow(SharedData shared) {
        return customerSplit(
                "cdnow_sample",
                () -> cdnowLog(shared),
                "1997-10-01",
                273,
                () -> shared.truth("cdnow_sample/truth.csv"),
                SharedData::isTest);
    }

    /** Scored against the expected value that the simulation knows, on the customers that were trained on, later. */
    static Protocol simulated(int customers) {
        return simulated("simulated/" + customers, customers, null);
    }

    /**
     * The same customers, scored by a model of a large shop of the same kind: what their histories can tell at best.
     */
    static Protocol simulatedAtBest(int customers) {
        return simulated("simulated/" + customers + "/at_best", customers, shop(Math.max(MANY, 3 * customers), 999));
    }

    private static Protocol simulated(String name, int customers, @Nullable ShopSimulation teacher) {
        return new Protocol() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<Run> runs(List<Integer> numbers) {
                return numbers.stream()
                        .<Run>map(seed -> {
                            ShopSimulation shop = shop(customers, 1000L + seed);
                            EventLog log = shop.log();
                            Duration horizon = Duration.ofDays(180);
                            Instant cutoff = shop.end();
                            SortedMap<String, Double> expected = shop.expectedValues(cutoff, horizon);
                            Map<String, Double> truth = new LinkedHashMap<>();
                            expected.forEach((id, value) -> truth.put(id, Math.max(0, value)));
                            EventLog taught = teacher == null ? log : teacher.log();
                            return new EventRun(taught, cutoff.minus(horizon), log, cutoff, horizon, truth, seed);
                        })
                        .toList();
            }
        };
    }

    private static ShopSimulation shop(int customers, long seed) {
        return ShopSimulation.builder()
                .customers(customers)
                .days(730)
                .seed(seed)
                .build();
    }

    private static Protocol customerSplit(
            String name,
            Supplier<EventLog> logs,
            String cutoff,
            int days,
            Supplier<Map<String, Double>> truths,
            BiPredicate<Integer, String> isTest) {
        return new Protocol() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<Run> runs(List<Integer> numbers) {
                EventLog log = logs.get();
                Instant at = midnight(log, cutoff);
                Map<String, Double> truth = truths.get();
                return numbers.stream()
                        .<Run>map(split -> {
                            Set<String> trained = new HashSet<>();
                            Map<String, Double> tested = new LinkedHashMap<>();
                            for (String customer : log.customers()) {
                                Double value = truth.get(customer);
                                if (value != null && isTest.test(split, customer)) {
                                    tested.put(customer, value);
                                } else {
                                    trained.add(customer);
                                }
                            }
                            return new EventRun(log.only(trained), at, log, at, Duration.ofDays(days), tested, split);
                        })
                        .toList();
            }
        };
    }

    private static EventLog read(String mapping, Path file) {
        return EventReader.csv().mapping(ColumnMapping.json(mapping)).read(file);
    }

    private static Instant midnight(EventLog log, String date) {
        return LocalDate.parse(date).atStartOfDay(log.zone()).toInstant();
    }

    /** All of them, the quickest first. */
    static List<Protocol> all(SharedData shared) {
        List<Protocol> all = new ArrayList<>();
        all.add(cdnow(shared));
        all.add(simulated(200));
        all.add(simulatedAtBest(200));
        all.add(simulated(2_000));
        all.add(simulatedAtBest(2_000));
        all.add(onlineRetailFew(shared));
        all.add(onlineRetailCustomers(shared));
        all.add(onlineRetailTemporal(shared));
        all.add(simulated(20_000));
        all.add(simulatedAtBest(20_000));
        return all;
    }
}
