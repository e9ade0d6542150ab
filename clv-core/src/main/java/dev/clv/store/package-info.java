/**
 * The model file: one versioned, checksummed file of plain names and numbers.
 *
 * <p>Layout of a {@code .clvm} file, all integers little-endian: eight bytes of magic; format version (int); length of
 * the header (int); the header, UTF-8 JSON of the words, whole numbers and structure of a
 * {@link dev.clv.store.Section}; number of arrays (int); each array as length of its name (int), its name in UTF-8,
 * number of values (int), values (IEEE 754 doubles); SHA-256 of all bytes before it. An array's name is the JSON
 * pointer (RFC 6901) of its place in the header, for instance {@code /regressor/members/0/parameters}.
 *
 * <p>A file names no class, so that no file can make a program load one.
 */
@NullMarked
package dev.clv.store;

import org.jspecify.annotations.NullMarked;
