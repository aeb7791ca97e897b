package io.fairlead.imu.media;

import io.fairlead.imu.call.ImuException;
import io.fairlead.imu.columns.Filter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Chooses among a record's files by filters, one after the other (the IMu API, "Filters"). */
final class Choice {
    private final List<Test> tests;

    private record Test(Characteristic name, Filter.Operator operator, String value) {}

    /** @throws ImuException {@code MultimediaFilterUnknown} with the filter's name */
    Choice(List<Filter> filters) {
        tests = filters.stream()
                .map(filter -> new Test(
                        Characteristic.named(filter.name())
                                .orElseThrow(() -> new ImuException(
                                        "MultimediaFilterUnknown",
                                        ImuException.CODE,
                                        filter.name() + " is no filter",
                                        ImuException.cut(filter.name()))),
                        filter.operator(),
                        filter.value()))
                .toList();
    }

    boolean isEmpty() {
        return tests.isEmpty();
    }

    List<Resource> of(List<Resource> resources) {
        List<Resource> left = resources;
        List<Test> closest = new ArrayList<>();
        for (Test test : tests) {
            if (test.operator() == Filter.Operator.CLOSEST || test.operator() == Filter.Operator.CLOSEST_ABOVE) {
                closest.add(test);
            } else {
                left = left.stream().filter(resource -> meets(resource, test)).toList();
            }
        }
        return closest.isEmpty() ? left : closest(left, closest);
    }

    private static boolean meets(Resource resource, Test test) {
        Object found = resource.characteristic(test.name());
        if (found == null) {
            return test.operator() == Filter.Operator.NOT_EQUAL;
        }
        Optional<BigDecimal> number = number(found);
        Optional<BigDecimal> wanted = number(test.value());
        boolean numbers = number.isPresent() && wanted.isPresent();
        int order = numbers
                ? number.get().compareTo(wanted.get())
                : String.valueOf(found).compareToIgnoreCase(test.value());
        return switch (test.operator()) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> numbers && order < 0;
            case LESS_OR_EQUAL -> numbers && order <= 0;
            case GREATER -> numbers && order > 0;
            case GREATER_OR_EQUAL -> numbers && order >= 0;
            default -> true;
        };
    }

    /** Of the files that are above every limit from below, the one whose distances sum up to the least. */
    private static List<Resource> closest(List<Resource> resources, List<Test> tests) {
        return resources.stream()
                .filter(resource -> tests.stream().allMatch(test -> distance(resource, test) != null))
                .min(Comparator.comparing(resource -> tests.stream()
                        .map(test -> distance(resource, test))
                        .reduce(BigDecimal.ZERO, (sum, each) -> each == null ? sum : sum.add(each))))
                .stream()
                .toList();
    }

    private static @Nullable BigDecimal distance(Resource resource, Test test) {
        Optional<BigDecimal> number = number(resource.characteristic(test.name()));
        Optional<BigDecimal> wanted = number(test.value());
        if (number.isEmpty() || wanted.isEmpty()) {
            return null;
        }
        BigDecimal difference = number.get().subtract(wanted.get());
        return test.operator() == Filter.Operator.CLOSEST_ABOVE && difference.signum() <= 0 ? null : difference.abs();
    }

    private static Optional<BigDecimal> number(@Nullable Object value) {
        String text = String.valueOf(value);
        return text.matches("[+-]?[0-9]{1,18}(\\.[0-9]{1,18})?") ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }
}
