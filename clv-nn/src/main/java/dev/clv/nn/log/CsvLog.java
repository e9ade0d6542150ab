package dev.clv.nn.log;

import dev.clv.nn.train.Epoch;
import dev.clv.nn.train.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/**
 * Writes one line per epoch, flushed at once: {@code epoch,train_loss,validation_loss,best}. Losses are written in
 * full, so that reading them back gives the same numbers; without validation rows that column is empty. For one
 * training at a time.
 *
 * <p>A writer that fails stops the training with an {@link UncheckedIOException}.
 */
public final class CsvLog implements TrainingListener {

    private final Writer writer;
    private boolean begun;

    private CsvLog(Writer writer) {
        this.writer = writer;
    }

    /** A log that goes to this writer, which the caller closes. */
    public static CsvLog to(Writer writer) {
        return new CsvLog(writer);
    }

    @Override
    public boolean onEpoch(Epoch epoch) {
        try {
            if (!begun) {
                writer.write("epoch,train_loss,validation_loss,best\n");
                begun = true;
            }
            String validation = Double.isNaN(epoch.validationLoss()) ? "" : String.valueOf(epoch.validationLoss());
            writer.write(epoch.number() + "," + epoch.trainLoss() + "," + validation + "," + epoch.best() + "\n");
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the training history could not be written after epoch " + epoch.number(), e);
        }
        return true;
    }
}
