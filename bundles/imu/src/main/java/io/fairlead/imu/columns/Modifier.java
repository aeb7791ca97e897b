package io.fairlead.imu.columns;

/**
 * A change to what a multimedia resource gives, such as {@code height:300}.
 *
 * @param name what to change, as written
 * @param value to what; not empty, without blanks at its ends
 */
public record Modifier(String name, String value) {}
