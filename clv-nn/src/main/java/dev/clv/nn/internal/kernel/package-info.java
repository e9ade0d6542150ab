/**
 * The arithmetic underneath: what the two implementations, {@code plain} and {@code vector}, have in common.
 *
 * <h2>How numbers lie in memory</h2>
 *
 * <p>Outside, matrices are row major, as in EJML: an {@code FMatrixRMaj} (B, I) has column i of row b at index b I + i
 * of its {@code data}, and the parameters of a network lie one after the other like the {@code data} of a
 * {@code DMatrixRMaj} each. Inside, both kinds of kernels use layouts of their own. Numbers change their layout in
 * these places alone: {@link dev.clv.nn.internal.kernel.FloatPass#input} and
 * {@link dev.clv.nn.internal.kernel.FloatForward.Rows} take rows in, their {@code outputs} and {@code forward} give raw
 * outputs (B, K) back, and {@link dev.clv.nn.internal.kernel.FloatNet#load} and
 * {@link dev.clv.nn.internal.kernel.FloatNet#store} exchange parameters.
 *
 * <p>The plain kernels have one array for each unit, (O, B), so that loops run along the rows of a batch. The vector
 * kernels cut every matrix into <em>panels</em> of a few columns. A panel lies in one piece, row after row, and the
 * panels follow each other. Here are activations of B rows and 300 columns, and the weights of a layer with I = 100
 * inputs and O = 40 outputs, for vectors of 16 lanes, two of them across a panel of weights:
 *
 * <pre>
 *   activations, panels of 128 columns              weights, panels of 32 columns, then the bias
 *
 *   column   0..127    128..255   256..299          column   0..31     32..39 and 8 of padding
 *          +---------+----------+---------+                +--------+--------+
 *   row 0  |    0    |   128 B  |  256 B  |        input 0 |    0   |  3200  |
 *   row 1  |   128   |  128 B + |  256 B +|        input 1 |   32   |  3216  |   32 * 100 = 3200
 *    ...   |   ...   |    128   |    128  |          ...   |  ...   |   ...  |
 *          +---------+----------+---------+       input 99 |  3168  |  4784  |
 *                                                          +--------+--------+
 *   the last panel has a row stride of 128 too        bias |  4800  |  4832  |
 *                                                          +--------+--------+
 * </pre>
 *
 * <p>The numbers are the indices of the first number of each row of a panel. So up to 128 columns, activations are a
 * row-major matrix whose rows are 128 numbers apart.
 *
 * <h2>How a training step is shared out</h2>
 *
 * <p>Rows of a batch are cut into <em>shares</em>, rows of weights into <em>parts</em>; neither depends on the number
 * of threads. A task computes the gradient over a share, or updates a part:
 *
 * <pre>
 *   a batch of 300 rows          the parts of the weights above: 48 rows of a panel each
 *
 *   share 0    0 .. 131                         panel 0    panel 1
 *   share 1  132 .. 263          input  0..47   part 0     part 3     with the bias of their columns
 *   share 2  264 .. 299          input 48..95   part 1     part 4
 *                                input 96..99   part 2     part 5
 * </pre>
 */
@NullMarked
package dev.clv.nn.internal.kernel;

import org.jspecify.annotations.NullMarked;
