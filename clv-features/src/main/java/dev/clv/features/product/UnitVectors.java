package dev.clv.features.product;

/** Directions without their length. */
final class UnitVectors {

    private UnitVectors() {}

    /** Takes the mean away, which all vectors share and none is told apart by, and makes each as long as 1. */
    static void make(float[] vectors, int dimensions) {
        int count = vectors.length / dimensions;
        for (int i = 0; i < dimensions; i++) {
            double sum = 0;
            for (int k = 0; k < count; k++) {
                sum += vectors[k * dimensions + i];
            }
            for (int k = 0; k < count && count > dimensions; k++) {
                vectors[k * dimensions + i] -= (float) (sum / count);
            }
        }
        for (int k = 0; k < count; k++) {
            double squares = 0;
            for (int i = 0; i < dimensions; i++) {
                squares += (double) vectors[k * dimensions + i] * vectors[k * dimensions + i];
            }
            for (int i = 0; i < dimensions && squares > 0; i++) {
                vectors[k * dimensions + i] = (float) (vectors[k * dimensions + i] / Math.sqrt(squares));
            }
        }
    }
}
