package io.fairlead.imu.module;

import io.fairlead.catalogue.Irns;
import io.fairlead.catalogue.Records;
import io.fairlead.imu.media.MediaWriter;
import io.fairlead.imu.stream.Name;
import io.fairlead.imu.stream.ReplyWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes rows straight into the reply: values are strings, save {@code irn} and {@code rownum}; lists are arrays of
 * strings or null; references are objects, null where there is no record or none that may be seen.
 */
final class RowWriter {
    private static final Name ROWNUM = Name.of("rownum");
    private static final Name IRN = Name.of("irn");

    private final ReplyWriter out;
    private final Fetched fetched;
    private final boolean irnAskedFor;
    private final List<Part> parts;
    private final MediaWriter media;

    /**
     * @param fetched the records of the rows
     * @param media writes multimedia files to the same reply
     */
    RowWriter(ReplyWriter out, Fetched fetched, MediaWriter media) {
        this.out = out;
        this.media = media;
        this.fetched = fetched;
        List<Part> wanted = fetched.plan().parts();
        irnAskedFor = wanted.stream().anyMatch(part -> part.key().toString().equals("irn"));
        parts = wanted.stream()
                .filter(part -> !part.key().toString().equals("rownum"))
                .toList();
    }

    /** Writes one row of a result: its number, its irn, and what was asked for. */
    void row(int row, long rownum) {
        row(row, rownum, () -> {});
    }

    /** Writes one row, and behind its irn the members that the caller adds. */
    void row(int row, long rownum, Runnable added) {
        out.beginObject().name(ROWNUM).value(rownum);
        if (!irnAskedFor) {
            out.name(IRN).value(fetched.records().irn(row));
        }
        added.run();
        for (Part part : parts) {
            out.name(part.key());
            value(part, fetched, row);
        }
        out.endObject();
    }

    private void object(Fetched attached, int row) {
        if (row < 0) {
            out.nullValue();
            return;
        }
        if (attached.plan().parts().isEmpty()) {
            out.value(String.valueOf(attached.records().irn(row)));
            return;
        }
        out.beginObject();
        for (Part part : attached.plan().parts()) {
            out.name(part.key());
            value(part, attached, row);
        }
        out.endObject();
    }

    private void value(Part part, Fetched fetched, int row) {
        Records records = fetched.records();
        if (part instanceof Part.Text text) {
            out.value(records.text(row, text.column()));
        } else if (part instanceof Part.Irn) {
            out.value(records.irn(row));
        } else if (part instanceof Part.Stamp stamp) {
            stamp(stamp, records, row);
        } else if (part instanceof Part.Media files) {
            media.write(files.column(), files.places().record(records, row));
        } else if (part instanceof Part.Multimedia multimedia) {
            multimedia(multimedia, fetched, row);
        } else if (part instanceof Part.Nothing nothing && !nothing.several()) {
            out.nullValue();
        } else if (part instanceof Part.Attached attached) {
            attached(fetched, attached.link(), records.reference(row, attached.column()));
        } else {
            out.beginArray();
            elements(part, fetched, row);
            out.endArray();
        }
    }

    /** Writes the attached multimedia records of a type, each once: all of them, or the first. */
    private void multimedia(Part.Multimedia part, Fetched fetched, int row) {
        Set<Integer> written = new HashSet<>();
        if (part.several()) {
            out.beginArray();
        }
        for (Part.Reference reference : part.references()) {
            Fetched attached = fetched.links().get(reference.link()).fetched();
            for (int irn : References.of(fetched.records(), row, reference)) {
                int at = attached.records().rowOf(irn);
                if (at >= 0 && isOfType(part.type(), attached.records(), at) && written.add(irn)) {
                    object(attached, at);
                    if (!part.several()) {
                        return;
                    }
                }
            }
        }
        if (part.several()) {
            out.endArray();
        } else {
            out.nullValue();
        }
    }

    private static boolean isOfType(String type, Records records, int row) {
        return type.isEmpty() || type.equalsIgnoreCase(records.text(row, 0));
    }

    private void stamp(Part.Stamp stamp, Records records, int row) {
        out.value(TimeStamps.value(
                records.text(row, stamp.date()), stamp.time() < 0 ? null : records.text(row, stamp.time())));
    }

    private void elements(Part part, Fetched fetched, int row) {
        if (part instanceof Part.Rows rows) {
            int count = entries(rows.parts(), fetched, row);
            for (int entry = 0; entry < count; entry++) {
                out.beginObject();
                for (Part member : rows.parts()) {
                    out.name(member.key());
                    entry(member, fetched, row, entry);
                }
                out.endObject();
            }
        } else if (part instanceof Part.Referring referring) {
            Fetched.Linked linked = fetched.links().get(referring.link());
            Irns irns = linked.referring().orElseThrow().to(row);
            for (int i = 0; i < irns.size(); i++) {
                object(linked.fetched(), linked.fetched().records().rowOf(irns.at(i)));
            }
        } else if (!(part instanceof Part.Nothing)) {
            int count = entries(part, fetched.records(), row);
            for (int entry = 0; entry < count; entry++) {
                entry(part, fetched, row, entry);
            }
        }
    }

    private static int entries(List<Part> parts, Fetched fetched, int row) {
        int most = 0;
        for (Part part : parts) {
            most = Math.max(most, entries(part, fetched.records(), row));
        }
        return most;
    }

    /** Returns how many table rows a column has; an atomic one counts as a table of one row, or none where empty. */
    private static int entries(Part part, Records records, int row) {
        if (part instanceof Part.Texts texts) {
            return records.entries(row, texts.column());
        } else if (part instanceof Part.NestedTexts nested) {
            return records.entries(row, nested.column());
        } else if (part instanceof Part.AttachedList attached) {
            return records.entries(row, attached.column());
        } else if (part instanceof Part.AttachedNested attached) {
            return records.entries(row, attached.column());
        } else if (part instanceof Part.Text text) {
            return records.text(row, text.column()) == null ? 0 : 1;
        }
        return 0;
    }

    /** Writes one table row of a column; null behind its last. */
    private void entry(Part part, Fetched fetched, int row, int entry) {
        Records records = fetched.records();
        if (part instanceof Part.Nothing nothing && nothing.several()) {
            out.beginArray().endArray();
        } else if (part instanceof Part.NestedTexts nested) {
            out.beginArray();
            int count =
                    entry < records.entries(row, nested.column()) ? records.entries(row, nested.column(), entry) : 0;
            for (int inner = 0; inner < count; inner++) {
                out.value(records.text(row, nested.column(), entry, inner));
            }
            out.endArray();
        } else if (part instanceof Part.AttachedNested attached) {
            out.beginArray();
            int count = entry < records.entries(row, attached.column())
                    ? records.entries(row, attached.column(), entry)
                    : 0;
            for (int inner = 0; inner < count; inner++) {
                attached(fetched, attached.link(), records.reference(row, attached.column(), entry, inner));
            }
            out.endArray();
        } else if (part instanceof Part.Texts texts && entry < records.entries(row, texts.column())) {
            out.value(records.text(row, texts.column(), entry));
        } else if (part instanceof Part.AttachedList attached && entry < records.entries(row, attached.column())) {
            attached(fetched, attached.link(), records.reference(row, attached.column(), entry));
        } else if (entry == 0
                && (part instanceof Part.Text
                        || part instanceof Part.Irn
                        || part instanceof Part.Stamp
                        || part instanceof Part.Media
                        || part instanceof Part.Multimedia
                        || part instanceof Part.Attached)) {
            value(part, fetched, row);
        } else {
            out.nullValue();
        }
    }

    private void attached(Fetched fetched, int link, int irn) {
        Fetched other = fetched.links().get(link).fetched();
        object(other, irn == Records.NO_REFERENCE ? -1 : other.records().rowOf(irn));
    }
}
