package dev.clv;

import com.google.common.hash.Hashing;
import com.google.common.hash.HashingOutputStream;
import dev.clv.features.FeatureSchema;
import dev.clv.features.select.SelectionReport;
import dev.clv.reason.Dependence;
import dev.clv.store.ModelFile;
import dev.clv.store.ModelFormatException;
import dev.clv.store.Section;
import dev.clv.value.LevelUncertainty;
import dev.clv.value.TotalInterval;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;

/** The common part of models of event logs and of plain tables. Immutable and thread-safe. */
public abstract sealed class ValueModel permits ClvModel, TableModel {

    private static final int FINGERPRINT = 16;

    private final RowModel rows;

    ValueModel(RowModel rows) {
        this.rows = rows;
    }

    /** The same model for rows of features. */
    final RowModel rows() {
        return rows;
    }

    /** The whole model as a section, its {@code kind} first. */
    abstract Section section();

    static Section section(String kind) {
        return Section.root().put("kind", kind);
    }

    static void requireKind(Section in, String kind) throws ModelFormatException {
        String found = in.word("kind");
        if (!found.equals(kind)) {
            String remedy = switch (found) {
                case TableModel.KIND -> "load it as the model of a plain table";
                case ClvModel.KIND -> "load it as the model of an event log";
                default -> "it is of another program, or of a later version of this one";
            };
            throw in.unsuitable("kind", "is '" + found + "', not '" + kind + "'; " + remedy);
        }
    }

    /**
     * Writes the model into one file, whole or not at all. The file holds what was learned about the population: no
     * customer's id, text or row, and no number of a feature or a label that fewer than 20 customers reach.
     *
     * <p>A symbolic link stays one: the file it points to is replaced. A replaced file's permissions are kept. If the
     * process is killed during a save, a hidden file {@code .NAME.UUID.part} stays behind; the next save of the same
     * name removes it once it is an hour old.
     *
     * @param path where; an existing file is replaced, its folder must exist
     * @throws IOException if the file cannot be written; the message names {@code path}, and an old file is unchanged
     */
    public final void save(Path path) throws IOException {
        ModelFile.save(section(), path);
    }

    /** Writes the model to a stream, which is flushed and stays open: the same bytes as a saved file's. */
    public final void write(OutputStream out) throws IOException {
        ModelFile.write(section(), out);
    }

    /**
     * Tells this model from all others: the first 16 hexadecimal digits of the SHA-256 of the bytes that {@link #write}
     * writes. A model that was saved and loaded has the same one.
     */
    public final String fingerprint() {
        try (HashingOutputStream out = new HashingOutputStream(Hashing.sha256(), OutputStream.nullOutputStream())) {
            write(out);
            return out.hash().toString().substring(0, FINGERPRINT);
        } catch (IOException e) {
            throw new UncheckedIOException("a model is hashed without a file", e);
        }
    }

    /**
     * How the value depends on one feature, over the typical customers of training, who are few: good for a first look.
     *
     * @throws IllegalArgumentException if the model has no such feature
     */
    public final Dependence dependence(String feature) {
        return rows.explainer().dependence(feature);
    }

    /** How far the totals of all customers may be off together. */
    LevelUncertainty levelUncertainty() {
        return LevelUncertainty.UNKNOWN;
    }

    /**
     * The total value of some customers, for instance those of a segment, with an interval. It allows for what single
     * customers do by chance and, for a model of an event log whose training origins span a horizon or more, for how
     * far the totals of past origins were off.
     *
     * @param predictions that this model made, of different customers as of one time; may be empty
     * @param share the probability of the interval, in (0, 1), for instance 0.8
     * @throws IllegalArgumentException if the share is not in (0, 1), the model's loss describes no distribution, or a
     *     prediction knows some quantiles only, as one from JSON does
     */
    public final TotalInterval total(Collection<ClvPrediction> predictions, double share) {
        return TotalInterval.of(
                predictions.stream().map(ClvPrediction::distribution).toList(), levelUncertainty(), share);
    }

    /** The features the model looks at. */
    public final FeatureSchema schema() {
        return rows.regressor().schema();
    }

    /**
     * Which features training kept and which it dropped, and why; {@link SelectionReport#NONE} unless a selection was
     * asked for, see {@link ModelBuilder#features}.
     */
    public final SelectionReport selection() {
        return summary().selection();
    }

    /** The currency of all amounts, as an ISO 4217 code; {@code XXX} if none was named. */
    public final String currency() {
        return rows.currency();
    }

    /** What it was trained on. */
    public final TrainingSummary summary() {
        return rows.summary();
    }

    /** Where the model comes from, what it was trained on, how well, and how large it is. */
    public final ModelDescription describe() {
        try {
            return ModelDescription.of(section());
        } catch (IOException e) {
            throw new UncheckedIOException("a model describes itself without a file", e);
        }
    }
}
