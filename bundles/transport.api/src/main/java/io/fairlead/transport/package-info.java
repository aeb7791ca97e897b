/** Groups, endpoints, connections, datagrams, HTTP exchanges, session state and the port ledger. */
@Export
@Version("1.0.0")
@NullMarked
package io.fairlead.transport;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
