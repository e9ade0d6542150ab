package dev.clv.benchmarks.peers;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The net as a model file of the Open Neural Network Exchange, by the field numbers of its onnx.proto. */
final class OnnxModel {

    static final String INPUT = "x";
    static final String OUTPUT = "z";

    private static final int MODEL_IR_VERSION = 1;
    private static final int MODEL_GRAPH = 7;
    private static final int MODEL_OPSET_IMPORT = 8;
    private static final int OPSET_VERSION = 2;
    private static final int GRAPH_NODE = 1;
    private static final int GRAPH_NAME = 2;
    private static final int GRAPH_INITIALIZER = 5;
    private static final int GRAPH_INPUT = 11;
    private static final int GRAPH_OUTPUT = 12;
    private static final int NODE_INPUT = 1;
    private static final int NODE_OUTPUT = 2;
    private static final int NODE_OPERATOR = 4;
    private static final int TENSOR_DIMENSION = 1;
    private static final int TENSOR_TYPE = 2;
    private static final int TENSOR_NAME = 8;
    private static final int TENSOR_RAW_DATA = 9;
    private static final int VALUE_NAME = 1;
    private static final int VALUE_TYPE = 2;
    private static final int TYPE_TENSOR = 1;
    private static final int TENSOR_TYPE_ELEMENT = 1;
    private static final int TENSOR_TYPE_SHAPE = 2;
    private static final int SHAPE_DIMENSION = 1;
    private static final int DIMENSION_VALUE = 1;
    private static final int FLOAT = 1;

    private OnnxModel() {}

    /** Input {@value #INPUT} (B, I), output {@value #OUTPUT} (B, 1), float. */
    static byte[] of(Task task) {
        int[] widths = task.widths();
        Message graph = new Message().text(GRAPH_NAME, "mlp");
        String a = INPUT;
        for (int l = 0; l < Task.LAYERS; l++) {
            boolean last = l == Task.LAYERS - 1;
            String sum = last ? OUTPUT : "sum" + l;
            graph.message(GRAPH_NODE, node("Gemm", sum, a, "w" + l, "bias" + l))
                    .message(GRAPH_INITIALIZER, tensor("w" + l, task.weights(l), widths[l], widths[l + 1]))
                    .message(GRAPH_INITIALIZER, tensor("bias" + l, new float[widths[l + 1]], widths[l + 1]));
            if (!last) {
                a = "a" + l;
                graph.message(GRAPH_NODE, node("Relu", a, sum));
            }
        }
        graph.message(GRAPH_INPUT, value(INPUT, task.batch(), task.inputs()))
                .message(GRAPH_OUTPUT, value(OUTPUT, task.batch(), 1));
        return new Message()
                .number(MODEL_IR_VERSION, 8)
                .message(MODEL_OPSET_IMPORT, new Message().number(OPSET_VERSION, 13))
                .message(MODEL_GRAPH, graph)
                .bytes();
    }

    private static Message node(String operator, String output, String... inputs) {
        Message node = new Message();
        for (String input : inputs) {
            node.text(NODE_INPUT, input);
        }
        return node.text(NODE_OUTPUT, output).text(NODE_OPERATOR, operator);
    }

    private static Message tensor(String name, float[] values, int... shape) {
        Message tensor = new Message().text(TENSOR_NAME, name).number(TENSOR_TYPE, FLOAT);
        for (int dimension : shape) {
            tensor.number(TENSOR_DIMENSION, dimension);
        }
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return tensor.raw(TENSOR_RAW_DATA, ByteString.copyFrom(raw));
    }

    private static Message value(String name, int... shape) {
        Message dimensions = new Message();
        for (int dimension : shape) {
            dimensions.message(SHAPE_DIMENSION, new Message().number(DIMENSION_VALUE, dimension));
        }
        Message tensor = new Message().number(TENSOR_TYPE_ELEMENT, FLOAT).message(TENSOR_TYPE_SHAPE, dimensions);
        return new Message().text(VALUE_NAME, name).message(VALUE_TYPE, new Message().message(TYPE_TENSOR, tensor));
    }

    /** A protobuf message without a schema. */
    private static final class Message {

        private final UnknownFieldSet.Builder fields = UnknownFieldSet.newBuilder();

        Message number(int field, long value) {
            fields.mergeField(field, Field.newBuilder().addVarint(value).build());
            return this;
        }

        Message raw(int field, ByteString value) {
            fields.mergeField(field, Field.newBuilder().addLengthDelimited(value).build());
            return this;
        }

        Message text(int field, String value) {
            return raw(field, ByteString.copyFromUtf8(value));
        }

        Message message(int field, Message value) {
            return raw(field, value.fields.build().toByteString());
        }

        byte[] bytes() {
            return fields.build().toByteArray();
        }
    }
}
