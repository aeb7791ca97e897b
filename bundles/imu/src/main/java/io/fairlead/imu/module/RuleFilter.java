package io.fairlead.imu.module;

import io.fairlead.catalogue.CatalogueException;
import io.fairlead.catalogue.ModuleInfo;
import io.fairlead.catalogue.Query;
import io.fairlead.catalogue.RecordFilter;
import io.fairlead.imu.call.Access;
import io.fairlead.imu.rules.Rules;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the rules file lets a caller do. A rule that names a column which the module does not have lets nobody do anything:
 * what is meant to protect records must not open them by a slip.
 */
record RuleFilter(Rules rules, Access access, Rules.Act act) implements RecordFilter {
    private static final Logger LOG = LoggerFactory.getLogger(RuleFilter.class);

    @Override
    public Query condition(ModuleInfo module) {
        try {
            return new Queries(module, new Sets()).of(rules.condition(module.name(), access, act));
        } catch (CatalogueException mistake) {
            LOG.warn(
                    "A rule hides every record of module {} from group {} ({}): {}",
                    module.name(),
                    access.group().orElse("default"),
                    act,
                    mistake.getMessage());
            return Query.none();
        }
    }
}
