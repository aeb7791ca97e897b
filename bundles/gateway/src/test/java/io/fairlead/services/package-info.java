@NullMarked
package io.fairlead.services;

import org.jspecify.annotations.NullMarked;
