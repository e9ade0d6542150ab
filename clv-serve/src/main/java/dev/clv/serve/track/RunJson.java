package dev.clv.serve.track;

import dev.clv.caution.Caution;
import dev.clv.explain.json.JsonObject;
import dev.clv.train.NetworkRun;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;

/** The file {@code run.json}. */
final class RunJson {

    private static final String KIND = "clv-run";
    private static final int FORMAT = 1;

    private RunJson() {}

    static String write(Run run) {
        return JsonObject.of(KIND, FORMAT)
                .put("at", run.at().toString())
                .put("command", run.command())
                .put("settings", part(run.settings()))
                .put("environment", part(run.environment().words()))
                .put("inputs", run.inputs().stream().map(RunJson::part).toList())
                .put("quality", part(run.quality()))
                .put("cutoffs", run.cutoffs().stream().map(Instant::toString).toList())
                .put("metrics", part(run.metrics()))
                .put("networks", run.networks().stream().map(RunJson::part).toList())
                .put("cautions", run.cautions().stream().map(RunJson::part).toList())
                .put("model_sha256", run.model())
                .toString();
    }

    private static JsonObject part(Map<String, ?> values) {
        JsonObject part = JsonObject.part();
        values.forEach(part::put);
        return part;
    }

    private static JsonObject part(RunInput input) {
        return JsonObject.part()
                .put("role", input.role())
                .put("path", input.path().toString())
                .put("bytes", input.bytes())
                .put("sha256", input.sha256());
    }

    private static JsonObject part(NetworkRun network) {
        return JsonObject.part()
                .put("epochs", network.epochs())
                .put("best_epoch", network.bestEpoch())
                .put("validation_loss", network.validationLoss())
                .put("training_losses", network.trainingLosses())
                .put("validation_losses", network.validationLosses());
    }

    private static JsonObject part(Caution caution) {
        return JsonObject.part().put("key", caution.key()).put("sentence", caution.sentence());
    }

    static Run read(Path folder) throws IOException {
        Path file = folder.resolve(Run.RECORD);
        if (!Files.isRegularFile(file)) {
            throw new IOException(
                    "'" + folder + "' is no run: it has no " + Run.RECORD + "; name a folder that a training wrote");
        }
        String text;
        try {
            text = Files.readString(file);
        } catch (CharacterCodingException e) {
            throw damaged(file, "it is not UTF-8", e);
        }
        try {
            JsonObject json = JsonObject.read(text, KIND, FORMAT);
            return new Run(
                    folder.toAbsolutePath().normalize().getFileName().toString(),
                    Instant.parse(json.text("at")),
                    json.texts("command"),
                    values(json.part("settings"), JsonObject::text),
                    RunEnvironment.of(values(json.part("environment"), JsonObject::text)),
                    json.parts("inputs", RunJson::input),
                    values(json.part("quality"), JsonObject::count),
                    json.texts("cutoffs").stream().map(Instant::parse).toList(),
                    values(json.part("metrics"), JsonObject::number),
                    json.parts("networks", RunJson::network),
                    json.parts("cautions", one -> new Caution(one.text("key"), one.text("sentence"))),
                    json.text("model_sha256"));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw damaged(file, String.valueOf(e.getMessage()), e);
        }
    }

    private static IOException damaged(Path file, String why, Exception cause) {
        return new IOException("'" + file + "' is damaged: " + why + "; put back a copy of it", cause);
    }

    private static <T> Map<String, T> values(JsonObject json, BiFunction<JsonObject, String, T> read) {
        Map<String, T> values = new LinkedHashMap<>();
        json.members().keySet().forEach(name -> values.put(name, read.apply(json, name)));
        return values;
    }

    private static RunInput input(JsonObject json) {
        return new RunInput(json.text("role"), Path.of(json.text("path")), json.count("bytes"), json.text("sha256"));
    }

    private static NetworkRun network(JsonObject json) {
        return new NetworkRun(
                json.integer("epochs"),
                json.integer("best_epoch"),
                json.number("validation_loss"),
                json.numbers("training_losses"),
                json.numbers("validation_losses"));
    }
}
