/**
 * Layers that read a sequence of events beside plain columns, and train end to end with the dense layers behind them:
 * recurrent, convolutional and attending encoders. {@link dev.clv.nn.sequence.SequenceShape} says how a sequence lies
 * in a row.
 */
@NullMarked
package dev.clv.nn.sequence;

import org.jspecify.annotations.NullMarked;
