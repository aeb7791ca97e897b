/**
 * The bytes of RMIF's datagrams: the published 8-byte header, the adjunct header with the extension block of RAW profile
 * 1, receipts, repair requests and tables. Plain values; nothing here has a state.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.fairlead.rdp.wire;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
