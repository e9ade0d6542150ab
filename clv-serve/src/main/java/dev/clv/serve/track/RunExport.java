package dev.clv.serve.track;

import com.google.common.hash.Hashing;
import dev.clv.nn.log.TensorBoardLog;
import dev.clv.nn.train.Epoch;
import dev.clv.train.NetworkRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs in the files of other programs, which this library does not depend on. Times are those of the runs. */
public final class RunExport {

    /** MLflow refuses longer values of a parameter. */
    private static final int MOST_PARAMETER = 500;

    private static final String EXPERIMENT = "0";
    private static final int FINISHED = 3;
    private static final int LOCAL = 4;

    private RunExport() {}

    /**
     * Writes event files that TensorBoard shows: a folder a run, in which each network has its losses epoch by epoch
     * and the metrics are scalars named {@code metrics/NAME}. A run that is there already is left as it is.
     *
     * @param folder for {@code tensorboard --logdir}; made if it is missing
     */
    public static void tensorBoard(List<Run> runs, Path folder) throws IOException {
        for (Run run : runs) {
            Path place = folder.resolve(run.name());
            if (Files.exists(place)) {
                continue;
            }
            Clock clock = Clock.fixed(run.at(), ZoneOffset.UTC);
            for (int network = 0; network < run.networks().size(); network++) {
                String name = "network-" + (network + 1);
                try (TensorBoardLog log = TensorBoardLog.in(place.resolve(name), name, clock)) {
                    epochs(run.networks().get(network)).forEach(log::onEpoch);
                }
            }
            try (TensorBoardLog log = TensorBoardLog.in(place, "metrics", clock)) {
                for (Map.Entry<String, Double> metric : run.metrics().entrySet()) {
                    log.scalar("metrics/" + metric.getKey(), metric.getValue(), 0);
                }
            }
        }
    }

    private static List<Epoch> epochs(NetworkRun network) {
        List<Epoch> epochs = new ArrayList<>();
        for (int i = 0; i < network.trainingLosses().size(); i++) {
            epochs.add(new Epoch(
                    i + 1,
                    network.trainingLosses().get(i),
                    network.validationLosses().get(i),
                    i + 1 == network.bestEpoch()));
        }
        return epochs;
    }

    /**
     * Writes runs in the layout of MLflow's file store: settings are parameters, metrics have their last value, losses
     * are metrics by epoch, and the files of the run are artifacts. A run that is there already is left as it is.
     *
     * @param runs each with its folder
     * @param store for {@code mlflow ui --backend-store-uri}; made if it is missing
     */
    public static void mlflow(Map<Run, Path> runs, Path store) throws IOException {
        Path experiment =
                Files.createDirectories(store.toAbsolutePath().normalize().resolve(EXPERIMENT));
        for (Map.Entry<Run, Path> one : runs.entrySet()) {
            Run run = one.getKey();
            Path meta = experiment.resolve("meta.yaml");
            if (!Files.exists(meta)) {
                Files.writeString(meta, yaml(experiment(experiment, run)));
            }
            String id = id(run);
            Path place = experiment.resolve(id);
            if (!Files.exists(place.resolve("meta.yaml"))) {
                write(run, one.getValue(), id, place);
            }
        }
    }

    /** The same run has the same one. */
    private static String id(Run run) {
        return Hashing.sha256()
                .hashString(run.name() + "\n" + RunJson.write(run), StandardCharsets.UTF_8)
                .toString()
                .substring(0, 32);
    }

    private static Map<String, Object> experiment(Path folder, Run first) {
        Map<String, Object> meta = new LinkedHashMap<>();
        meta.put("artifact_location", folder.toUri().toString().replaceFirst("/$", ""));
        meta.put("creation_time", first.at().toEpochMilli());
        meta.put("experiment_id", EXPERIMENT);
        meta.put("last_update_time", first.at().toEpochMilli());
        meta.put("lifecycle_stage", "active");
        meta.put("name", "Default");
        return meta;
    }

    private static void write(Run run, Path source, String id, Path place) throws IOException {
        Path artifacts = Files.createDirectories(place.resolve("artifacts"));
        for (String file : List.of(Run.RECORD, Run.CURVES, Run.MODEL)) {
            Files.copy(source.resolve(file), artifacts.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        long at = run.at().toEpochMilli();
        Map<String, String> parameters = new LinkedHashMap<>(run.settings());
        run.inputs()
                .forEach(input -> parameters.merge(
                        "sha256 " + input.role(), input.sha256(), (before, more) -> before + " " + more));
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            put(place, "params", parameter.getKey(), shortened(parameter.getValue()));
        }
        for (Map.Entry<String, Double> metric : run.metrics().entrySet()) {
            put(place, "metrics", metric.getKey(), at + " " + metric.getValue() + " 0\n");
        }
        for (int network = 0; network < run.networks().size(); network++) {
            NetworkRun losses = run.networks().get(network);
            if (!losses.trainingLosses().isEmpty()) {
                String name = "network-" + (network + 1);
                put(place, "metrics", name + "/training_loss", lines(at, losses.trainingLosses()));
                put(place, "metrics", name + "/validation_loss", lines(at, losses.validationLosses()));
            }
        }
        Map<String, String> tags = new LinkedHashMap<>(run.environment().words());
        tags.put("mlflow.runName", run.name());
        tags.put("mlflow.source.type", "LOCAL");
        tags.put("model_sha256", run.model());
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            put(place, "tags", tag.getKey(), tag.getValue());
        }
        Map<String, Object> meta = new LinkedHashMap<>();
        meta.put("artifact_uri", artifacts.toUri().toString().replaceFirst("/$", ""));
        meta.put("end_time", at);
        meta.put("entry_point_name", "");
        meta.put("experiment_id", EXPERIMENT);
        meta.put("lifecycle_stage", "active");
        meta.put("run_id", id);
        meta.put("run_name", run.name());
        meta.put("run_uuid", id);
        meta.put("source_name", "");
        meta.put("source_type", LOCAL);
        meta.put("source_version", run.environment().library());
        meta.put("start_time", at);
        meta.put("status", FINISHED);
        meta.put("tags", List.of());
        meta.put("user_id", "");
        // Last, since MLflow takes a folder with it for a run.
        Files.writeString(place.resolve("meta.yaml"), yaml(meta));
    }

    private static String lines(long at, List<Double> losses) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < losses.size(); i++) {
            lines.append(at)
                    .append(' ')
                    .append(losses.get(i))
                    .append(' ')
                    .append(i + 1)
                    .append('\n');
        }
        return lines.toString();
    }

    /** A name may have letters, digits, {@code _ - . /} and blanks; a slash is a folder. */
    private static void put(Path place, String kind, String name, String content) throws IOException {
        Path file = place.resolve(kind).resolve(name.replaceAll("[^A-Za-z0-9_\\-. /]", "_"));
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static String shortened(String value) {
        String line = value.replaceAll("\\R", " ");
        return line.length() <= MOST_PARAMETER ? line : line.substring(0, MOST_PARAMETER - 3) + "...";
    }

    private static String yaml(Map<String, Object> values) {
        StringBuilder yaml = new StringBuilder();
        values.forEach((key, value) ->
                yaml.append(key).append(": ").append(scalar(value)).append('\n'));
        return yaml.toString();
    }

    private static String scalar(Object value) {
        return value instanceof String text ? "'" + text.replace("'", "''") + "'" : String.valueOf(value);
    }
}
