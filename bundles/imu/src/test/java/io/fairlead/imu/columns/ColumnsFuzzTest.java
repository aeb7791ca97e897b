package io.fairlead.imu.columns;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.fairlead.imu.terms.TermsException;
import io.fairlead.imu.texql.WhereParser;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Any text gives columns that can be printed and read again, or an error that says where; so do where clauses. */
class ColumnsFuzzTest {
    @FuzzTest(maxDuration = "15s")
    void shouldReadAnyTextOrSayWhyNot(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        try {
            List<Column> columns = Columns.parse(text);
            List<Column> again = Columns.parse(Columns.print(columns));
            if (!columns.equals(again)) {
                throw new AssertionError(columns + " became " + again);
            }
        } catch (ColumnsException e) {
            if (!e.id().startsWith("ModuleColumn")) {
                throw e;
            }
        }
        try {
            WhereParser.parse(text);
        } catch (TermsException e) {
            if (!e.id().startsWith("ModuleWhere")) {
                throw e;
            }
        }
    }
}
