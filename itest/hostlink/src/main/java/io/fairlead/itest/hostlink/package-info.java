/**
 * An example of a session program. Lines end with LF. A peer logs on with {@code LOGON name}, and is answered by
 * {@code READY}; from then on both sides may ask at any time:
 *
 * <pre>
 * peer to service:  CALL 7 ECHO hello    answered by   REPLY 7 hello   or   ERROR 7 TPENOENT
 * service to peer:  ASK 1 how are you    answered by   ANSWER 1 fine   or   REFUSE 1 busy
 * silence:          PING                 answered by   PONG            (either side)
 * the end:          BYE
 * </pre>
 */
@NullMarked
package io.fairlead.itest.hostlink;

import org.jspecify.annotations.NullMarked;
