package io.fairlead.catalogue.jdbc;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2ViewTest extends ViewContract {
    @TempDir
    Path folder;

    @Override
    String jdbcUrl() {
        return Catalogues.fileUrl(folder);
    }
}
