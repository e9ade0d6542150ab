/** The record of every training: what went in, what came out, and the way to do it again. */
@NullMarked
package dev.clv.serve.track;

import org.jspecify.annotations.NullMarked;
