package io.fairlead.rdp.wire;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;

/** Any bytes give a table or a refusal, and a table's text gives the same table. */
class TableFuzzTest {
    @FuzzTest(maxDuration = "5s")
    void shouldReadAnyBytes(byte[] bytes) {
        try {
            Table table = TableReader.front(ByteBuffer.wrap(bytes));
            Table again = Table.parse(table.toString());
            if (!again.equals(table)) {
                throw new AssertionError(table + " became " + again);
            }
        } catch (TableException e) {
            // refused, as it should be
        }
    }
}
