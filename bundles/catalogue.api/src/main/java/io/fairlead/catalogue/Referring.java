package io.fairlead.catalogue;

import java.util.List;

/**
 * Which records refer to each of some targets.
 *
 * @param byTarget for each target, in the order asked, the irns that refer to it in ascending order
 * @param cut whether some target has more than the limit
 */
public record Referring(List<Irns> byTarget, boolean cut) {
    public Referring {
        byTarget = List.copyOf(byTarget);
    }

    /**
     * Returns the irns that refer to a target.
     *
     * @param target the target's place among those asked for, from 0
     */
    public Irns to(int target) {
        return byTarget.get(target);
    }
}
