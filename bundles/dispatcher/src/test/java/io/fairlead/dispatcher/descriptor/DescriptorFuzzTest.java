package io.fairlead.dispatcher.descriptor;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Any text gives a descriptor whose canonical text gives the same one again, or an error that says why not. */
class DescriptorFuzzTest {
    @FuzzTest(maxDuration = "8s")
    void shouldReadAnyTextOrSayWhyNot(byte[] bytes) throws DescriptorException {
        Descriptor read;
        try {
            read = DescriptorReader.read(new String(bytes, StandardCharsets.UTF_8));
        } catch (DescriptorException e) {
            return;
        }
        String canonical = read.toString();
        if (!DescriptorReader.read(canonical).toString().equals(canonical)) {
            throw new AssertionError(canonical + " became " + DescriptorReader.read(canonical));
        }
        for (Dialect dialect : Dialect.values()) {
            DescriptorReader.read(dialect.text(read));
        }
    }
}
