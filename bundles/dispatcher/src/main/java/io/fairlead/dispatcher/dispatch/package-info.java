/**
 * Requests and answers of the dispatcher: what a client asks for, which servers it is shown and why, and the header
 * fields that say so.
 */
@NullMarked
package io.fairlead.dispatcher.dispatch;

import org.jspecify.annotations.NullMarked;
