package dev.clv.nn.internal.kernel.vector;

/** A stretch of numbers in an array that may hold others too. Their number i, from 0, is at {@code start + i}. */
record Floats(float[] numbers, int start, int length) {

    /** Numbers in an array of their own, all 0. */
    static Floats alone(int length) {
        return new Floats(new float[length], 0, length);
    }

    /** The same numbers from one of them on. */
    Floats from(int i) {
        return new Floats(numbers, start + i, length - i);
    }

    int at(int i) {
        return start + i;
    }

    float get(int i) {
        return numbers[start + i];
    }

    void set(int i, float value) {
        numbers[start + i] = value;
    }
}
