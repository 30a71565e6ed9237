package dev.fennel.sample.catalog;

import java.math.BigDecimal;

/**
 * A book in the catalog.
 */
public record Book(String isbn, String title, String author, BigDecimal price) {
}
