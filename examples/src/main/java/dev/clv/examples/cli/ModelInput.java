package dev.clv.examples.cli;

import dev.clv.ClvModel;
import dev.clv.ModelDescription;
import dev.clv.TableModel;
import dev.clv.caution.Caution;
import dev.clv.decide.Exclusions;
import dev.clv.features.event.EventLog;
import dev.clv.features.event.LogFacts;
import dev.clv.features.event.StoredLog;
import dev.clv.features.table.Table;
import dev.clv.store.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A model on the command line, with the event log or plain table of the customers to predict. */
@SuppressWarnings("NullAway.Init") // picocli sets the options before the call
final class ModelInput {

    @Mixin
    private LogInput input;

    @Option(names = "--model", paramLabel = "model.clvm", description = "The model file.")
    private @Nullable Path file;

    @Option(
            names = "--at",
            paramLabel = "D",
            converter = Moment.Converter.class,
            description = "As of when, a date or an instant: the model sees what lies before it. Required for an event"
                    + " log.")
    private @Nullable Moment at;

    @Option(names = "--table", description = "EVENTS is a plain table of columns, one row a customer.")
    private boolean table;

    /** Refuses to write over the model or a file that is read with it. */
    void requireNotInput(@Nullable Path out, String option) throws IOException {
        if (file != null) {
            Destination.requireOther(out, option, file);
        }
        input.requireNotInput(out, option);
    }

    /** Whether only some customers were asked for. */
    boolean isRestricted() {
        return input.isRestricted();
    }

    boolean hasModel() {
        return file != null;
    }

    boolean isTable() {
        return table;
    }

    /** The model of an event log; an instant must have been given. */
    ClvModel logModel() throws IOException {
        return logModel("'" + file + "' is the model of a plain table, but '" + input.file()
                + "' is taken for an event log; add --table, and leave out --at, or name the model of a log");
    }

    /**
     * The same for a command that has nothing to say of plain tables.
     *
     * @param need why, such as {@code "drift needs an event log, as ..."}
     */
    ClvModel logModelOnly(String need) throws IOException {
        if (table) {
            throw new UsageException(need + "; leave out --table, give --at, and name the model of an event log");
        }
        return logModel(need + ", and '" + file + "' is the model of one; name the model of an event log");
    }

    /** @param ofTable what to say if it is the model of a plain table */
    private ClvModel logModel(String ofTable) throws IOException {
        Path file = Require.given(this.file, "--model=model.clvm");
        try {
            ClvModel model = ClvModel.load(file);
            requireAt();
            return model;
        } catch (ModelFormatException e) {
            if (ModelDescription.load(file).model().equals("table")) {
                throw new UsageException(ofTable);
            }
            throw e;
        }
    }

    /** Prints the cautions of a result, and adds them to the file of --quality-json. */
    void cautions(List<Caution> cautions, Terminal terminal) throws IOException {
        input.cautions(cautions, terminal);
    }

    /** See {@link LogInput#objecting}. */
    Exclusions objecting(@Nullable Path objections, EventLog log) {
        return input.objecting(objections, log);
    }

    /** The event log. */
    EventLog log(Terminal terminal) throws IOException {
        return input.read(terminal);
    }

    /** Whether the log is too large for the memory that Java may use. */
    boolean isLarge() throws IOException {
        return input.isLarge();
    }

    /** The log in temporary files; to be closed. */
    StoredLog store(Terminal terminal) throws IOException {
        return input.store(terminal);
    }

    void requireAt() {
        Require.given(at, "--at");
    }

    /** As of when to look at the log. */
    Instant at(LogFacts log) {
        return Require.given(at, "--at").in(log.zone());
    }

    /** The model of a plain table; nothing may have been said that belongs to an event log. */
    TableModel tableModel() throws IOException {
        Path file = Require.given(this.file, "--model=model.clvm");
        try {
            TableModel model = TableModel.load(file);
            input.requireTable();
            Require.absent(at, "--at");
            return model;
        } catch (ModelFormatException e) {
            if (ModelDescription.load(file).model().equals("event-log")) {
                throw new UsageException(
                        "'" + file + "' is the model of an event log, but --table says that '" + input.file()
                                + "' is a plain table; leave out --table and give --at, or name the model of a table");
            }
            throw e;
        }
    }

    /** The whole table. */
    Table table() throws IOException {
        return input.table(reader -> reader);
    }

    /** The rows of the table whose customers were asked for. */
    Table rows(Table all, TableModel model, Terminal terminal) throws IOException {
        return input.restricted(all, model.features(all)::customer, terminal);
    }
}
