/**
 * The model file: one versioned, checksummed file of plain names and numbers.
 *
 * <p>Layout of a {@code .clvm} file, all integers little-endian: eight bytes of magic; format version (int); length of
 * the header (int); the header as UTF-8 JSON; number of tensors (int); each tensor as name length (int), name in UTF-8,
 * number of values (int), values (IEEE 754 doubles); SHA-256 of all bytes before it. It names no class, so that no file
 * can make a program load one.
 */
@NullMarked
package dev.clv.store;

import org.jspecify.annotations.NullMarked;
