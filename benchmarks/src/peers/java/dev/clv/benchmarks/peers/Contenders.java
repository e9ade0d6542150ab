package dev.clv.benchmarks.peers;

import dev.clv.nn.FloatKernels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everybody who takes part, by name. */
final class Contenders {

    private static final Map<String, Start> TRAINING = new LinkedHashMap<>();
    private static final Map<String, Start> PREDICTION = new LinkedHashMap<>();

    static {
        TRAINING.put("clv-plain", task -> new OursTraining(task, FloatKernels.plain()));
        TRAINING.put("clv-vector", task -> new OursTraining(task, vector()));
        TRAINING.put("tensorflow-java", TensorFlowTraining::new);
        TRAINING.put("djl-pytorch", DjlTraining::new);
        TRAINING.put("deeplearning4j", Dl4jTraining::new);
        TRAINING.put("smile", SmileTraining::new);
        TRAINING.put("ejml-straightforward", EjmlTraining::new);
        PREDICTION.put("clv-plain", task -> new OursPrediction(task, FloatKernels.plain()));
        PREDICTION.put("clv-vector", task -> new OursPrediction(task, vector()));
        PREDICTION.put("clv-double", OursDoublePrediction::new);
        PREDICTION.put("onnxruntime-pinned", task -> new OnnxPrediction(task, true));
        PREDICTION.put("onnxruntime", task -> new OnnxPrediction(task, false));
        PREDICTION.put("tensorflow-java", TensorFlowPrediction::new);
        PREDICTION.put("djl-pytorch", DjlPrediction::new);
    }

    private Contenders() {}

    private interface Start {
        Contender on(Task task) throws Exception;
    }

    static List<String> names(Kind kind) {
        return List.copyOf(of(kind).keySet());
    }

    /** Whether it is another library, not ours and not a loop of our own around another's product. */
    static boolean isPeer(String name) {
        return !name.startsWith("clv-") && !name.equals("ejml-straightforward");
    }

    static boolean needsVectorApi(String name) {
        return name.equals("clv-vector");
    }

    static Contender start(String name, Task task) throws Exception {
        Start start = of(task.kind()).get(name);
        if (start == null) {
            throw new IllegalArgumentException(
                    "implementations are " + String.join(", ", names(task.kind())) + ", was " + name);
        }
        return start.on(task);
    }

    private static Map<String, Start> of(Kind kind) {
        return kind == Kind.TRAIN ? TRAINING : PREDICTION;
    }

    private static FloatKernels vector() {
        return FloatKernels.vector()
                .orElseThrow(() -> new IllegalStateException("this JVM does not offer the Vector API"));
    }
}
