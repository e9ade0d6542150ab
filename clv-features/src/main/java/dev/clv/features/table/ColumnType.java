package dev.clv.features.table;

/** What the cells of a column are. */
enum ColumnType {
    /** Numbers. */
    NUMBER,
    /** Days, as their number since 1970-01-01. */
    DATE,
    /** Words of a vocabulary. */
    CATEGORY
}
