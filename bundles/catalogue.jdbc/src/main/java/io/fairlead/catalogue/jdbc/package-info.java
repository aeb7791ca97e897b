/** The catalogue in an SQL database. */
@NullMarked
package io.fairlead.catalogue.jdbc;

import org.jspecify.annotations.NullMarked;
