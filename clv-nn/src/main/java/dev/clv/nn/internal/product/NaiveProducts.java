package dev.clv.nn.internal.product;

/** The definition of each product, one sum at a time. */
final class NaiveProducts implements Products {

    static final NaiveProducts INSTANCE = new NaiveProducts();

    @Override
    public void forward(
            int rows,
            int inputs,
            int outputs,
            double[] x,
            double[] parameters,
            int wAt,
            int biasAt,
            double[] y,
            Scratch scratch) {
        for (int b = 0; b < rows; b++) {
            for (int o = 0; o < outputs; o++) {
                double sum = parameters[biasAt + o];
                for (int i = 0; i < inputs; i++) {
                    sum += x[b * inputs + i] * parameters[wAt + i * outputs + o];
                }
                y[b * outputs + o] = sum;
            }
        }
    }

    @Override
    public void weightGradient(
            int rows, int inputs, int outputs, double[] x, double[] dy, double[] gradients, int wAt, Scratch scratch) {
        for (int i = 0; i < inputs; i++) {
            for (int o = 0; o < outputs; o++) {
                double sum = gradients[wAt + i * outputs + o];
                for (int b = 0; b < rows; b++) {
                    sum += x[b * inputs + i] * dy[b * outputs + o];
                }
                gradients[wAt + i * outputs + o] = sum;
            }
        }
    }

    @Override
    public void inputGradient(
            int rows,
            int inputs,
            int outputs,
            double[] dy,
            double[] parameters,
            int wAt,
            double[] dx,
            Scratch scratch) {
        for (int b = 0; b < rows; b++) {
            for (int i = 0; i < inputs; i++) {
                double sum = 0;
                for (int o = 0; o < outputs; o++) {
                    sum += dy[b * outputs + o] * parameters[wAt + i * outputs + o];
                }
                dx[b * inputs + i] = sum;
            }
        }
    }
}
