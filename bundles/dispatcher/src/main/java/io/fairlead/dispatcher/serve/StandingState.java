package io.fairlead.dispatcher.serve;

import io.fairlead.dispatcher.balance.Health;
import io.fairlead.dispatcher.balance.Mark;
import io.fairlead.dispatcher.balance.Standing;
import io.fairlead.dispatcher.balance.Standings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalDouble;

/** What operators have said and what checks have found, as bytes, for the next dispatcher. */
final class StandingState {
    private StandingState() {}

    static byte[] write(Standings standings) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            Map<String, Standing> all = standings.all();
            out.writeInt(all.size());
            for (Map.Entry<String, Standing> each : all.entrySet()) {
                Standing standing = each.getValue();
                out.writeUTF(each.getKey());
                out.writeDouble(standing.penalty());
                out.writeLong(standing.penaltyHeldUntil());
                out.writeUTF(standing.mark().name());
                out.writeDouble(standing.rerate().orElse(Double.NaN));
                out.writeUTF(standing.health().name());
                out.writeInt(standing.busy());
                out.writeLong(standing.upSince());
            }
        } catch (IOException e) {
            throw new IllegalStateException("an array takes everything", e);
        }
        return bytes.toByteArray();
    }

    static void read(byte[] bytes, Standings into) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                String key = in.readUTF();
                double penalty = in.readDouble();
                long heldUntil = in.readLong();
                Mark mark = Mark.valueOf(in.readUTF());
                double rerate = in.readDouble();
                Health health = Health.valueOf(in.readUTF());
                int busy = in.readInt();
                long upSince = in.readLong();
                into.change(
                        key,
                        before -> new Standing(
                                penalty,
                                heldUntil,
                                mark,
                                Double.isNaN(rerate) ? OptionalDouble.empty() : OptionalDouble.of(rerate),
                                health,
                                busy,
                                upSince));
            }
        }
    }
}
