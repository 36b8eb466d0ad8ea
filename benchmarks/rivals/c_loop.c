/* One round of backpropagation after another: loops over flat arrays, as one writes them in C.

   The sizes are constants of this file, so that the compiler knows them: SIZES, LAYERS, BATCH.
   Every layer has the same activation: SIGMOID, or else tanh. The error is half the squared one. */

#include <math.h>

static const int sizes[] = {SIZES};

static inline double activate(double net) { return SIGMOID ? 1.0 / (1.0 + exp(-net)) : tanh(net); }
static inline double slope(double out) { return SIGMOID ? out * (1.0 - out) : 1.0 - out * out; }

/* The parameters are the weights of all layers and then a bias for each neuron. */
void train(double *parameters, int count, int weights, int trained, const double *inputs,
           const double *targets, int samples, double rate, long rounds, double *errors)
{
    static double out[LAYERS + 1][WIDEST], delta[LAYERS + 1][WIDEST], gradient[COUNT];
    int row = 0;
    for (long done = 0; done < rounds; done++) {
        double error = 0.0;
        for (int k = 0; k < count; k++) gradient[k] = 0.0;
        for (int sample = 0; sample < BATCH; sample++) {
            const double *target = targets + row * sizes[LAYERS];
            const double *weight = parameters, *bias = parameters + weights;
            for (int i = 0; i < sizes[0]; i++) out[0][i] = inputs[row * sizes[0] + i];
            if (++row == samples) row = 0;
            for (int layer = 0; layer < LAYERS; layer++)
                for (int j = 0; j < sizes[layer + 1]; j++) {
                    double net = *bias++;
                    for (int i = 0; i < sizes[layer]; i++) net += *weight++ * out[layer][i];
                    out[layer + 1][j] = activate(net);
                }
            for (int j = 0; j < sizes[LAYERS]; j++) {
                double missing = target[j] - out[LAYERS][j];
                error += 0.5 * missing * missing;
                delta[LAYERS][j] = -missing * slope(out[LAYERS][j]);
            }
            double *by_weight = gradient + weights, *by_bias = gradient + count;
            for (int layer = LAYERS - 1; layer >= 0; layer--) {
                int sources = sizes[layer], neurons = sizes[layer + 1];
                weight -= sources * neurons;
                by_weight -= sources * neurons;
                by_bias -= neurons;
                for (int j = 0; j < neurons; j++) {
                    for (int i = 0; i < sources; i++) by_weight[j * sources + i] += delta[layer + 1][j] * out[layer][i];
                    by_bias[j] += delta[layer + 1][j];
                }
                for (int i = 0; layer > 0 && i < sources; i++) {
                    double by_out = 0.0;
                    for (int j = 0; j < neurons; j++) by_out += delta[layer + 1][j] * weight[j * sources + i];
                    delta[layer][i] = by_out * slope(out[layer][i]);
                }
            }
        }
        errors[done] = error / BATCH;
        for (int k = 0; k < trained; k++) parameters[k] -= rate * (gradient[k] / BATCH);
    }
}
