package dev.clv.benchmarks.peers;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/** ONNX Runtime. The rows are in a tensor made once; so is the room for the predictions when it is pinned. */
final class OnnxPrediction implements Contender {

    private final OrtSession session;
    private final Map<String, OnnxTensor> inputs;
    private final Map<String, OnnxTensor> pinned;
    private final FloatBuffer output;
    private final int batch;
    private float last;

    OnnxPrediction(Task task, boolean pinnedOutput) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
        options.setIntraOpNumThreads(task.threads());
        options.setInterOpNumThreads(1);
        session = environment.createSession(OnnxModel.of(task), options);
        batch = task.batch();
        FloatBuffer rows = direct(task.x().length).put(task.x()).flip();
        inputs = Map.of(
                OnnxModel.INPUT,
                OnnxTensor.createTensor(environment, rows, new long[] {batch, task.inputs()}));
        output = direct(batch);
        pinned = pinnedOutput
                ? Map.of(OnnxModel.OUTPUT, OnnxTensor.createTensor(environment, output, new long[] {batch, 1}))
                : Map.of();
    }

    private static FloatBuffer direct(int floats) {
        return ByteBuffer.allocateDirect(floats * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    @Override
    public void run() throws OrtException {
        if (pinned.isEmpty()) {
            try (OrtSession.Result result = session.run(inputs)) {
                last = ((OnnxTensor) result.get(0)).getFloatBuffer().get(batch - 1);
            }
        } else {
            try (OrtSession.Result result = session.run(inputs, pinned)) {
                last = output.get(batch - 1);
            }
        }
    }

    @Override
    public double value() {
        return last;
    }
}
