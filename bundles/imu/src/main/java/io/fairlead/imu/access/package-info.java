/** Who may log in, with which password and in which groups, and how many may be logged in at a time. */
@NullMarked
package io.fairlead.imu.access;

import org.jspecify.annotations.NullMarked;
