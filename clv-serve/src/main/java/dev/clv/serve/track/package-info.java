/**
 * The record of every training: what went in, what came out, and the way to do it again.
 *
 * <p>A run is a folder of plain files:
 *
 * <pre>
 * run.json      settings, seed, versions, environment, SHA-256 of every input, quality of the data, origins, metrics
 * curves.csv    network,epoch,training_loss,validation_loss
 * model.clvm    the model, whose SHA-256 is in run.json
 * </pre>
 *
 * <p>{@link dev.clv.serve.track.Run} is what such a folder says, {@link dev.clv.serve.track.RunTable} compares several,
 * and {@link dev.clv.serve.track.RunExport} writes them for TensorBoard and in the layout of MLflow's file store.
 * Nothing here holds a customer's id, text or row.
 */
@NullMarked
package dev.clv.serve.track;

import org.jspecify.annotations.NullMarked;
