/**
 * Training again: a challenger against the champion, and a folder of models in which every change is atomic.
 *
 * <p>A {@link dev.clv.serve.retrain.ModelRegistry} is a folder:
 *
 * <pre>
 * journal.jsonl                 one line a change, the last one names the champion; replaced as a whole
 * lock                          held by who writes, and by the operating system given back when that process ends
 * versions/000007/version.json  what version 7 was trained on, how it was judged, and the SHA-256 of its files
 * versions/000007/model.clvm    the model to serve; missing if it was never promoted
 * versions/000007/judged.clvm   the model that was compared with the champion
 * </pre>
 *
 * <p>A version is written beside its place, forced to the disk and moved into it; then the journal is replaced, which
 * is the one moment at which a change happens. Each line of the journal has the SHA-256 of all before it and of its
 * {@code version.json}, which has those of the models, so that damage is found wherever it is, but for last lines of
 * the journal that are missing as a whole.
 */
@NullMarked
package dev.clv.serve.retrain;

import org.jspecify.annotations.NullMarked;
