package dev.clv.examples.cli;

import dev.clv.ClvModel;
import dev.clv.ModelDescription;
import dev.clv.features.event.EventLog;
import dev.clv.features.read.ColumnMapping;
import dev.clv.features.read.EventReader;
import dev.clv.features.read.FileEventReader;
import dev.clv.serve.http.Access;
import dev.clv.serve.http.LiveServer;
import dev.clv.serve.http.LiveServerBuilder;
import dev.clv.serve.live.DurableStore;
import dev.clv.serve.live.LiveScorer;
import dev.clv.serve.live.LiveScorerBuilder;
import dev.clv.serve.live.ModelVersion;
import dev.clv.serve.live.StoreException;
import dev.clv.serve.live.UnfitStateException;
import dev.clv.store.ModelFormatException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "serve",
        description = "Takes events over HTTP and predicts and explains customers as they are at the moment. Runs until"
                + " it is stopped. /openapi.json describes what it answers, and / is a page that looks a customer up.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  clv serve --model model.clvm --state states --history events.csv.gz",
            "  curl -d '{\"customer_id\":\"17850\",\"time\":\"2026-03-01T10:00:00Z\",\"amount\":12.5}'"
                    + " localhost:8080/events",
            "  curl localhost:8080/customers/17850/prediction"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the options before the call
final class ServeCommand implements Callable<Integer> {

    private static final int WARM_UP = 200;

    private final Terminal terminal;

    @Option(names = "--model", paramLabel = "model.clvm", required = true, description = "The model file.")
    private Path model;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "The port to listen on; 0 for any that is free (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "The address to listen on; 0.0.0.0 for all of this machine (default: ${DEFAULT-VALUE}, which"
                    + " only this machine reaches).")
    private String host;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "A file with the token that clients must send as 'Authorization: Bearer TOKEN'.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Keeps what was taken in in this folder, also when the process is killed (default: in memory,"
                    + " until the process ends).")
    private @Nullable Path state;

    @Option(
            names = "--keep-events",
            description = "Keeps every event, so that a model of other features can take over.")
    private boolean keepEvents;

    @Option(
            names = "--history",
            paramLabel = "EVENTS",
            description = "The event log so far, which is taken in first; only into an empty state.")
    private @Nullable Path history;

    @Option(names = "--mapping", paramLabel = "M.json", description = "Which column of --history means what.")
    private @Nullable Path mapping;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "The zone whose calendar days count, that of the log of training (default: that of the"
                    + " mapping, or UTC).")
    private @Nullable ZoneId zone;

    @Option(
            names = "--lateness",
            paramLabel = "SPAN",
            converter = Span.class,
            defaultValue = "2d",
            description = "By how much an event may be older than its customer's newest one (default:"
                    + " ${DEFAULT-VALUE}).")
    private Duration lateness;

    @Option(
            names = "--reload",
            paramLabel = "SPAN",
            converter = Span.class,
            description = "Looks so often whether the model file was replaced, and lets the new model answer then.")
    private @Nullable Duration reload;

    @Option(
            names = "--access-log",
            paramLabel = "FILE",
            description = "Appends a line for each request, without anything personal.")
    private @Nullable Path accessLog;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    ServeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (history == null && mapping != null) {
            throw new UsageException("--mapping says how --history is read; name that file, too");
        }
        FileTime stamp = Files.exists(model) ? Files.getLastModifiedTime(model) : FileTime.fromMillis(0);
        ClvModel first = load();
        ColumnMapping columns = mapping == null ? null : ColumnMapping.json(mapping);
        try (LiveScorer scorer = scorer(first, columns)) {
            if (history != null) {
                replay(scorer, columns);
            }
            warmUp(scorer);
            serve(scorer, stamp);
        } catch (UnfitStateException e) {
            throw new UsageException("the states in '" + state + "' are of other features than those of '" + model
                    + "'; name an empty folder by --state, and take in the log by --history. With --keep-events from the"
                    + " beginning, states are folded again where features change");
        } catch (StoreException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        return 0;
    }

    private ClvModel load() throws IOException {
        try {
            return ClvModel.load(model);
        } catch (ModelFormatException e) {
            if (ModelDescription.load(model).model().equals("table")) {
                throw new UsageException(
                        "'" + model + "' is the model of a plain table, which has no events to take in; name"
                                + " the model of an event log");
            }
            throw e;
        }
    }

    private ZoneId zone(@Nullable ColumnMapping columns) {
        ZoneId ofMapping = columns == null ? null : columns.zone();
        return zone != null ? zone : ofMapping != null ? ofMapping : ZoneOffset.UTC;
    }

    private LiveScorer scorer(ClvModel first, @Nullable ColumnMapping columns) {
        LiveScorerBuilder settings =
                LiveScorer.builder(first).zone(zone(columns)).lateness(lateness);
        if (state != null) {
            settings.store(DurableStore.open(state));
        }
        if (keepEvents) {
            settings.keepEvents();
        }
        return settings.open();
    }

    private void replay(LiveScorer scorer, @Nullable ColumnMapping columns) {
        Path file = Objects.requireNonNull(history);
        scorer.customers(customer -> {
            throw new UsageException(
                    "the folder '" + state + "' knows customers already, and goes on from where it was;"
                            + " leave --history out, or name an empty folder by --state to begin anew");
        });
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        FileEventReader<?> reader = name.matches(".*\\.(json|jsonl|ndjson)(\\..*)?")
                ? EventReader.jsonLines()
                : EventReader.csv().threads(Runtime.getRuntime().availableProcessors());
        if (columns != null) {
            reader.mapping(columns);
        }
        EventLog log = reader.zone(zone(columns)).read(file);
        terminal.note("%s", QualityNote.line(log));
        try {
            scorer.replay(log);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        terminal.note(
                "took in the history of %d customers; send events from %s on",
                log.customerCount(), log.observedUntil());
    }

    /** So that the first questions are answered as fast as later ones. */
    private static void warmUp(LiveScorer scorer) {
        List<String> some = new ArrayList<>();
        scorer.customers(customer -> {
            if (some.size() < WARM_UP) {
                some.add(customer);
            }
        });
        Instant now = Instant.now();
        for (String customer : some) {
            scorer.score(customer, now);
        }
        if (!some.isEmpty()) {
            scorer.explain(some.get(0), now);
        }
    }

    private void serve(LiveScorer scorer, FileTime stamp) throws IOException {
        try (PrintStream access = access();
                LiveServer server = settings(scorer, access).start()) {
            terminal.note(
                    "serving model %s on http://%s:%d/ ; stop it with Ctrl-C",
                    scorer.model().name(), host, server.port());
            Thread hook = new Thread(this::stopAndWait, "clv-stop");
            Runtime.getRuntime().addShutdownHook(hook);
            try {
                watch(scorer, stamp);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        } finally {
            closed.countDown();
        }
    }

    /** When the process is asked to end: ends the command, and waits until everything is closed. */
    private void stopAndWait() {
        stopped.countDown();
        try {
            closed.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private LiveServerBuilder settings(LiveScorer scorer, @Nullable PrintStream access) throws IOException {
        LiveServerBuilder settings =
                LiveServer.builder(scorer, Clock.systemUTC()).host(host);
        settings.port(port);
        try {
            if (tokenFile != null) {
                settings.token(Files.readString(tokenFile).strip());
            }
        } catch (IllegalArgumentException e) {
            String option = tokenFile == null ? "" : "--token-file '" + tokenFile + "': ";
            throw new UsageException(option + e.getMessage());
        }
        settings.failures(failure -> terminal.note("%s", failure));
        if (access != null) {
            Consumer<Access> lines = line -> access.println(Instant.now() + " " + line);
            settings.accessLog(lines);
        }
        return settings;
    }

    private @Nullable PrintStream access() throws IOException {
        return accessLog == null
                ? null
                : new PrintStream(
                        Files.newOutputStream(accessLog, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                        true,
                        StandardCharsets.UTF_8);
    }

    /** Until it is stopped. */
    private void watch(LiveScorer scorer, FileTime first) throws InterruptedException {
        if (reload == null) {
            stopped.await();
            return;
        }
        FileTime seen = first;
        String told = "";
        while (!stopped.await(reload.toMillis(), TimeUnit.MILLISECONDS)) {
            try {
                FileTime now = Files.getLastModifiedTime(model);
                if (now.equals(seen)) {
                    continue;
                }
                seen = now;
                told = "";
                ModelVersion next = ModelVersion.of(ClvModel.load(model));
                if (!next.name().equals(scorer.model().name())) {
                    scorer.warmUpAndSwap(next, WARM_UP, Instant.now());
                    terminal.note("model %s answers from now on", next.name());
                }
            } catch (IOException | RuntimeException e) {
                // The model that answers stays, whatever is wrong with the new file.
                String why = e instanceof NoSuchFileException
                        ? "there is no file '" + model + "' any more; the model that answers stays"
                        : "the new model file is not used: " + e.getMessage();
                if (!why.equals(told)) {
                    terminal.note("%s", why);
                    told = why;
                }
            }
        }
    }
}
