package io.fairlead.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
    @TempDir
    Path folder;

    @Test
    void shouldSealAnArchiveThatIsInUse() throws IOException {
        Path archive = Files.writeString(folder.resolve("classes.jsa"), "12345");
        Path maps = Files.writeString(
                folder.resolve("maps"), "7f00-7f01 r--p 0 00:1 2      " + archive.toRealPath() + "\n");

        ClassArchive.lookAfter(archive, maps);

        assertThat(folder.resolve("classes.jsa.seal")).hasContent(ClassArchive.mark(archive));
        assertThat(ClassArchive.mark(archive)).matches("5 [0-9]{10}");
    }

    @Test
    void shouldRemoveAnArchiveThatJavaDidNotTake() throws IOException {
        Path archive = Files.writeString(folder.resolve("classes.jsa"), "12345");
        Path seal = Files.writeString(folder.resolve("classes.jsa.seal"), "5 1");
        Path maps = Files.writeString(folder.resolve("maps"), "7f00-7f01 r--p 0 00:1 2      /lib/libc.so\n");

        ClassArchive.lookAfter(archive, maps);

        assertThat(archive).doesNotExist();
        assertThat(seal).doesNotExist();
    }

    @Test
    void shouldLeaveAnArchiveAloneWhereNobodyKnows() throws IOException {
        Path archive = Files.writeString(folder.resolve("classes.jsa"), "12345");

        ClassArchive.lookAfter(archive, folder.resolve("no-such-list"));

        assertThat(archive).exists();
    }
}
