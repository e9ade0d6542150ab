/** Training again: a challenger against the champion, and a folder of models in which every change is atomic. */
@NullMarked
package dev.clv.serve.retrain;

import org.jspecify.annotations.NullMarked;
