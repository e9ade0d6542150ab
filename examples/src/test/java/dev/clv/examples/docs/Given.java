package dev.clv.examples.docs;

import dev.clv.ClvModel;
import dev.clv.features.event.CustomerHistory;
import dev.clv.features.event.EventLog;
import dev.clv.features.read.EventReader;
import dev.clv.nn.train.TrainingData;
import dev.clv.simulate.ShopSimulation;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.zip.GZIPOutputStream;

/**
 * What the Java snippets of README.md and docs take as given: a shop of the years 2010 to 2012, a model of it, and
 * rows.
 */
public final class Given {

    public static final EventLog log;
    public static final Instant cutoff = Instant.parse("2011-06-09T00:00:00Z");
    public static final Instant laterCutoff = Instant.parse("2011-12-06T00:00:00Z");
    public static final Instant now = Instant.parse("2012-06-01T00:00:00Z");
    public static final ClvModel model;
    public static final CustomerHistory history;
    public static final List<String> premium;
    public static final List<String> basic;
    public static final Executor executor = Runnable::run;
    public static final Service service = new Service();

    public static final double[][] rows = rows(400);
    public static final double[][] x = rows;
    public static final double[][] trainingRows = rows;
    public static final double[] row = rows[0];
    public static final double[] y = myModel(rows);
    public static final TrainingData validation = TrainingData.of(rows(100), myModel(rows(100)));

    private static final Path FOLDER;

    static {
        try {
            FOLDER = Files.createTempDirectory("clv-docs");
            writeOrders(inFolder("orders.csv.gz"));
            Files.writeString(inFolder("shop.json"), """
                    {"customer": "customer_id", "time": {"column": "time", "zone": "UTC"}, "kind": "type",
                     "amount": "amount", "currency": "GBP", "attributes": ["attr.tier"]}
                    """);
            Files.writeString(inFolder("customers.csv"), customers());
            Files.writeString(inFolder("mailing.csv"), mailing(true));
            Files.writeString(inFolder("next.csv"), mailing(false));
            Files.writeString(inFolder("products.csv"), "product_id,name,brand\np1,Apple Watch,Apple\n");
            log = EventReader.csv().read(inFolder("orders.csv.gz"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        model = ClvModel.builder()
                .horizon(Duration.ofDays(180))
                .network(n -> n.hidden(8).members(2))
                .earlyStopping(10, 3)
                .train(log, cutoff);
        history = log.history("17850");
        List<String> customers = List.copyOf(log.customers());
        premium = customers.subList(0, 50);
        basic = customers.subList(50, 100);
    }

    private Given() {}

    /** The file of that name in a temporary folder; snippets say {@code Path.of(name)}. */
    public static Path inFolder(String name) {
        return FOLDER.resolve(name);
    }

    /** A value that grows with the first columns; 0 for half of the rows. */
    public static double[] myModel(double[][] rows) {
        double[] values = new double[rows.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(0, 10 * rows[i][0] + 5 * rows[i][1] * rows[i][2]);
        }
        return values;
    }

    /** Where a service shows sentences. */
    public static final class Service {
        public void show(String sentence) {
            if (sentence.isBlank()) {
                throw new IllegalArgumentException("an empty sentence");
            }
        }
    }

    private static void writeOrders(Path file) throws IOException {
        StringBuilder csv = new StringBuilder();
        ShopSimulation.builder()
                .customers(200)
                .firstDay(LocalDate.of(2010, 1, 1))
                .days(900)
                .currency("GBP")
                .seed(1)
                .build()
                .writeCsv(csv);
        // One customer with the id that README asks for.
        String text = csv.toString().replace("C0000012,", "17850,");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String customers() {
        StringBuilder csv = new StringBuilder("customer,orders,country,lifetime_value\n");
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200; i++) {
            int orders = random.nextInt(10);
            csv.append("K%03d,%d,%s,%d.50%n".formatted(i, orders, i % 2 == 0 ? "GB" : "FR", orders * 20));
        }
        return csv.toString();
    }

    /** A campaign whose letter helps the old and harms the young, or the customers of the next one. */
    private static String mailing(boolean over) {
        StringBuilder csv = new StringBuilder(over ? "age,region,arm,bought,opened\n" : "age,region\n");
        SplittableRandom random = new SplittableRandom(over ? 1 : 2);
        for (int i = 0; i < 600; i++) {
            int age = 20 + random.nextInt(60);
            String arm = List.of("nothing", "letter", "call").get(random.nextInt(3));
            double chance = 0.3 + (arm.equals("letter") ? 0.01 * (age - 45) : 0);
            csv.append("%d,%s".formatted(age, random.nextBoolean() ? "north" : "south"));
            csv.append(over ? ",%s,%d,%d%n".formatted(arm, random.nextDouble() < chance ? 1 : 0, i % 2) : "\n");
        }
        return csv.toString();
    }

    private static double[][] rows(int count) {
        SplittableRandom random = new SplittableRandom(count);
        double[][] rows = new double[count][20];
        for (double[] each : rows) {
            for (int j = 0; j < each.length; j++) {
                each[j] = random.nextDouble(-1, 1);
            }
        }
        return rows;
    }
}
