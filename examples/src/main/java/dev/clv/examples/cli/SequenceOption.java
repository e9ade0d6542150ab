package dev.clv.examples.cli;

import dev.clv.ClvModelBuilder;
import dev.clv.examples.cli.config.Config;
import dev.clv.train.SequenceSettings;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option that lets networks read events one by one, beside {@code --text}. */
class SequenceOption extends TextOption {

    @Option(
            names = "--sequence",
            paramLabel = "ENCODER",
            converter = EncoderName.class,
            description = "Lets networks read the latest events of a customer one by one, too: gru:SIZE, lstm:SIZE,"
                    + " conv:SIZE or attention:SIZE, such as gru:64 (default: features alone).")
    private @Nullable String sequence;

    /** Refuses what is no encoder before anything is read. */
    static final class EncoderName implements ITypeConverter<String> {

        @Override
        public String convert(String name) {
            try {
                SequenceSettings.defaults().encoder(name);
                return name;
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** Changes a training that has what the configuration says. */
    final void applySequence(ClvModelBuilder builder) {
        String encoder = sequence;
        if (encoder != null) {
            builder.sequence(settings -> settings.encoder(encoder));
        }
    }

    final boolean hasSequence() {
        return sequence != null;
    }

    /** The key of the configuration that says the same; empty if the option was not given. */
    final Optional<Map<String, Object>> sequence(Config config) {
        return Optional.ofNullable(sequence).map(config::sequence);
    }

    /** Refuses both where the input is a plain table. */
    @Override
    void requireAbsent() {
        Require.absent(sequence, "--sequence");
        super.requireAbsent();
    }
}
